import { section } from './rule.ts';

const query = (name: string) => `test/hub/conformance/queries.test.ts: ${name}`;

/** hub-reference 5 and 10.1 to 10.4. */
export const queryRules = [
  ...section('Queries', [
    [
      'query-item-type',
      'x-ms-item-type is always there; x-ms-continuation only before the last page',
      'sdk',
      query('item types are Twin, Raw and DeviceJob, and only a page before the last has a token'),
    ],
    [
      'query-pages',
      'Pages hold up to 100 rows; a size below 1 or a foreign token is 400',
      'inferred',
      query('a page size below 1 and a token of another query are 400'),
    ],
    [
      'query-order',
      'Rows come in order of creation, an id that is used again behind all others',
      'inferred',
      'test/hub/operations/query/query-twins.test.ts: rows come in order of creation, of an id that is used again too, %d ms behind',
    ],
    [
      'query-lag',
      'With an index lag rows show every change that much later, of a twin that is written all the time as well',
      'live',
      'test/hub/operations/query/query-twins.test.ts: a twin that is written all the time is shown as far behind as the index is',
    ],
    ['query-length', 'More than 8192 characters are 412', 'live', query('a query of more than 8192 characters is 412')],
    [
      'query-unknown-words',
      'What twins have no word for (CONTAINS, LOWER, ORDER BY, LIKE, …) is 400',
      'live',
      query('what twins have no word for is 400'),
    ],
    ['query-jobs', 'devices.jobs takes SELECT * only', 'documentation', query('what twins have no word for is 400')],
    [
      'query-undefined',
      'A missing value compares with nothing, not even by !=',
      'sdk',
      query('a missing value compares with nothing, not even by !='),
    ],
    [
      'query-types',
      'Values of different types, and objects, compare as undefined',
      'inferred',
      query('values of different types compare as undefined'),
    ],
    ['query-null', '= null does not find what is missing', 'inferred', query('= null does not find what is missing')],
    ['query-boolean', 'A row is selected only by true', 'documentation', query('a condition is true or it is not')],
    [
      'query-strings',
      'Strings compare ordinally and are not concatenated',
      'inferred',
      query('strings compare by their characters and do not add up'),
    ],
    [
      'query-case',
      'Keys of users match exactly first, then in any case',
      'inferred',
      query('keys of users match exactly first, then in any case'),
    ],
    [
      'query-system-case',
      'System members match in any case and answer in theirs',
      'documentation',
      query('system members match in any case and answer in theirs'),
    ],
    [
      'query-functions',
      'STARTSWITH, ENDSWITH, ARRAY_CONTAINS, IS_DEFINED and the type tests work on twins',
      'inferred',
      query('STARTSWITH, ENDSWITH and the type tests work on twins'),
    ],
    [
      'query-count',
      'COUNT() without an alias is named $1; of nothing it is 0',
      'inferred',
      query('an alias-less COUNT is named $1, and counts nothing as 0'),
    ],
    [
      'query-duplicate',
      'The last of two equal keys counts',
      'inferred',
      query('the last of two equal keys counts, and undefined leaves its key out'),
    ],
    [
      'query-group',
      'Rows without the value form a group without the key',
      'inferred',
      query('rows without a value form a group without the key'),
    ],
    ['query-aggregates', 'Aggregates skip what is no number', 'inferred', query('aggregates skip what is no number')],
    ['query-top', 'TOP is honoured', 'documentation', query('TOP is honoured')],
    [
      'query-metadata',
      'Projected sections include $metadata',
      'inferred',
      query('projected sections include $metadata and $version'),
    ],
  ]),
];
