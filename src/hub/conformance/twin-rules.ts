import { scenario, section } from './rule.ts';

const twin = (name: string) => scenario('twins', name);

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
      'The etag counts accepted writes of tags and desired',
      'live',
      twin('the worked sequence of counters'),
    ],
    [
      'counter-desired',
      'desired.$version moves when the diff by existence is not empty, for equal values as well',
      'live',
      'test/twin/worked-sequence.test.ts: equal values are a change all the same',
    ],
    [
      'counter-reported',
      'reported.$version moves with every accepted patch of the device',
      'documentation',
      'test/twin/worked-sequence.test.ts: a report moves reported $version and the twin version only',
    ],
    [
      'counter-version',
      'version is the etag counter plus reported.$version',
      'inferred',
      twin('the worked sequence of counters'),
    ],
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
      'patch-read-only',
      'Read-only members are ignored: tools send back whole twins',
      'sdk',
      twin('read-only members are ignored'),
    ],
    ['patch-null-section', 'null for a section empties it', 'inferred', twin('null for a section empties it')],
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
      'Tags and desired become exactly what was sent, a missing section empty; null anywhere is 400',
      'live',
      twin('PUT replaces both sections'),
    ],
    [
      'put-diff',
      'The device is told all new content, and null for each key that vanished',
      'documentation',
      'test/twin/worked-sequence.test.ts: a replacement tells of what vanished',
    ],
  ]),
  ...section('Validation', [
    [
      'limit-size',
      'Sections: 8 KB of tags, 32 KB each of desired and reported, measured after the write',
      'documentation',
      twin('the resulting section is measured'),
    ],
    [
      'limit-formula',
      'Size: bytes of keys, characters of strings, 8 per number, 4 per boolean',
      'documentation',
      twin('sizes count keys, characters, 8 for numbers and 4 for booleans'),
    ],
    [
      'limit-keys',
      'Keys: up to 1024 bytes, without control characters, dot, $, # and space',
      'live',
      twin('keys are checked'),
    ],
    ['limit-strings', 'Strings: up to 4096 bytes', 'live', twin('strings may have 4096 bytes')],
    [
      'limit-integers',
      'Integers: -2^52 to 2^52 - 1, and numbers come back as they are',
      'documentation',
      twin('numbers come back as they are'),
    ],
    ['limit-depth', 'Objects nest ten deep, arrays count', 'live', twin('objects may nest ten deep, arrays count')],
    [
      'limit-arrays',
      'Arrays hold any type but no null, nor objects with null',
      'live',
      twin('arrays are values without nulls'),
    ],
    ['limit-types', 'A section is an object', 'documentation', twin('sections must be objects')],
    [
      'limit-prototype',
      'Keys such as __proto__ and constructor are data',
      'inferred',
      twin('keys that objects have by nature are data'),
    ],
  ]),
];
