import { readFile } from 'node:fs/promises';
import { AppError, ExitCode, messageOf } from '../../lib/errors.ts';
import type { ConnectionFlags } from '../config.ts';
import { callHub } from '../hub-call.ts';
import { note, printJson } from '../output/print.ts';
import { withLocalHub } from '../with-local-hub.ts';

const path = '/$twin-tui/authorities';

export async function listAuthorities(flags: ConnectionFlags): Promise<void> {
  await withLocalHub(flags, 'reads', async hub => printJson(await callHub(hub, { method: 'GET', path })));
}

/** Lets devices in whose certificates an authority has issued; `file` is its certificate, PEM. */
export async function addAuthority(file: string, flags: ConnectionFlags): Promise<void> {
  const pem = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new AppError(`cannot read the certificate: ${messageOf(error)}`, { exitCode: ExitCode.usage });
  });
  await withLocalHub(flags, 'writes', async hub =>
    printJson(await callHub(hub, { method: 'POST', path, body: { pem } })),
  );
}

export async function deleteAuthority(thumbprint: string, flags: ConnectionFlags): Promise<void> {
  await withLocalHub(flags, 'writes', async hub => {
    await callHub(hub, { method: 'DELETE', path: `${path}/${encodeURIComponent(thumbprint)}` });
    note(`deleted the authority ${thumbprint}`);
  });
}
