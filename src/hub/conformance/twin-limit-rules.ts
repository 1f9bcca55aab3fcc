import { scenario, section } from './rule.ts';

const twin = (name: string) => scenario('twins', name);
const write = (name: string) => scenario('twin-writes', name);
const limit = (name: string) => `test/fixtures/rest/twin-limits.json: ${name}`;

/** hub-reference 2.7. */
export const twinLimitRules = section('Validation', [
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
  [
    'limit-numbers',
    'Numbers come back with their value; how they are written: deviation-numbers',
    'live',
    twin('numbers come back as they are'),
  ],
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
]);
