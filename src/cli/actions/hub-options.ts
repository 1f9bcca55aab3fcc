import type { RunningHub } from '../../hub/data-directory/running-hub.ts';
import type { Tier } from '../../hub/faults/faults.ts';
import type { HubOptions } from '../../hub/options.ts';
import { AppError, ExitCode } from '../../lib/errors.ts';
import type { ConnectionFlags } from '../settings/config.ts';

export type HubFlags = ConnectionFlags & {
  readonly json?: boolean;
  readonly mqttPort?: number;
  readonly httpsPort?: number;
  readonly host: string;
  readonly lenient?: boolean;
  readonly log?: boolean;
  readonly import?: string;
  readonly conformance?: boolean;
  readonly tier: Tier;
  readonly units: number;
  readonly latency?: number;
  readonly indexLag?: number;
  readonly fixedTime?: number;
  readonly seed?: string;
};

/** What a hub is started with. */
export function hubOptions(flags: HubFlags, dataDir: string | undefined): HubOptions {
  const { mqttPort, httpsPort, host, lenient, fixedTime, seed } = flags;
  const { tier, units, latency = 0, indexLag = 0 } = flags;
  return {
    dataDir,
    host,
    mqttPort: mqttPort ?? 8883,
    httpsPort: httpsPort ?? 443,
    // A port that was asked for by name is not changed in silence.
    httpsPortIfDenied: httpsPort === undefined ? 8443 : undefined,
    lenient,
    fixedTime,
    seed,
    faults: { tier, units, latency: { milliseconds: latency, jitter: 0 }, indexLag },
  };
}

/** Throws AppError (exit 2) for the first option that a hub which runs already does not do. */
export function refuseUnheard(flags: HubFlags, running: RunningHub, dataDir: string | undefined): void {
  const [option] = Object.entries(unheard(flags, running)).find(([, isUnheard]) => isUnheard) ?? [];
  if (option === undefined) return;
  throw new AppError(`a hub runs on ${dataDir} already, as process ${running.pid}: ${option} would do nothing to it`, {
    hint: 'Leave it out, stop that hub first, or start another with --data-dir; twin-tui hub control changes one that runs.',
    exitCode: ExitCode.usage,
  });
}

function unheard(
  flags: HubFlags,
  { mqttPort, httpsPort, address }: RunningHub,
): { readonly [option: string]: boolean } {
  const { tier, units, host, latency, indexLag, fixedTime, seed } = flags;
  return {
    '--import': flags.import !== undefined,
    '--mqtt-port': !isAt(flags.mqttPort, mqttPort),
    '--https-port': !isAt(flags.httpsPort, httpsPort),
    '--host': host !== '127.0.0.1' && host !== address,
    '--tier': tier !== 'off',
    '--units': units !== 1,
    '--latency': latency !== undefined,
    '--index-lag': indexLag !== undefined,
    '--fixed-time': fixedTime !== undefined,
    '--seed': seed !== undefined,
    '--lenient': flags.lenient === true,
    '--log': flags.log === true,
  };
}

/** Port 0 asks for any free port, so the one that the running hub has will do. */
function isAt(asked: number | undefined, port: number): boolean {
  return asked === undefined || asked === 0 || asked === port;
}
