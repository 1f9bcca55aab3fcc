import { describe, expect, it } from 'vitest';
import { readJson, readJsonObject } from '../../src/cli/json-argument.ts';

describe('JSON given as an argument', () => {
  it('is read with every key as data', async () => {
    const value = await readJsonObject('{"__proto__":{"a":1}}', 'the patch');
    expect(Object.keys(value)).toEqual(['__proto__']);
  });

  it('that is broken is told with line and column, exit 2', async () => {
    await expect(readJson('{\n  "a": 1,\n  b: 2\n}', 'the patch')).rejects.toMatchObject({
      message: expect.stringContaining('the patch is not JSON at line 3, column 3'),
      exitCode: 2,
    });
  });

  it.each([
    ['{"a":1e999}', 'a number is too large'],
    [`${'['.repeat(70)}${']'.repeat(70)}`, 'nested more than 64 levels'],
  ])('that no hub takes is refused, exit 2: %s', async (source, reason) => {
    await expect(readJson(source, 'the patch')).rejects.toMatchObject({
      message: expect.stringContaining(`the patch cannot be taken: `),
      exitCode: 2,
    });
    await expect(readJson(source, 'the patch')).rejects.toThrow(reason);
  });

  it('that ends too early is told at its end', async () => {
    await expect(readJson('{"a":', 'the patch')).rejects.toMatchObject({
      message: expect.stringContaining('at line 1, column 6'),
    });
  });

  it.each([
    ['null', 'null'],
    ['[1]', 'an array'],
    ['5', 'a number'],
  ])('%s is no object', async (text, found) => {
    await expect(readJsonObject(text, 'the patch')).rejects.toThrow(`must be a JSON object, found ${found}`);
  });
});
