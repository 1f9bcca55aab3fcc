import type { DiskCall, DiskFault, SimulatedDisk } from '../helpers/simulated-disk.ts';
import type { Refused } from './store-history.ts';

/** A way in which a disk, or the process that uses it, fails at one call. */
export type FaultKind = {
  readonly name: string;
  readonly fault: DiskFault;
  readonly hits: (call: DiskCall) => boolean;
  /** All later calls that it hits fail, too. */
  readonly isLasting: boolean;
  /** What the next process finds. */
  readonly after: (disk: SimulatedDisk, random: () => number) => SimulatedDisk;
  readonly refused: Refused;
};

const any = () => true;
const isWrite = ({ call }: DiskCall) => call === 'write';
const changes = ({ call }: DiskCall) => call !== 'list' && call !== 'open' && call !== 'read' && call !== 'size';
/** A full disk still deletes, shortens and syncs what has its place. */
const needsSpace = ({ call }: DiskCall) => call === 'write' || call === 'create' || call === 'rename';

const killed = (disk: SimulatedDisk) => disk.afterKill();
const nothingUnsynced = (disk: SimulatedDisk) => disk.afterPowerFailure(() => 0);
const sectors = (disk: SimulatedDisk, random: () => number) => disk.afterPowerFailure(random);

type Ending = Pick<FaultKind, 'name' | 'after'>;
const endings: readonly Ending[] = [
  { name: 'SIGKILL', after: killed },
  { name: 'power lost, nothing unsynced kept', after: nothingUnsynced },
  { name: 'power lost, torn sectors', after: sectors },
];

const crashes = endings.flatMap(({ name, after }): FaultKind[] =>
  (['before', 'half', 'after'] as const).map(at => ({
    name: at === 'half' ? `${name}, in the middle of a write` : `${name}, ${at} the call`,
    fault: { type: 'crash', at },
    hits: at === 'half' ? isWrite : changes,
    isLasting: false,
    after,
    refused: 'are gone',
  })),
);

/** After each the power fails, too: what was acknowledged beside a failing call must not rest on luck. */
const refusals = (['ENOSPC', 'EIO'] as const).flatMap((code): FaultKind[] => {
  const fault = { type: 'refuse', code } as const;
  const hits = code === 'EIO' ? any : needsSpace;
  return [
    { name: `${code} once`, fault, hits, isLasting: false, after: sectors, refused: 'are gone' },
    { name: `${code} from there on`, fault, hits, isLasting: true, after: sectors, refused: 'may be there' },
  ];
});

export const faultKinds: readonly FaultKind[] = [...crashes, ...refusals];
