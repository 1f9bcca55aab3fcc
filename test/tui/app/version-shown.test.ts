import { describe, expect, it } from 'vitest';
import type { TwinVersion } from '../../../src/clients/twin-watch.ts';
import { newsBase, versionShown } from '../../../src/tui/app/version-shown.ts';
import { screenProps, thermostat } from '../../helpers/screen-props.ts';

const seen = (version: number, at: number): TwinVersion => ({
  at,
  document: { ...thermostat, version },
  changedBy: { by: 'device' },
});

describe('what a change is told against', () => {
  it.each([
    ['nothing was seen yet', [], undefined],
    ['the first version, while there are no others', [seen(1, 99_000)], 1],
    ['the newest, when nothing changed lately', [seen(1, 0), seen(2, 50_000)], 2],
    ['the one before all that changed lately', [seen(1, 0), seen(2, 89_999), seen(3, 95_000), seen(4, 99_000)], 2],
    ['the first, when all is new', [seen(1, 95_000), seen(2, 96_000), seen(3, 97_000)], 1],
  ] as const)('%s', (_what, history, version) => {
    expect(newsBase(history, 100_000)?.version).toBe(version);
  });

  it('an older version is shown with what it changed itself', () => {
    const { twin } = screenProps({ columns: 120, rows: 36 });
    const history = [seen(1, 0), seen(2, 1_000), seen(3, 2_000)];
    const shown = versionShown({ ...twin, history }, 2, history[2]!.document);
    expect([shown.twin?.version, shown.previous?.version]).toEqual([2, 1]);
    const newest = versionShown({ ...twin, history }, undefined, history[0]!.document);
    expect([newest.twin?.version, newest.previous?.version]).toEqual([thermostat.version, 1]);
  });
});
