import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { joinPieces, PieceFile } from '../../src/lib/piece-file.ts';
import { temporaryDirectory } from '../helpers/cli.ts';

const pieces = new Map([
  ['program.cjs', '(function(){return 1})'],
  ['empty.cjs', ''],
  ['large.cjs', 'x'.repeat(300_000)],
]);

function written(): string {
  const path = join(temporaryDirectory(), 'program.pieces');
  writeFileSync(path, joinPieces(pieces));
  return path;
}

describe('the file of all pieces of the program', () => {
  it('gives each piece back, in any order', () => {
    const file = new PieceFile(written());
    expect(file.names).toEqual([...pieces.keys()]);
    for (const [name, text] of [...pieces].toReversed()) expect(file.read(name)).toBe(text);
  });

  it('says which piece it has not', () => {
    expect(() => new PieceFile(written()).read('other.cjs')).toThrow(/program\.pieces has no piece other\.cjs/);
  });

  it('says that it is damaged when it was cut', () => {
    const path = written();
    truncateSync(path, 1_000);
    expect(() => new PieceFile(path).read('large.cjs')).toThrow('ends early: the installation is damaged');
  });
});
