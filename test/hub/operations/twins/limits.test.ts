import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { startTestHub } from '../../../helpers/hub.ts';
import { play, type Step } from '../../http/scenario.ts';

type Section = 'tags' | 'desired' | 'reported';
type Write = {
  readonly value: unknown;
  /** What the refusal says; left out, the write is taken. */
  readonly refused?: string;
  /** The sections this is true of; all three when left out. */
  readonly of?: readonly Section[];
  /** What the section holds then. */
  readonly leaves?: object;
};
/** A row of hub-reference 2.7. */
type Limit = { readonly name: string; readonly writes: readonly Write[] };

const file = new URL('../../../fixtures/rest/twin-limits.json', import.meta.url);
const rows = JSON.parse(readFileSync(file, 'utf8')) as readonly Limit[];

/** As the service writes a section, and as the device writes its own. */
function stepsOf(section: Section, writes: readonly Write[]): readonly Step[] {
  const steps: Step[] = [
    { do: 'PUT /devices/d', body: { deviceId: 'd' }, status: 200 },
    { device: 'd', does: 'connect' },
  ];
  let version = 1;
  for (const { value, refused, of = [section], leaves } of writes) {
    if (!of.includes(section)) continue;
    if (refused === undefined) version++;
    steps.push(section === 'reported' ? report(value, version, refused) : patch(section, value, refused));
    if (leaves !== undefined) steps.push(read(section, leaves, version));
  }
  return steps;
}

function patch(section: 'tags' | 'desired', value: unknown, says: string | undefined): Step {
  const step = { do: 'PATCH /twins/d', body: inTwin(section, value) };
  return says === undefined ? { ...step, status: 200 } : { ...step, status: 400, code: 'ArgumentInvalid', says };
}

function report(body: unknown, version: number, says: string | undefined): Step {
  const step = { device: 'd', does: 'report', body: JSON.stringify(body) } as const;
  if (says === undefined) return { ...step, status: 204, version, is: '' };
  return { ...step, status: 400, has: { errorCode: 400004 }, says };
}

function read(section: Section, leaves: object, version: number): Step {
  if (section === 'reported') {
    return {
      device: 'd',
      does: 'read',
      status: 200,
      is: { desired: { $version: 1 }, reported: { ...leaves, $version: version } },
    };
  }
  const has = section === 'tags' ? { tags: leaves } : { properties: { desired: leaves } };
  return { do: 'GET /twins/d', status: 200, has };
}

const inTwin = (section: Section, value: unknown) =>
  section === 'tags' ? { tags: value } : { properties: { [section]: value } };

for (const { name, writes } of rows) {
  describe(name, () => {
    it.each(['tags', 'desired', 'reported'] as const)('holds for %s', async section => {
      await play(await startTestHub(), { name, steps: stepsOf(section, writes) });
    });
  });
}
