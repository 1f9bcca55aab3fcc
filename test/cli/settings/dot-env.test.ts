import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDotEnv } from '../../../src/cli/settings/dot-env.ts';
import { temporaryDirectory } from '../../helpers/cli.ts';

function dotEnv(text: string): string {
  const path = join(temporaryDirectory(), '.env');
  writeFileSync(path, text);
  return path;
}

describe('.env', () => {
  it('is not needed', () => {
    expect(readDotEnv('/nonexistent/.env')).toEqual({});
  });

  it('may hold lines of other programs, quotes and comments', () => {
    const text = "OTHER=1\nexport IOTHUB_CONNECTION_STRING='HostName=h;a=b' # mine\n#IOTHUB_CONNECTION_STRING no\n";
    expect(readDotEnv(dotEnv(text)).IOTHUB_CONNECTION_STRING).toBe('HostName=h;a=b');
  });

  it('is told to be broken where a line of ours is none', () => {
    const path = dotEnv('# mine\nIOTHUB_CONNECTION_STRING: HostName=h\n');
    expect(() => readDotEnv(path)).toThrow(/line 2, column 25: expected "=" after IOTHUB_CONNECTION_STRING/);
  });

  it('is told to be broken where Node would swallow a line of ours with the one before', () => {
    const path = dotEnv('OTHER="not closed\nIOTHUB_CONNECTION_STRING=HostName=h\nLAST=here"\n');
    expect(() => readDotEnv(path)).toThrow(/broken before line 2: it has IOTHUB_CONNECTION_STRING/);
  });

  it('loses no line of ours behind one that is none: Node 20 swallows it, later ones do not', () => {
    const path = dotEnv("whatever else\nIOTHUB_CONNECTION_STRING='HostName=h'\n");
    const read = () => readDotEnv(path).IOTHUB_CONNECTION_STRING;
    if (process.versions.node.startsWith('20.')) expect(read).toThrow(/broken before line 2/);
    else expect(read()).toBe('HostName=h');
  });

  it('may be a directory, as of a virtual environment of Python', () => {
    const path = join(temporaryDirectory(), '.env');
    mkdirSync(path);
    expect(readDotEnv(path)).toEqual({});
  });

  it.skipIf(process.platform === 'win32')('is told when it cannot be read', () => {
    const path = join(temporaryDirectory(), '.env');
    symlinkSync('.env', path);
    expect(() => readDotEnv(path)).toThrow(/\.env: ELOOP/);
  });
});
