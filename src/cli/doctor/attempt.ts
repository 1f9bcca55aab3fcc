import { ClientError } from '../../clients/client-error.ts';
import { AppError, messageOf } from '../../lib/errors.ts';
import { type Finding, failed } from './finding.ts';

export type Attempt<T> = { readonly value?: T; readonly finding?: Finding; readonly error?: unknown };

/** What an act gives, or a finding of why it fails and what to try. */
export async function attempt<T>(check: string, act: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await act() };
  } catch (error) {
    if (error instanceof AppError) {
      return { error, finding: failed(check, error.message, error.hint, error.exitCode) };
    }
    return { error, finding: failed(check, messageOf(error), hintFor(error)) };
  }
}

export function isUnauthorized({ error }: Attempt<unknown>): boolean {
  return error instanceof ClientError && (error.trouble === 'unauthorized' || error.trouble === 'forbidden');
}

/** Whether a certificate was refused for its issuer, its name or its time. */
export function isUntrusted({ error }: Attempt<unknown>): boolean {
  const { code = '' } = (error ?? {}) as { code?: string };
  return /CERT|SELF_SIGNED|ISSUER|ALTNAME|LEAF_SIGNATURE/.test(code);
}

function hintFor(error: unknown): string | undefined {
  const { code = '' } = error as { code?: string };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return 'Check the host name, and that this network resolves names; behind a proxy set HTTPS_PROXY.';
  }
  if (code === 'EPROXY') return 'Ask for the name and password of the proxy, or for leave to reach the hub through it.';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'Something else answers in the place of the hub.';
  if (/CERT|SELF_SIGNED|ISSUER|LEAF_SIGNATURE/.test(code)) {
    return 'A proxy may inspect TLS: set NODE_EXTRA_CA_CERTS to the PEM file of its CA.';
  }
  return 'Something between here and the hub closes this port; a proxy is named with HTTPS_PROXY.';
}
