import type { Agent } from 'node:http';
import type { HubConnection } from '../../clients/hub-connection.ts';
import { chooseProxy, placeOf } from '../network/proxy-choice.ts';
import type { Config } from '../settings/config.ts';
import { attempt, isUntrusted } from './attempt.ts';
import { type Finding, failed, ok, warning } from './finding.ts';
import { type Certificate, type Place, probeHttps, probeName, probeTls } from './probes.ts';

/** Tokens are refused when clocks are further apart. hub-reference 0.4. */
const clockTolerance = 5 * 60;

type Findings = AsyncGenerator<Finding, boolean, void>;

/** The way to the hub: name, proxy, ports, certificates and clocks. Returns whether the hub was reached. */
export async function* examineNetwork(connection: HubConnection, config: Config, signal?: AbortSignal): Findings {
  const { local } = connection;
  const host = connection.hostName.replace(/:\d+$/, '');
  const proxy = local === undefined ? chooseProxy(host, process.env) : undefined;
  if (proxy !== undefined) yield ok('proxy', `${placeOf(proxy)} (${proxy.source})`);
  else if (local === undefined) yield* examineName(host);
  const agent = proxy && new (await import('../network/proxy-agent.ts')).ProxyAgent(proxy);
  const place = { host: local?.address ?? host, ca: local?.ca, signal };
  signal?.addEventListener('abort', () => agent?.destroy(), { once: true });
  const reached = yield* examineHttps({ ...place, port: local?.httpsPort ?? 443, agent }, host);
  agent?.destroy();
  yield* examineMqtt({ ...place, port: local?.mqttPort ?? 8883 }, config, { reached, agent });
  return reached;
}

async function* examineName(host: string): AsyncGenerator<Finding, void, void> {
  const name = await attempt('host name', () => probeName(host));
  yield name.finding ?? ok('host name', `${host} is ${name.value}`);
}

async function* examineHttps(place: Place, host: string): Findings {
  const answer = await attempt('HTTPS', () => probeHttps(place));
  if (answer.finding) {
    yield answer.finding;
    if (isUntrusted(answer)) yield* tellIssuer(() => probeHttps(place, false).then(({ certificate }) => certificate));
    return false;
  }
  const { certificate, clock } = answer.value!;
  yield ok('HTTPS', `port ${place.port} answers with ${told(certificate)}`);
  if (/\.azure-devices\.(net|us|cn)$/.test(host) && !/Microsoft|DigiCert/.test(certificate.issuer)) {
    const text = `the certificate is of ${certificate.issuer}, not of Microsoft or DigiCert: TLS is inspected on the way`;
    yield warning(
      'TLS',
      text,
      'Devices with their own list of CAs will refuse it; ask for an exception for this host.',
    );
  }
  if (clock !== undefined) yield clockFinding(clock);
  return true;
}

function clockFinding(clock: number): Finding {
  const off = Math.round((Date.now() - clock) / 1000);
  if (Math.abs(off) <= clockTolerance) return ok('clock', `${Math.abs(off)} s apart from the hub's`);
  const text = `${Math.abs(off)} s ${off > 0 ? 'ahead of' : 'behind'} the hub's`;
  return failed('clock', text, 'Set the clock: the hub refuses tokens of another time.');
}

async function* examineMqtt(
  place: Place,
  { transport }: Config,
  { reached, agent }: { reached: boolean; agent: Agent | undefined },
): AsyncGenerator<Finding, void, void> {
  if (transport === 'mqtt-ws') return yield ok('MQTT', 'over WebSocket, on the port of HTTPS');
  const device = await attempt('MQTT', () => probeTls(place));
  if (device.value) return yield ok('MQTT', `port ${place.port} answers with ${told(device.value)}`);
  const why = agent ? 'and no proxy takes MQTT' : 'it may be blocked';
  const hint = `Port ${place.port} is not reached, ${why}: try --transport mqtt-ws, which uses 443.`;
  yield { ...device.finding!, ...(reached && !isUntrusted(device) && { hint }) };
}

/**
 * Tells whose certificate answers in place of the hub's, e.g. that of a proxy which inspects TLS. Nothing is sent to
 * it.
 */
async function* tellIssuer(probe: () => Promise<Certificate>): AsyncGenerator<Finding, void, void> {
  const { value } = await attempt('TLS', probe);
  if (value) yield warning('TLS', `what answers has ${told(value)}`, 'If you know that name, trust its CA as above.');
}

function told({ subject, issuer }: Certificate): string {
  return `the certificate of ${subject}, issued by ${issuer}`;
}
