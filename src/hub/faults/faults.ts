/** What a developer provokes on purpose, as the handlers of requests meet it. hub-reference 7. */

/** What a quota counts; the names are those the hub writes in its 429 text. */
export type OperationFamily =
  | 'RegistryRead'
  | 'RegistryWrite'
  | 'TwinRead'
  | 'TwinUpdate'
  | 'Query'
  | 'DirectMethod'
  | 'JobOperation'
  | 'JobDevice'
  | 'ConfigurationRead'
  | 'ConfigurationWrite'
  | 'Connect'
  | 'TelemetrySend'
  | 'MessageReceive';

/** `off` knows no quotas. */
export type Tier = 'F1' | 'S1' | 'S2' | 'S3' | 'off';
export const tiers: readonly Tier[] = ['F1', 'S1', 'S2', 'S3', 'off'];

/**
 * Both calls return undefined at once when nothing is provoked, so that a handler stays synchronous:
 *
 *     const turn = context.faults.admit('TwinRead');
 *     if (turn !== undefined) await turn;
 */
export interface Faults {
  readonly tier: Tier;
  /** Milliseconds between a twin's write and its being seen by queries. */
  readonly indexLag: number;
  /** Writes to disk fail while this is true: the store rejects its commits as if the disk were broken. */
  readonly diskBroken: boolean;
  /**
   * Resolves when the hub's quota lets the operation through; rejects with HubError 429 ThrottlingBacklogTimeout.
   * `meter` is what a direct method counts by: the bytes of its payload.
   */
  admit(family: OperationFamily, meter?: number): Promise<void> | undefined;
  /** Resolves when the latency is over. */
  delay(): Promise<void> | undefined;
}

export const noFaults: Faults = {
  tier: 'off',
  indexLag: 0,
  diskBroken: false,
  admit: () => undefined,
  delay: () => undefined,
};
