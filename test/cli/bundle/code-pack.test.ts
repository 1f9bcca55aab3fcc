import { chmodSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CodePack, codeDirectory, readCodePack, writeCodePack } from '../../../src/cli/bundle/code-pack.ts';
import { temporaryDirectory } from '../../helpers/cli.ts';

const pack: CodePack = new Map([
  ['program.cjs', Buffer.from('one')],
  ['a-longer-name.cjs', Buffer.alloc(1_000, 7)],
]);

function written(): { readonly directory: string; readonly file: string } {
  const directory = join(temporaryDirectory(), 'code');
  writeCodePack('build1-query', 'build1', pack, directory);
  return { directory, file: join(directory, 'build1-query') };
}

const sizes = (read: CodePack) => [...read].map(([name, { length }]) => [name, length]);

describe('what V8 made of the program', () => {
  it('is read as it was written, each piece where V8 can take it', () => {
    const read = readCodePack('build1-query', written().directory);
    expect([...read].map(([name, data]) => [name, data.toString()])).toEqual(
      [...pack].map(([name, data]) => [name, data.toString()]),
    );
    for (const { byteOffset } of read.values()) expect(byteOffset % 8).toBe(0);
  });

  it.skipIf(process.platform === 'win32')('is for its owner alone', () => {
    const { directory, file } = written();
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.skipIf(process.platform === 'win32')('is not taken from a file that others can write', () => {
    const { directory, file } = written();
    chmodSync(file, 0o666);
    expect(readCodePack('build1-query', directory).size).toBe(0);
  });

  it.each([0, 3, 4, 8, 20, 200, 1_000])('is not taken when it was cut after %i bytes', length => {
    const { directory, file } = written();
    truncateSync(file, length);
    expect(readCodePack('build1-query', directory).size).toBe(0);
  });

  it('is not taken when a single byte of it is another: V8 would end the process', () => {
    const { directory, file } = written();
    const bytes = readFileSync(file);
    for (let at = 0; at < bytes.length; at += 13) {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 0x10;
      writeFileSync(file, damaged);
      expect(sizes(readCodePack('build1-query', directory)), `byte ${at}`).toEqual([]);
    }
  });

  it('takes the place of what other builds have left', () => {
    const { directory } = written();
    writeCodePack('build2-query', 'build2', pack, directory);
    writeCodePack('build2-hub', 'build2', pack, directory);
    expect(readdirSync(directory).toSorted()).toEqual(['build2-hub', 'build2-query']);
  });

  it('is left where nothing can be written', () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    writeCodePack('build1-query', 'build1', pack, join(file, 'code'));
    expect(existsSync(join(file, 'code'))).toBe(false);
  });

  it.each([
    ['linux', {}, '/home/me/.cache/twin-tui/code'],
    ['linux', { XDG_CACHE_HOME: '/cache' }, '/cache/twin-tui/code'],
    ['darwin', {}, '/home/me/Library/Caches/twin-tui/code'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/twin-tui/code'],
  ] as const)('is kept on %s, with %o, in %s', (platform, environment, directory) => {
    expect(codeDirectory(environment, platform, '/home/me')).toBe(join(directory));
  });
});
