import { scenario, section } from './rule.ts';

const twin = (name: string) => scenario('twins', name);
const counter = (name: string) => scenario('twin-counters', name);
const write = (name: string) => scenario('twin-writes', name);

/** hub-reference 2.1 to 2.6. */
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
];
