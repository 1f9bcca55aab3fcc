import { constants } from 'node:crypto';
import type { TlsOptions } from 'node:tls';
import type { TlsMaterial } from './tls-material.ts';

/**
 * TLS as both listeners offer it. A certificate is asked for and not required: SAS devices have none, X.509 devices are
 * checked against their identity (hub-reference 0.2, 3.9). No session is resumed: of what a client showed a resumed one
 * holds its own certificate alone, and without those between it and its authority the device would be refused.
 */
export function tlsOptions({ key, cert }: TlsMaterial): TlsOptions {
  return {
    key,
    cert,
    minVersion: 'TLSv1.2',
    requestCert: true,
    rejectUnauthorized: false,
    secureOptions: constants.SSL_OP_NO_TICKET,
  };
}
