import { text } from 'node:stream/consumers';
import type { Json, JsonObject } from '../lib/json.ts';
import { parseControlCommand } from './faults/control-command.ts';
import { type Hub, startHub as startWholeHub } from './hub.ts';
import { type HubCall, sendCall } from './owner-call.ts';
import type {
  HubClockControls,
  HubFaultControls,
  JsonValue,
  TestHub,
  TestHubOptions,
  TwinContent,
} from './public-types.ts';

export type * from './public-types.ts';

/**
 * Starts a local Azure IoT Hub in this process, for tests: real MQTT over TLS and HTTPS on free ports of 127.0.0.1. It
 * accepts connections when this resolves; many may run side by side. Rejects when a port cannot be had, or the data
 * directory is in use, damaged or newer than this program.
 */
export async function startHub(options: TestHubOptions = {}): Promise<TestHub> {
  const { fixedTime, ...rest } = options;
  const hub = await startWholeHub({ ...rest, fixedTime: fixedTime?.getTime() });
  const { hostName, address, mqttPort, httpsPort, ca, caFile, serviceConnectionString } = hub;
  return {
    ...{ hostName, address, mqttPort, httpsPort, ca, caFile, serviceConnectionString },
    faults: faultControls(hub),
    clock: clockControls(hub),
    createDevice: (deviceId, twin) => create(hub, { deviceId }, twin),
    createModule: (deviceId, moduleId, twin) => create(hub, { deviceId, moduleId }, twin),
    deviceConnectionString: (deviceId, moduleId) => hub.deviceConnectionString(deviceId, moduleId),
    request: (method, path, body) => call(hub, { method, path, body }),
    export: () => hub.export(),
    stop: () => hub.stop(),
  };
}

/** They are checked as those of the control command are: JavaScript calls them with anything. */
function faultControls(hub: Hub): HubFaultControls {
  const apply = (command: { readonly [member: string]: Json | undefined }) =>
    void hub.control.apply(parseControlCommand(command as JsonObject));
  return {
    throttle: (tier, units) => apply({ action: 'throttle', tier, units }),
    exhaust: on => apply({ action: 'exhaust', on }),
    latency: (milliseconds, jitter) => apply({ action: 'latency', milliseconds, jitter }),
    indexLag: milliseconds => apply({ action: 'index-lag', milliseconds }),
    drop: (deviceId, moduleId) => apply({ action: 'drop', deviceId, moduleId }),
    disk: state => apply({ action: 'disk', broken: { broken: true, ok: false }[state] }),
  };
}

function clockControls({ control }: Hub): HubClockControls {
  return {
    now: () => new Date(control.state.clock.now),
    fix: at => void control.apply({ action: 'clock', change: { kind: 'fix', at: at.getTime() } }),
    advance: milliseconds => void control.apply({ action: 'clock', change: { kind: 'advance', milliseconds } }),
    release: () => void control.apply({ action: 'clock', change: { kind: 'release' } }),
  };
}

type Identity = { readonly deviceId: string; readonly moduleId?: string };

/** Makes an identity, then gives its twin what it begins with. */
async function create(hub: Hub, identity: Identity, twin: TwinContent | undefined): Promise<string> {
  const { deviceId, moduleId } = identity;
  const device = encodeURIComponent(deviceId);
  const path = moduleId === undefined ? device : `${device}/modules/${encodeURIComponent(moduleId)}`;
  await call(hub, { method: 'PUT', path: `/devices/${path}`, body: identity });
  if (twin !== undefined) {
    const body = { tags: twin.tags, properties: { desired: twin.desired } };
    await call(hub, { method: 'PATCH', path: `/twins/${path}`, body });
  }
  return hub.deviceConnectionString(deviceId, moduleId)!;
}

async function call(hub: Hub, request: HubCall): Promise<JsonValue> {
  const { name: policy, primaryKey: key } = hub.policies.find(({ name }) => name === 'iothubowner')!;
  const response = await sendCall({ ...hub, policy, key }, request);
  const body = await text(response);
  const { statusCode = 0 } = response;
  if (statusCode >= 300) {
    throw Object.assign(new Error(`${request.method} ${request.path} was answered ${statusCode}: ${body}`), {
      statusCode,
    });
  }
  return body === '' ? null : (JSON.parse(body) as JsonValue);
}
