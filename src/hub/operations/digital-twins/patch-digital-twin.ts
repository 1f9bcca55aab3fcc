import { bareObject, isObject, type Json, type JsonObject, type MutableJsonObject } from '../../../lib/json.ts';
import { twinEtag } from '../../../twin/etag.ts';
import { replaceDiff } from '../../../twin/merge.ts';
import { readString, readWord } from '../../http/body-members.ts';
import { nameOf } from '../../http/identity-of-path.ts';
import type { Operation } from '../../http/operation.ts';
import { argumentInvalid } from '../../hub-error.ts';
import { componentMark } from './digital-twin-document.ts';

/** JSON Patch (RFC 6902) of what is desired: `/property` or `/component/property`. hub-reference 4. */
export const patchDigitalTwin: Operation = {
  name: 'PatchDigitalTwin',
  method: 'PATCH',
  path: '/digitaltwins/{deviceId}',
  access: 'ServiceConnect',
  family: 'TwinUpdate',
  run: async ({ state, twins }, request) => {
    const { deviceId } = nameOf(request);
    const { ifMatch, cause } = request;
    // Read and written without a pause, so that what is replaced is what is there.
    const current = state.get('twin', deviceId)?.desired.values ?? bareObject();
    const twin = await twins.patch(deviceId, { desired: desiredPatch(current, request.json()) }, { ifMatch, cause });
    return { status: 202, headers: { ETag: `"${twinEtag(twin.etag)}"` }, version: twin.desired.version };
  },
};

/** The merge patch that does to `current` what the JSON Patch says. */
function desiredPatch(current: JsonObject, body: Json): MutableJsonObject {
  if (!Array.isArray(body)) throw argumentInvalid('the body must be a JSON Patch: an array of operations');
  const patch = bareObject();
  for (const operation of body as readonly Json[]) {
    if (!isObject(operation)) throw argumentInvalid('each operation of a JSON Patch must be an object');
    const op = readWord(operation, 'op', ['add', 'replace', 'remove']);
    if (op === undefined) throw argumentInvalid('an operation lacks op');
    const value = op === 'remove' ? null : operation.value;
    if (value === undefined) throw argumentInvalid('an operation lacks value');
    place(patch, current, readPointer(readString(operation, 'path', 4096)), value);
  }
  return patch;
}

function place(
  patch: MutableJsonObject,
  current: JsonObject,
  [first, second]: readonly [string, string?],
  value: Json,
): void {
  const before = current[first];
  if (second === undefined) {
    patch[first] = replacing(before, value);
    return;
  }
  // What an earlier operation removed, or made a scalar of, begins anew as a component.
  const planned = patch[first] === undefined || isObject(patch[first]) ? patch[first] : replacing(before, bareObject());
  const component = bareObject();
  if (isObject(planned)) for (const name of Object.keys(planned)) component[name] = planned[name]!;
  component[componentMark] = 'c';
  component[second] = replacing(isObject(before) ? before[second] : undefined, value);
  patch[first] = component;
}

/** A merge patch would leave what the object before has besides: null takes it away. */
function replacing(before: Json | undefined, value: Json): Json {
  return isObject(before) && isObject(value) ? (replaceDiff(before, value) ?? bareObject()) : value;
}

function readPointer(path: string | undefined): readonly [string, string?] {
  const segments = path?.split('/').slice(1) ?? [];
  const [first, second] = segments.map(segment => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (!path?.startsWith('/') || !first || segments.length > 2) {
    throw argumentInvalid('path must be /property or /component/property');
  }
  return second === undefined ? [first] : [first, second];
}
