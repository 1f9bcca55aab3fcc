import { X509Certificate } from 'node:crypto';
import { bounds } from '../../../lib/bounds.ts';
import { hubError } from '../../error-codes.ts';
import { readObject, readString } from '../../http/body-members.ts';
import { jsonAnswer, type Operation } from '../../http/operation.ts';
import { argumentInvalid } from '../../hub-error.ts';

/** Certificate authorities whose devices are let in: on a real hub they are managed in Azure. hub-reference 3.9. */
const path = '/$twin-tui/authorities';
const most = bounds.hub.authorities;

export const listAuthorities: Operation = {
  name: 'ListAuthorities',
  method: 'GET',
  path,
  access: 'owner',
  run: ({ state }) =>
    jsonAnswer(
      200,
      [...state.entries('authority')].map(([, { pem }]) => authorityDocument(new X509Certificate(pem))),
    ),
};

/** Body `{"pem":"-----BEGIN CERTIFICATE-----…"}`. */
export const addAuthority: Operation = {
  name: 'AddAuthority',
  method: 'POST',
  path,
  access: 'owner',
  run: async ({ state }, { json }) => {
    const certificate = readCertificate(readString(readObject(json(), 'the body'), 'pem', 16_384));
    if (state.count('authority') >= most) throw hubError('InvalidOperation', `a hub may have ${most} authorities`);
    const authority = authorityDocument(certificate);
    const value = { pem: certificate.toString() };
    await state.commit([{ kind: 'authority', key: authority.thumbprint, value }]);
    return jsonAnswer(200, authority);
  },
};

export const removeAuthority: Operation = {
  name: 'RemoveAuthority',
  method: 'DELETE',
  path: `${path}/{thumbprint}`,
  access: 'owner',
  run: async ({ state }, { parameters }) => {
    const thumbprint = parameters.thumbprint!.toUpperCase();
    if (state.get('authority', thumbprint) === undefined) {
      throw hubError('GenericNotFound', `there is no authority ${thumbprint}`);
    }
    await state.commit([{ kind: 'authority', key: thumbprint, value: undefined }]);
    return { status: 204 };
  },
};

function readCertificate(pem: string | undefined): X509Certificate {
  if (pem === undefined) throw argumentInvalid('the body lacks pem, the certificate as PEM text');
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    throw argumentInvalid('pem holds no certificate: it must begin with -----BEGIN CERTIFICATE-----');
  }
  if (!certificate.ca) throw argumentInvalid('the certificate is not one of an authority (CA:TRUE)');
  return certificate;
}

/** SHA-256 without separators. */
function authorityDocument(certificate: X509Certificate): { thumbprint: string; subject: string; validTo: string } {
  const { fingerprint256, subject, validTo } = certificate;
  return { thumbprint: fingerprint256.replaceAll(':', ''), subject, validTo: new Date(validTo).toISOString() };
}
