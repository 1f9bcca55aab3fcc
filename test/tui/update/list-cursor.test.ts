import { describe, expect, it } from 'vitest';
import { initialState, type Overlay, type ScreenState } from '../../../src/tui/state.ts';
import { allDevices } from '../../../src/tui/update/devices-keys.ts';
import { allJobs } from '../../../src/tui/update/jobs-keys.ts';
import { atTop, cursorAt, movedBy } from '../../../src/tui/update/list-cursor.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';

const over = (overlay: Overlay): ScreenState => ({ ...initialState('myDeviceId', false), overlay });

describe('the cursor of a list', () => {
  it('stays on its row wherever that goes', () => {
    const cursor = movedBy(['a', 'b', 'c'], atTop, 1);
    expect(cursorAt(['x', 'y', 'a', 'b', 'c'], cursor)).toBe(3);
  });
  it('stays where it was when its row is gone, and never past the end', () => {
    const cursor = movedBy(['a', 'b', 'c'], atTop, 2);
    expect(cursorAt(['a', 'b', 'd'], cursor)).toBe(2);
    expect(cursorAt(['a'], cursor)).toBe(0);
    expect(cursorAt([], cursor)).toBe(0);
  });
});

it('what is done to a device is done to the one under the cursor, also after others came before it', () => {
  const { state } = pressIn(keyContext, over(allDevices), 'down');
  const [first] = keyContext.devices;
  const grown = { ...keyContext, devices: [{ ...first!, deviceId: 'aaa' }, ...keyContext.devices] };
  expect(pressIn(grown, state, 'y').effect).toMatchObject({ target: { deviceId: 'dev2' } });
  expect(pressIn(grown, state, 'down', 'y').effect).toMatchObject({ target: { deviceId: 'dev3' } });
});

it('a job is cancelled by its own name, though newer ones came before it', () => {
  const { state } = pressIn(keyContext, over(allJobs), 'down');
  const [first] = keyContext.jobs.jobs;
  const jobs = { ...keyContext.jobs, jobs: [{ ...first!, jobId: 'j0' }, ...keyContext.jobs.jobs] };
  expect(pressIn({ ...keyContext, jobs }, state, 'x').state.overlay).toMatchObject({ job: { jobId: 'j2' } });
});

describe('the wire log under traffic', () => {
  const [record] = keyContext.wire;
  const wire = [1, 2, 3].map(sequence => ({
    ...record!,
    sequence,
    what: `GET /twins/dev${sequence}`,
    protocol: 'REST',
  }));
  const before = { ...keyContext, wire: wire as typeof keyContext.wire };
  const after = {
    ...keyContext,
    wire: [...before.wire.slice(1), ...[4, 5].map(sequence => ({ ...before.wire[0]!, sequence, what: 'GET /new' }))],
  };
  const shown = over({ kind: 'wire', sequence: undefined, isOpen: false });
  const copied = (context: typeof before, state: ScreenState) => {
    const { effect } = pressIn(context, state, 'y');
    return effect?.kind === 'copy' ? effect.text : undefined;
  };

  it('an opened record stays the one that is read, and the one that is copied', () => {
    const { state } = pressIn(before, shown, 'enter');
    expect(copied(after, state)).toContain('/twins/dev3');
  });
  it('one that was moved to stays, too', () => {
    const { state } = pressIn(before, shown, 'up');
    expect(copied(after, state)).toContain('/twins/dev2');
    expect(copied(after, pressIn(after, state, 'down').state)).toContain('/twins/dev3');
  });
  it('the newest is followed until something else is chosen, and again from the end', () => {
    expect(copied(after, shown)).toContain('/new');
    const { state } = pressIn(before, shown, 'up', 'down');
    expect(copied(after, state)).toContain('/new');
  });
  it('of a record that is forgotten the oldest takes the place', () => {
    const { state } = pressIn(before, shown, 'up', 'up', 'enter');
    expect(copied(after, state)).toContain('/twins/dev2');
  });
});
