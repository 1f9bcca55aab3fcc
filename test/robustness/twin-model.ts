import type { Call, Model } from './linearizable.ts';

/** A twin as far as its writers count: each section holds the number that was written last. */
export type TwinNumbers = {
  readonly etag: number;
  readonly desired: number;
  readonly desiredVersion: number;
  readonly reported: number;
  readonly reportedVersion: number;
};

/**
 * A call and its answer. A 412 says that the condition did not hold, a 500 that nothing was done; nobody knows what
 * became of a write whose answer was lost.
 */
export type TwinCall =
  | { readonly call: 'read'; readonly saw: Partial<TwinNumbers> }
  | {
      readonly call: 'patch';
      readonly number: number;
      readonly ifMatch?: number;
      readonly saw: TwinNumbers | 412 | 500 | 'lost';
    }
  | {
      readonly call: 'report';
      readonly number: number;
      readonly base?: number;
      readonly saw: Pick<TwinNumbers, 'reportedVersion'> | 412 | 500;
    };

/** `answered` are the etags that answers told of: no write whose answer was lost can have made one of those. */
export function twinModel(
  initial: TwinNumbers,
  answered: ReadonlySet<number> = new Set(),
): Model<TwinNumbers, TwinCall> {
  return { initial, step: (twin, did) => step(twin, did, answered), key: state => Object.values(state).join() };
}

export function etagsAnswered(history: readonly Call<TwinCall>[]): ReadonlySet<number> {
  return new Set(
    history.flatMap(({ did }) => (did.call === 'patch' && typeof did.saw === 'object' ? [did.saw.etag] : [])),
  );
}

function step(twin: TwinNumbers, did: TwinCall, answered: ReadonlySet<number>): TwinNumbers | undefined {
  if (did.call === 'read') return agrees(twin, did.saw) ? twin : undefined;
  if (did.saw === 500) return twin;
  const holds = did.call === 'patch' ? (did.ifMatch ?? twin.etag) === twin.etag : baseHolds(twin, did.base);
  // One that did nothing is left out, rather than tried at every place.
  if (did.saw === 'lost') return holds && !answered.has(twin.etag + 1) ? patched(twin, did.number) : undefined;
  if (did.saw === 412 || !holds) return did.saw === 412 && !holds ? twin : undefined;
  const after = did.call === 'patch' ? patched(twin, did.number) : reported(twin, did.number);
  return agrees(after, did.saw) ? after : undefined;
}

const baseHolds = (twin: TwinNumbers, base = twin.reportedVersion) => base === twin.reportedVersion;

const patched = (twin: TwinNumbers, number: number): TwinNumbers => ({
  ...twin,
  etag: twin.etag + 1,
  desired: number,
  desiredVersion: twin.desiredVersion + 1,
});

const reported = (twin: TwinNumbers, number: number): TwinNumbers => ({
  ...twin,
  reported: number,
  reportedVersion: twin.reportedVersion + 1,
});

function agrees(twin: TwinNumbers, saw: Partial<TwinNumbers>): boolean {
  return (Object.keys(saw) as (keyof TwinNumbers)[]).every(member => saw[member] === twin[member]);
}
