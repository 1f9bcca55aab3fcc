import type { OperationFamily, Tier } from './faults.ts';

/** How often an operation may happen on a whole hub. */
export type Quota = {
  /** Operations per second in the long run. */
  readonly rate: number;
  /** Operations served at once after a time of rest. */
  readonly burst: number;
  /** Families with the same name here share one allowance. */
  readonly shared: QuotaName;
  /** Bytes that count as one operation, where size counts. */
  readonly meter?: number;
};

type QuotaName =
  | 'registry'
  | 'twin-reads'
  | 'twin-updates'
  | 'queries'
  | 'methods'
  | 'jobs'
  | 'job-devices'
  | 'configurations'
  | 'connections'
  | 'telemetry'
  | 'message-receives';

type PaidTier = Exclude<Tier, 'off'>;
type Rate = (units: number) => number;

const perMinute =
  (count: number): Rate =>
  units =>
    (count * units) / 60;
const perSecond =
  (count: number): Rate =>
  () =>
    count;
const atLeast =
  (least: number, each: number): Rate =>
  units =>
    Math.max(least, each * units);

/** Per second, for S1 (and F1), S2, S3. hub-reference 7. */
const rates: Record<QuotaName, readonly [Rate, Rate, Rate]> = {
  registry: [perMinute(100), perMinute(100), perMinute(5000)],
  'twin-reads': [perSecond(100), atLeast(100, 10), units => 500 * units],
  'twin-updates': [perSecond(50), atLeast(50, 5), units => 250 * units],
  queries: [perMinute(20), perMinute(20), perMinute(1000)],
  // 160 KB/s, 480 KB/s and 24 MB/s, counted in 4 KB.
  methods: [units => 40 * units, units => 120 * units, units => 6144 * units],
  jobs: [perMinute(100), perMinute(100), perMinute(5000)],
  'job-devices': [perSecond(10), atLeast(10, 1), units => 50 * units],
  configurations: [perMinute(20), perMinute(20), perMinute(20)],
  connections: [atLeast(100, 12), units => 120 * units, units => 6000 * units],
  telemetry: [atLeast(100, 12), units => 120 * units, units => 6000 * units],
  'message-receives': [perMinute(1000), perMinute(1000), perMinute(50_000)],
};

const column: Record<PaidTier, 0 | 1 | 2> = { F1: 0, S1: 0, S2: 1, S3: 2 };

const quotaOf: Record<OperationFamily, QuotaName> = {
  RegistryRead: 'registry',
  RegistryWrite: 'registry',
  TwinRead: 'twin-reads',
  TwinUpdate: 'twin-updates',
  Query: 'queries',
  DirectMethod: 'methods',
  JobOperation: 'jobs',
  JobDevice: 'job-devices',
  ConfigurationRead: 'configurations',
  ConfigurationWrite: 'configurations',
  Connect: 'connections',
  TelemetrySend: 'telemetry',
  MessageReceive: 'message-receives',
};
const perMinuteQuotas: readonly QuotaName[] = ['registry', 'queries', 'jobs', 'configurations', 'message-receives'];

/** A free hub let 250 registry reads through in ten seconds where its quota says 100 a minute. hub-reference 7 (live). */
const registryBurst = 2.5;

/** The quota of a family on a hub of this tier and size. */
export function quotaFor(family: OperationFamily, tier: PaidTier, units: number): Quota {
  const shared = quotaOf[family];
  const rate = rates[shared][column[tier]](tier === 'F1' ? 1 : units);
  const isPerMinute = perMinuteQuotas.includes(shared);
  const burst = isPerMinute ? rate * 60 * (shared === 'registry' ? registryBurst : 1) : rate;
  return { rate, burst, shared, ...(shared === 'methods' && { meter: 4096 }) };
}

/** Jobs that may wait or run at the same time; a scheduled one counts. hub-reference 6.1 (live). */
export function concurrentJobs(tier: Tier): number {
  return { F1: 1, S1: 1, S2: 5, S3: 10, off: Number.POSITIVE_INFINITY }[tier];
}

/** Automatic configurations a hub may hold. hub-reference 6.2. */
export function configurationCount(tier: Tier): number {
  return tier === 'F1' ? 20 : 100;
}

/** Those among them that deploy to edge devices. hub-reference 6.2, 7. */
export function edgeDeploymentCount(tier: Tier): number {
  return tier === 'F1' ? 10 : configurationCount(tier);
}
