import { readFile } from 'node:fs/promises';
import { AppError, ExitCode, messageOf } from '../../lib/errors.ts';
import type { JsonObject } from '../../lib/json.ts';
import { callHub } from '../local-hub/hub-call.ts';
import { withLocalHub } from '../local-hub/with-local-hub.ts';
import { note, printJson } from '../output/print.ts';
import { type ListFlags, printRows } from '../output/print-rows.ts';
import type { ConnectionFlags } from '../settings/config.ts';

const path = '/$twin-tui/authorities';

export async function listAuthorities(flags: ListFlags): Promise<void> {
  await withLocalHub(flags, 'reads', async hub => {
    await printRows(flags, (await callHub(hub, { method: 'GET', path })) as readonly JsonObject[]);
  });
}

/** Lets devices in whose certificates an authority has issued; `file` is its certificate, PEM. */
export async function addAuthority(file: string, flags: ConnectionFlags): Promise<void> {
  const pem = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new AppError(`cannot read the certificate: ${messageOf(error)}`, {
      hint: 'Name a PEM file that you may read.',
      exitCode: ExitCode.usage,
    });
  });
  await withLocalHub(flags, 'writes', async hub => {
    requireCertificate(file, pem);
    await printJson(await callHub(hub, { method: 'POST', path, body: { pem } }));
  });
}

function requireCertificate(file: string, pem: string): void {
  if (pem.includes('-----BEGIN CERTIFICATE-----')) return;
  throw new AppError(`${file} holds no certificate: expected a line -----BEGIN CERTIFICATE-----, found none`, {
    hint: 'A certificate in DER becomes PEM with: openssl x509 -inform der -in FILE',
    exitCode: ExitCode.usage,
  });
}

export async function deleteAuthority(thumbprint: string, flags: ConnectionFlags): Promise<void> {
  await withLocalHub(flags, 'writes', async hub => {
    const call = { method: 'DELETE', path: `${path}/${encodeURIComponent(thumbprint)}` } as const;
    await callHub(hub, call, { 404: 'List the authorities with: twin-tui hub authority list' });
    note(`deleted the authority ${thumbprint}`);
  });
}
