import { parseServiceString } from '../../clients/connection-string.ts';
import { callHub } from '../local-hub/hub-call.ts';
import { withLocalHub } from '../local-hub/with-local-hub.ts';
import { note, print } from '../output/print.ts';
import { formatOf, type ListFlags, printRows } from '../output/print-rows.ts';
import type { ConnectionFlags } from '../settings/config.ts';

type Policy = { readonly name: string; readonly rights: readonly string[]; readonly primaryKey: string };

const pathOf = (name: string) => `/$twin-tui/policies/${encodeURIComponent(name)}`;

/** Names and rights; a policy's keys are printed by `put` alone. */
export async function listPolicies(flags: ListFlags): Promise<void> {
  await withLocalHub(flags, 'reads', async hub => {
    const policies = (await callHub(hub, { method: 'GET', path: '/$twin-tui/policies' })) as unknown as Policy[];
    // Words for a person, a list for a program.
    const shown = (rights: readonly string[]) => (formatOf(flags) === 'table' ? rights.join(' ') : [...rights]);
    await printRows(
      flags,
      policies.map(({ name, rights }) => ({ name, rights: shown(rights) })),
    );
  });
}

/** Makes a policy or changes its rights; prints the connection string, which holds the key. */
export async function putPolicy(name: string, rights: readonly string[], flags: ConnectionFlags): Promise<void> {
  await withLocalHub(flags, 'writes', async hub => {
    const body = { rights: [...rights] };
    const policy = (await callHub(hub, { method: 'PUT', path: pathOf(name), body })) as unknown as Policy;
    const { hostName } = parseServiceString(hub.serviceConnectionString, 'the local hub');
    const parts = [
      `HostName=${hostName}`,
      `SharedAccessKeyName=${policy.name}`,
      `SharedAccessKey=${policy.primaryKey}`,
    ];
    await print(`${parts.join(';')}\n`);
  });
}

export async function deletePolicy(name: string, flags: ConnectionFlags): Promise<void> {
  await withLocalHub(flags, 'writes', async hub => {
    const call = { method: 'DELETE', path: pathOf(name) } as const;
    await callHub(hub, call, { 404: 'List the policies with: twin-tui hub policy list' });
    note(`deleted the policy ${name}`);
  });
}
