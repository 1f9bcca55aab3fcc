import type { LocalEndpoint } from '../clients/hub-connection.ts';
import { type Hub, startHub } from '../hub/hub.ts';
import { defaultDataDirectory } from './data-directory.ts';

export type LocalHub = {
  readonly endpoint: LocalEndpoint;
  readonly serviceConnectionString: string;
  /** Ends the hub if it was started here; one that ran already goes on. */
  readonly stop: () => Promise<void>;
};

export type LocalHubOptions = { readonly dataDir: string | undefined; readonly ephemeral: boolean };

/** The hub that runs on a data directory, else one that is started in this process. Throws AppError. */
export async function attachOrStart({ dataDir, ephemeral }: LocalHubOptions): Promise<LocalHub> {
  const directory = ephemeral ? undefined : (dataDir ?? defaultDataDirectory());
  return ours(await startHub({ dataDir: directory }));
}

function ours(hub: Hub): LocalHub {
  const { address, mqttPort, httpsPort, ca, serviceConnectionString } = hub;
  return { endpoint: { address, mqttPort, httpsPort, ca }, serviceConnectionString, stop: () => hub.stop() };
}
