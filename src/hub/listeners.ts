import { AppError, ExitCode, messageOf } from '../lib/errors.ts';
import type { TlsMaterial } from './certificates/tls-material.ts';
import type { Composition } from './compose.ts';
import type { HubContext } from './context.ts';
import { listenHttps } from './http/listen-https.ts';
import { listenMqtt, type MqttListener } from './mqtt/listen-mqtt.ts';
import type { MqttContext } from './mqtt/mqtt-service.ts';
import type { HubOptions } from './options.ts';

/** The hub's two doors; MQTT over WebSocket comes in through the second. */
export type Listeners = { readonly mqttPort: number; readonly httpsPort: number; close(): Promise<void> };

/** Opens both doors or none. Rejects with AppError when a port cannot be had. */
export async function openListeners(
  { context, mqtt: mqttContext }: Pick<Composition, 'context' | 'mqtt'>,
  tls: TlsMaterial,
  options: HubOptions,
): Promise<Listeners> {
  const mqtt = await openMqtt(mqttContext, tls, options);
  try {
    const https = await openHttps(context, tls, options, mqtt.handleUpgrade);
    return {
      mqttPort: mqtt.port,
      httpsPort: https.port,
      close: async () => {
        await Promise.all([mqtt.close(), https.close()]);
      },
    };
  } catch (error) {
    await mqtt.close();
    throw error;
  }
}

function openMqtt(context: MqttContext, tls: TlsMaterial, options: HubOptions): Promise<MqttListener> {
  const { mqttPort: port = 0, lenient = false } = options;
  const door = { name: 'MQTT', flag: '--mqtt-port', host: hostOf(options), port };
  return openDoor(door, () => listenMqtt(context, tls, { host: door.host, port, lenient }));
}

async function openHttps(
  context: HubContext,
  tls: TlsMaterial,
  options: HubOptions,
  onUpgrade: MqttListener['handleUpgrade'],
): Promise<Listener> {
  const open = (port: number) => {
    const door = { name: 'HTTPS', flag: '--https-port', host: hostOf(options), port };
    return openDoor(door, () => listenHttps(context, tls, { host: door.host, port, onUpgrade }));
  };
  const { httpsPort = 0, httpsPortIfDenied } = options;
  try {
    return await open(httpsPort);
  } catch (error) {
    if (httpsPortIfDenied === undefined || !isDenied(error)) throw error;
    return open(httpsPortIfDenied);
  }
}

const hostOf = ({ host = '127.0.0.1' }: HubOptions): string => host;

type Listener = { readonly port: number; close(): Promise<void> };

/** One of the doors in a person's words, and the flag that moves it. */
type Door = { readonly name: string; readonly flag: string; readonly host: string; readonly port: number };

/** Opens a listener; a refusal of the system becomes a message that says which port and what to do. */
async function openDoor<T extends Listener>(door: Door, listen: () => Promise<T>): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    throw doorError(door, error);
  }
}

function isDenied(error: unknown): boolean {
  return error instanceof AppError && codeOf(error.cause) === 'EACCES';
}

function doorError({ name, flag, host, port }: Door, cause: unknown): AppError {
  const place = `port ${port} of ${host} (${name})`;
  const exitCode = ExitCode.connection;
  switch (codeOf(cause)) {
    case 'EADDRINUSE': {
      const hint = `Stop the program that has it, or choose another with ${flag} (0 takes any free one).`;
      return new AppError(`The hub cannot listen on ${place}: it is taken.`, { hint, exitCode, cause });
    }
    case 'EACCES': {
      const hint = `Ports below 1024 may need more rights; choose another with ${flag}.`;
      return new AppError(`The hub may not listen on ${place}.`, { hint, exitCode, cause });
    }
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND': {
      const hint = 'Choose an address of this machine with --host; 127.0.0.1 always works.';
      return new AppError(`This machine has no address ${host} for the hub to listen on.`, { hint, exitCode, cause });
    }
    default:
      return new AppError(`The hub cannot listen on ${place}: ${messageOf(cause)}`, { exitCode, cause });
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}
