import { scenario, section } from './rule.ts';

const twin = (name: string) => scenario('twins', name);
const counter = (name: string) => scenario('twin-counters', name);
const write = (name: string) => scenario('twin-writes', name);
const limit = (name: string) => `test/fixtures/rest/twin-limits.json: ${name}`;

/** hub-reference 2. */
export const twinRules = [
  ...section('Twins', [
    [
      'twin-new',
      'A new twin: etag AAAAAAAAAAE=, both $version 1, version 2, no tags member',
      'live',
      twin('a new twin'),
    ],
    [
      'twin-mirror',
      'The identity shows in the twin; deviceEtag is the identity etag',
      'live',
      twin('the mirror of the identity'),
    ],
    [
      'twin-missing',
      'A missing twin is DeviceNotFound, of a module as well',
      'live',
      twin('a missing twin, of a module as well, is DeviceNotFound'),
    ],
  ]),
  ...section('Counters', [
    [
      'counter-etag',
      'The etag counts accepted writes of tags and desired; reports, identity writes, connections and telemetry leave it',
      'live',
      counter('the etag counts accepted writes of tags and desired, and nothing else'),
    ],
    [
      'counter-desired',
      'desired.$version counts writes whose diff by existence is not empty: equal values and deletions, not tags',
      'live',
      counter('desired $version counts writes whose diff of desired is not empty'),
    ],
    [
      'counter-reported',
      'reported.$version counts accepted patches of the device',
      'documentation',
      counter('reported $version counts accepted patches of the device'),
    ],
    [
      'counter-version',
      'version is the etag counter plus reported.$version',
      'inferred',
      counter('version is the etag counter plus reported $version'),
    ],
    ['counter-sequence', 'The worked sequence of all four', 'inferred', twin('the worked sequence of counters')],
    ['counter-identity', 'Identity writes leave the twin alone', 'live', twin('identity writes leave the twin alone')],
    [
      'counter-model',
      'All counters and metadata follow an independent model over random writes',
      'inferred',
      'test/hub/operations/twins/merge-property.test.ts: leave what an independent model says',
    ],
  ]),
  ...section('PATCH', [
    [
      'patch-merge',
      'Merge patch: objects merge, scalars and arrays replace, null deletes, {} persists',
      'live',
      twin('PATCH merges'),
    ],
    [
      'patch-merge-desired',
      'Desired merges the same way, and the device is told what was written',
      'live',
      write('PATCH of desired merges, and the device is told what was written'),
    ],
    ['patch-new-null', 'null nested in a new object is dropped', 'live', twin('PATCH merges')],
    [
      'patch-read-only',
      'Read-only members are ignored: tools send back whole twins',
      'sdk',
      twin('read-only members are ignored'),
    ],
    [
      'patch-whole-twin',
      'A whole twin sent back is told to the device as a patch of its desired',
      'sdk',
      write('a whole twin sent back is a patch of tags and desired, and told as such'),
    ],
    [
      'patch-if-match',
      'If-Match is optional; stale is 412, * never is',
      'live',
      scenario('if-match', 'PATCH of a device twin: none and a star are no condition, an etag must be equal'),
    ],
    ['patch-null-section', 'null for a section empties it', 'inferred', twin('null for a section empties it')],
    [
      'patch-existence',
      'The diff is by existence: equal scalars and arrays count, absent nulls and known objects do not',
      'documentation',
      write('a patch is told by existence: values are not compared'),
    ],
    [
      'patch-empty-diff',
      'An empty diff changes nothing, etag and version included',
      'inferred',
      twin('an empty diff changes nothing'),
    ],
  ]),
  ...section('PUT', [
    [
      'put-replace',
      'Tags and desired become exactly what was sent, a missing section empty; reported, identity and counters stay',
      'live',
      write('PUT replaces tags and desired whole, and leaves reported, identity and counters'),
    ],
    [
      'put-null',
      'null anywhere in a replacement: 400 ArgumentInvalid, which names the key',
      'documentation',
      write('null anywhere in a replacement is refused'),
    ],
    [
      'put-diff',
      'The device is told all new content, and null for each key that vanished, at any depth',
      'documentation',
      write('PUT is told as all that is new, and null for what vanished, at any depth'),
    ],
  ]),
  ...section('Validation', [
    [
      'limit-size',
      'Sections: 8 KB of tags, 32 KB each of desired and reported',
      'documentation',
      limit('tags take 8192 bytes, desired and reported 32768, of the section that results'),
    ],
    [
      'limit-formula',
      'Size: bytes of keys, characters of strings without controls, 8 per number, 4 per boolean, elements of arrays',
      'documentation',
      limit(
        'a size is bytes of keys, characters of strings without controls, 8 for a number, 4 for a boolean, elements of arrays',
      ),
    ],
    [
      'limit-result',
      'The section that results is measured, and a write that makes it smaller is taken',
      'documentation',
      limit('tags take 8192 bytes, desired and reported 32768, of the section that results'),
    ],
    ['limit-key-length', 'Keys: up to 1024 bytes in UTF-8', 'live', limit('a key may have 1024 bytes')],
    [
      'limit-keys',
      'Keys: no control characters, dot, $, # and space; the empty key is one',
      'live',
      limit('a key holds no control character, no dot, dollar, hash or space; others are free, the empty one too'),
    ],
    ['limit-strings', 'Strings: up to 4096 bytes', 'live', limit('a string may have 4096 bytes')],
    [
      'limit-integers',
      'Integers: -2^52 to 2^52 - 1',
      'documentation',
      limit('an integer lies within -2^52 and 2^52 - 1'),
    ],
    ['limit-numbers', 'Numbers come back as they are', 'live', twin('numbers come back as they are')],
    [
      'limit-depth',
      'Objects nest ten deep, arrays count',
      'live',
      limit('objects nest ten deep below the section, arrays count'),
    ],
    [
      'limit-arrays',
      'Arrays hold any type but no null, nor objects with null',
      'live',
      limit('an array holds any type, but no null and no object with null'),
    ],
    ['limit-null', 'null deletes in a patch', 'live', limit('null deletes in a patch')],
    [
      'limit-null-replace',
      'null is refused in a replacement',
      'live',
      write('null anywhere in a replacement is refused'),
    ],
    [
      'limit-types',
      'Values are booleans, numbers, strings, objects and arrays',
      'documentation',
      limit('a value is a boolean, a number, a string, an object or an array'),
    ],
    ['limit-section', 'A section is an object', 'documentation', limit('a section is an object')],
    [
      'limit-replace',
      'A replacement is held to the same limits',
      'documentation',
      write('a replacement is held to the same limits as a patch'),
    ],
    [
      'limit-prototype',
      'Keys such as __proto__ and constructor are data',
      'inferred',
      twin('keys that objects have by nature are data'),
    ],
  ]),
];
