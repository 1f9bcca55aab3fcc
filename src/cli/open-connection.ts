import type { Agent } from 'node:http';
import { join } from 'node:path';
import { parseServiceString } from '../clients/connection-string.ts';
import { HubConnection } from '../clients/hub-connection.ts';
import type { ServiceAccess } from '../clients/service/service-access.ts';
import type { VersionFile } from '../clients/versions/version-file.ts';
import { WriteGuard } from '../clients/write-guard.ts';
import { ObservableValue } from '../lib/observable.ts';
import type { LocalHub, LocalHubOptions } from './local-hub/local-hub.ts';
import { chooseProxy } from './network/proxy-choice.ts';
import type { Config, HubChoice } from './settings/config.ts';
import { defaultDataDirectory } from './settings/data-directory.ts';

type Notes = ObservableValue<readonly string[]>;
export type OpenedConnection = { readonly connection: HubConnection; readonly close: () => Promise<void> };

/**
 * Both clients for the hub that was chosen. The local one is attached to where it runs, or started for as long as the
 * connection is open. For a screen a real hub starts locked. Throws AppError; the signal ends waiting.
 */
export async function openConnection(
  config: Config,
  purpose: 'command' | 'screen' = 'command',
  signal?: AbortSignal,
): Promise<OpenedConnection> {
  const { hub, transport, readOnly } = config;
  const locked = purpose === 'screen' && hub.kind === 'real';
  const guard = new WriteGuard({ locked, permanent: readOnly });
  if (hub.kind === 'real') {
    const { device } = hub;
    const hostName = (hub.service ?? hub.login ?? hub.device)?.hostName ?? '';
    const [service, agent] = await Promise.all([serviceOf(hub), agentFor(hostName)]);
    const connection = new HubConnection({ service, device, transport, agent, guard });
    return {
      connection,
      close: async () => {
        await connection.close();
        agent?.destroy();
      },
    };
  }
  const local = await reach({ ...hub, purpose, signal });
  const { endpoint, serviceConnectionString, attachedTo, stop } = local;
  const notes = new ObservableValue(local.notes);
  const service = parseServiceString(serviceConnectionString, 'the local hub');
  const versions = purpose === 'screen' && !hub.ephemeral ? await versionFileOf(hub.dataDir) : undefined;
  const connection = new HubConnection({ service, local: endpoint, notes, transport, guard, versions });
  const successor = purpose === 'screen' ? await successorTo(attachedTo, connection, notes) : undefined;
  const close = async () => {
    await connection.close();
    await successor?.close();
    await stop();
  };
  return { connection, close };
}

/** The library that signs in with Entra ID is large, so it is loaded only where it is used. */
async function serviceOf({ service, login }: Extract<HubChoice, { kind: 'real' }>): Promise<ServiceAccess | undefined> {
  if (login === undefined) return service;
  const { entraIssuer } = await import('./login/entra-issuer.ts');
  return { ...login, issuer: entraIssuer() };
}

async function agentFor(hostName: string): Promise<Agent | undefined> {
  const proxy = chooseProxy(hostName.replace(/:\d+$/, ''), process.env);
  if (proxy === undefined) return undefined;
  const { ProxyAgent } = await import('./network/proxy-agent.ts');
  return new ProxyAgent(proxy);
}

async function reach(options: LocalHubOptions): Promise<LocalHub> {
  const { attachOrStart } = await import('./local-hub/local-hub.ts');
  return attachOrStart(options);
}

/** Goes on with a hub that another screen runs. */
async function successorTo(hub: LocalHub['attachedTo'], { health, local }: HubConnection, notes: Notes) {
  if (hub === undefined || local === undefined) return undefined;
  const { HubSuccessor } = await import('./local-hub/hub-successor.ts');
  const tell = (text: string) => notes.update(told => [...told, text]);
  return new HubSuccessor({ ...hub, ports: local, health, tell });
}

/** Versions seen are kept beside the hub that has them; a real hub's stay in memory. */
async function versionFileOf(dataDir: string | undefined): Promise<VersionFile> {
  const { VersionFile } = await import('../clients/versions/version-file.ts');
  return new VersionFile(join(dataDir ?? defaultDataDirectory(), 'twin-versions.ndjson'));
}
