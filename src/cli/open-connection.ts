import { parseServiceString } from '../clients/connection-string.ts';
import { HubConnection } from '../clients/hub-connection.ts';
import { WriteGuard } from '../clients/write-guard.ts';
import type { Config } from './config.ts';

export type OpenedConnection = { readonly connection: HubConnection; readonly close: () => Promise<void> };

/**
 * Both clients for the hub that was chosen. The local one is attached to where it runs, or started for as long as the
 * connection is open. For a screen a real hub starts locked. Throws AppError.
 */
export async function openConnection(
  config: Config,
  purpose: 'command' | 'screen' = 'command',
): Promise<OpenedConnection> {
  const { hub, transport, readOnly } = config;
  const locked = purpose === 'screen' && hub.kind === 'real';
  const guard = new WriteGuard({ locked, permanent: readOnly });
  if (hub.kind === 'real') {
    const connection = new HubConnection({ service: hub.service, device: hub.device, transport, guard });
    return { connection, close: () => connection.close() };
  }
  const { attachOrStart } = await import('./local-hub.ts');
  const { endpoint, serviceConnectionString, stop } = await attachOrStart({ ...hub, purpose });
  const service = parseServiceString(serviceConnectionString, 'the local hub');
  const connection = new HubConnection({ service, local: endpoint, transport, guard });
  const close = async () => {
    await connection.close();
    await stop();
  };
  return { connection, close };
}
