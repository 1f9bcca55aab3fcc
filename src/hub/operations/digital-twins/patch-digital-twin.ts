import { bareObject, isObject, type Json, type MutableJsonObject } from '../../../lib/json.ts';
import { twinEtag } from '../../../twin/etag.ts';
import type { Operation } from '../../http/operation.ts';
import { argumentInvalid } from '../../hub-error.ts';
import { readString, readWord } from '../../identities/read-member.ts';
import { nameOf } from '../identities/device-name.ts';
import { componentMark } from './digital-twin-document.ts';

/** JSON Patch (RFC 6902) of what is desired: `/property` or `/component/property`. hub-reference 4. */
export const patchDigitalTwin: Operation = {
  name: 'PatchDigitalTwin',
  method: 'PATCH',
  path: '/digitaltwins/{deviceId}',
  access: 'ServiceConnect',
  family: 'TwinUpdate',
  run: async ({ twins }, request) => {
    const { deviceId } = nameOf(request);
    const { ifMatch, cause } = request;
    const twin = await twins.patch(deviceId, { desired: desiredPatch(request.json()) }, { ifMatch, cause });
    return { status: 202, headers: { ETag: `"${twinEtag(twin.etag)}"` }, version: twin.desired.version };
  },
};

function desiredPatch(body: Json): MutableJsonObject {
  if (!Array.isArray(body)) throw argumentInvalid('the body must be a JSON Patch: an array of operations');
  const patch = bareObject();
  for (const operation of body as readonly Json[]) {
    if (!isObject(operation)) throw argumentInvalid('each operation of a JSON Patch must be an object');
    const op = readWord(operation, 'op', ['add', 'replace', 'remove']);
    if (op === undefined) throw argumentInvalid('an operation lacks op');
    const value = op === 'remove' ? null : operation.value;
    if (value === undefined) throw argumentInvalid('an operation lacks value');
    place(patch, readPointer(readString(operation, 'path', 4096)), value);
  }
  return patch;
}

function place(patch: MutableJsonObject, [first, second]: readonly [string, string?], value: Json): void {
  if (second === undefined) {
    patch[first] = value;
    return;
  }
  const component = bareObject();
  const before = patch[first];
  if (isObject(before)) for (const name of Object.keys(before)) component[name] = before[name]!;
  component[componentMark] = 'c';
  component[second] = value;
  patch[first] = component;
}

function readPointer(path: string | undefined): readonly [string, string?] {
  const segments = path?.split('/').slice(1) ?? [];
  const [first, second] = segments.map(segment => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (!path?.startsWith('/') || !first || segments.length > 2) {
    throw argumentInvalid('path must be /property or /component/property');
  }
  return second === undefined ? [first] : [first, second];
}
