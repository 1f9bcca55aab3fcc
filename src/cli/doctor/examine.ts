import { ClientError } from '../../clients/client-error.ts';
import type { HubConnection } from '../../clients/hub-connection.ts';
import { AppError, messageOf } from '../../lib/errors.ts';
import type { Config } from '../config.ts';
import { openConnection } from '../open-connection.ts';
import { type Finding, failed, ok } from './finding.ts';
import { type Place, probeDate, probeName, probeTls } from './probes.ts';
import { tellSettings } from './tell-settings.ts';

/** Tokens are refused when clocks are further apart. hub-reference 0.4. */
const clockTolerance = 5 * 60;

/** Looks at a connection step by step, from the string to the rights; ends where the next step needs the one that failed. */
export async function* examine(resolve: () => Config): AsyncGenerator<Finding, void, void> {
  const config = await attempt('settings', async () => resolve());
  if (config.finding) yield config.finding;
  if (config.value === undefined) return;
  yield* tellSettings(config.value);
  const opened = await attempt('hub', () => openConnection(config.value!));
  if (opened.finding) yield opened.finding;
  if (opened.value === undefined) return;
  try {
    yield* examineNetwork(opened.value.connection, config.value);
    if (opened.value.connection.hasService) yield* examineRights(opened.value.connection);
  } finally {
    await opened.value.close();
  }
}

async function* examineNetwork(connection: HubConnection, config: Config): AsyncGenerator<Finding, void, void> {
  const { local } = connection;
  const host = connection.hostName.replace(/:\d+$/, '');
  const https: Place = { host: local?.address ?? host, port: local?.httpsPort ?? 443, ca: local?.ca };
  const mqtt: Place = { ...https, port: local?.mqttPort ?? 8883 };
  if (local === undefined) {
    const name = await attempt('host name', () => probeName(host));
    yield name.finding ?? ok('host name', `${host} is ${name.value}`);
    if (name.finding) return;
  }
  const service = await attempt('HTTPS', () => probeTls(https));
  yield service.finding ?? ok('HTTPS', `port ${https.port} answers with ${service.value}`);
  const device = await attempt('MQTT', () => probeTls(mqtt));
  if (device.finding && config.transport === 'mqtt' && !service.finding) {
    yield { ...device.finding, hint: `Port ${mqtt.port} may be blocked: try --transport mqtt-ws, which uses 443.` };
  } else yield device.finding ?? ok('MQTT', `port ${mqtt.port} answers with ${device.value}`);
  if (service.finding) return;
  const clock = await attempt('clock', () => probeDate(https));
  if (clock.value === undefined) return;
  const off = Math.round((Date.now() - clock.value) / 1000);
  if (Math.abs(off) <= clockTolerance) yield ok('clock', `${Math.abs(off)} s apart from the hub's`);
  else yield failed('clock', `${off} s ahead of the hub's`, 'Set the clock: the hub refuses tokens of another time.');
}

/** What a key may do is not written in it, so it is tried, by reading only. hub-reference 0.4. */
async function* examineRights({ service }: HubConnection): AsyncGenerator<Finding, void, void> {
  const registry = await attempt('RegistryRead', () => service.identities.statistics());
  yield registry.finding ?? ok('RegistryRead', `${registry.value!.total} devices`);
  const twins = await attempt('ServiceConnect', () => service.query('SELECT COUNT() AS n FROM devices').next());
  yield twins.finding ?? ok('ServiceConnect', 'twins and queries are allowed');
}

type Attempt<T> = { readonly value?: T; readonly finding?: Finding };

async function attempt<T>(check: string, act: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await act() };
  } catch (error) {
    if (error instanceof ClientError && error.trouble === 'unauthorized') {
      return {
        finding: failed(check, 'the policy is not allowed this, or its key is wrong', error.hint, error.exitCode),
      };
    }
    if (error instanceof AppError) return { finding: failed(check, error.message, error.hint, error.exitCode) };
    return { finding: failed(check, messageOf(error), hintFor(error)) };
  }
}

function hintFor(error: unknown): string | undefined {
  const { code = '' } = error as { code?: string };
  if (code === 'ENOTFOUND') return 'Check the host name, and that this network resolves names.';
  if (/CERT|SELF_SIGNED|ISSUER/.test(code)) {
    return 'A proxy may inspect TLS: set NODE_EXTRA_CA_CERTS to the PEM file of its CA.';
  }
  return 'Something between here and the hub closes this port.';
}
