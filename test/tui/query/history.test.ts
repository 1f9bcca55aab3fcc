import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textField } from '../../../src/tui/edit/text-field.ts';
import { ghostOf, isBrowsing, remember, searchHistory, step } from '../../../src/tui/query/history/history.ts';
import { QueryFile } from '../../../src/tui/query/history/query-file.ts';
import { withEntry, withFavourite, withoutFavourite } from '../../../src/tui/query/history/saved-queries.ts';
import { initialQuery, promptWith } from '../../../src/tui/query/prompt.ts';
import { temporaryDirectory } from '../../helpers/cli.ts';

const token = 'SharedAccessSignature sr=hub&sig=abc%3D';

describe('the history in the prompt', () => {
  it('begins with the queries of the tutorial, then those of earlier sessions', () => {
    expect(promptWith({ history: ['SELECT * FROM devices'], favourites: [] }).history.at(-1)).toBe(
      'SELECT * FROM devices',
    );
    expect(initialQuery.history).toHaveLength(2);
  });
  it('comes back to what was being typed', () => {
    const older = step({ ...initialQuery, field: textField('SEL') }, -1);
    expect(isBrowsing(older)).toBe(true);
    expect(step(older, 1).field.graphemes.join('')).toBe('SEL');
  });
  it('moves an entry that is run again to the end, once', () => {
    const prompt = remember(remember(remember(initialQuery, 'a'), 'b'), 'a');
    expect(prompt.history.slice(2)).toEqual(['b', 'a']);
  });
  it('does not keep what looks like a key', () => {
    expect(remember(initialQuery, token).history).toBe(initialQuery.history);
  });
  it('suggests how the newest entry goes on, only behind the end', () => {
    const prompt = {
      ...remember(initialQuery, 'SELECT * FROM devices.jobs'),
      field: textField('SELECT * FROM devices'),
    };
    expect(ghostOf(prompt)).toBe('.jobs');
    expect(ghostOf({ ...prompt, field: { ...prompt.field, cursor: 3 } })).toBeUndefined();
  });
  it('suggests nothing behind an entry that stands there whole, be it run or found with Up', () => {
    const [shorter, longer] = ['SELECT * FROM devices', 'SELECT * FROM devices.jobs'];
    const run = remember(remember({ ...initialQuery, field: textField(shorter) }, longer), shorter);
    expect(ghostOf(run)).toBeUndefined();
    expect(ghostOf({ ...run, field: textField(`${shorter}.`) })).toBe('jobs');
  });
  it('is searched from the newest on, in any case', () => {
    expect(searchHistory(['SELECT a', 'x', 'select b'], 'SELECT', 0)).toBe('select b');
    expect(searchHistory(['SELECT a', 'x', 'select b'], 'SELECT', 1)).toBe('SELECT a');
    expect(searchHistory(['SELECT a'], 'nothing', 0)).toBeUndefined();
  });
});

describe('the file of the history', () => {
  const fileIn = (directory: string) => join(directory, 'data', 'queries.json');

  it('keeps the newest 500 and the favourites, for the owner only', async () => {
    const path = fileIn(temporaryDirectory());
    const file = new QueryFile(path);
    for (let at = 0; at < 505; at++) await file.change(saved => withEntry(saved, `q${at}`));
    await file.change(saved => withFavourite(saved, { name: 'all', text: 'SELECT * FROM devices' }));
    const { saved, problem } = await new QueryFile(path).read();
    expect(problem).toBeUndefined();
    expect([saved.history.length, saved.history[0], saved.history.at(-1)]).toEqual([500, 'q5', 'q504']);
    expect(saved.favourites).toEqual([{ name: 'all', text: 'SELECT * FROM devices' }]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700);
  });
  it('never holds a key', async () => {
    const path = fileIn(temporaryDirectory());
    const file = new QueryFile(path);
    await file.change(saved => withEntry(saved, 'SELECT * FROM devices'));
    await file.change(saved => withEntry(saved, `SELECT '${token}'`));
    await file.change(saved => withFavourite(saved, { name: 'secret', text: token }));
    expect(await readFile(path, 'utf8')).not.toContain('SharedAccess');
  });
  it('keeps what two screens add at the same time', async () => {
    const path = fileIn(temporaryDirectory());
    await new QueryFile(path).change(saved => withEntry(saved, 'one'));
    await new QueryFile(path).change(saved => withEntry(saved, 'two'));
    expect((await new QueryFile(path).read()).saved.history).toEqual(['one', 'two']);
  });
  it('puts a damaged file aside and says so', async () => {
    const path = fileIn(temporaryDirectory());
    await mkdir(join(path, '..'));
    await writeFile(path, '{"history":');
    const { saved, problem } = await new QueryFile(path).read();
    expect(saved.history).toEqual([]);
    expect(problem).toContain('.damaged');
    expect(await readFile(`${path}.damaged`, 'utf8')).toBe('{"history":');
  });
  it('drops a favourite by its name', () => {
    const saved = withFavourite({ history: [], favourites: [] }, { name: 'a', text: 'x' });
    expect(withoutFavourite(saved, 'a').favourites).toEqual([]);
  });
});
