import { fileURLToPath } from 'node:url';

/** Words of a command line, each line split at blanks, or the reason why this cannot happen to the command. */
export type Case = Told | { readonly never: string };
export type Told = {
  readonly line: readonly [words: string, ...rest: readonly string[]];
  /** All of stderr, where the column has no text for all of its rows. */
  readonly stderr?: string | RegExp;
  readonly code?: number;
};

/** What every command that acts has to answer for; `describe` in failures.test.ts has the expectations. */
export type FailureCases = {
  /** Gets JSON that is broken in line 2, column 7. */
  readonly badJson: readonly Case[];
  /** Names a device, job, configuration, policy or authority that is not there. */
  readonly unknown: readonly Case[];
  /** Comes with the etag of an older version. */
  readonly conflict: readonly Case[];
  /** Asks the hub for anything, which throttles or is not reached or does not answer before Ctrl+C. */
  readonly asks: readonly Case[];
  /** Changes something that a hub keeps or does. */
  readonly changes: readonly Case[];
  /** Prints, and nobody reads. */
  readonly prints: readonly Case[];
};

const on = (words: string, ...rest: readonly string[]): Case => ({ line: [words, ...rest] });
/** Names what is not there: tells of it and how to find what is. */
const missing = (stderr: string | RegExp, words: string, ...rest: readonly string[]): Case => ({
  line: [words, ...rest],
  stderr,
  code: 1,
});
/** A file that is not there is wrong usage. */
const missingFile = (stderr: RegExp, words: string): Case => ({ line: [words], stderr, code: 2 });
const never = (reason: string): readonly Case[] => [{ never: reason }];

const broken = '{"tags":\n {"a" 1}}';
const patch = '{"tags":{"a":1}}';
const configuration = '{"content":{"deviceContent":{"properties.desired.a":1}},"targetCondition":"tags.x = 1"}';
const staleTwin = ['--if-match', 'AAAAAAAAAAk='];
const staleConfiguration = ['--if-match', 'OTk='];

const noDevice = 'twin-tui: no such device: none\nList the devices with: twin-tui device list\n';
const noTarget = 'twin-tui: no such device: none\nCreate it: twin-tui device create none\n';
const noConfiguration =
  "twin-tui: not found: No configuration has the ID 'none'.\nList the configurations with: twin-tui configuration list\n";

const noJson = never('takes no JSON');
const noName = never('names nothing that a hub has');
const noEtag = never('takes no etag');
const ofThisMachine = never('asks a hub of this machine, beside the quotas and without a network');
const silent = never('prints nothing on stdout');

/** Reads only, without an etag. */
const reading = (words: string, ...rest: readonly string[]): FailureCases => ({
  badJson: noJson,
  unknown: noName,
  conflict: noEtag,
  asks: [on(words, ...rest)],
  changes: never('only reads'),
  prints: [on(words, ...rest)],
});
/** As `reading`, of a command that changes something. */
const changing = (words: string, ...rest: readonly string[]): FailureCases => ({
  ...reading(words, ...rest),
  changes: [on(words, ...rest)],
});
const ofHub = { badJson: noJson, conflict: noEtag, asks: ofThisMachine, changes: never('only reads') };
const anyFile = fileURLToPath(import.meta.url);

/** By the path of each command. A command that is not here fails the test of the table. */
export const failureTable: { readonly [command: string]: FailureCases } = {
  query: reading('query', 'SELECT * FROM devices'),
  'twin show': { ...reading('twin show dev1'), unknown: [missing(noDevice, 'twin show none')] },
  'twin patch': {
    badJson: [on('twin patch dev1', broken)],
    unknown: [missing(noDevice, 'twin patch none', patch)],
    conflict: [on('twin patch dev1', patch, ...staleTwin)],
    asks: [on('twin patch dev1', patch)],
    changes: [on('twin patch dev1', patch)],
    prints: [on('twin patch dev3', patch)],
  },
  'twin replace': {
    badJson: [on('twin replace dev1', broken)],
    unknown: [missing(noDevice, 'twin replace none', patch)],
    conflict: [on('twin replace dev1', patch, ...staleTwin)],
    asks: [on('twin replace dev1', patch)],
    changes: [on('twin replace dev1', patch)],
    prints: [on('twin replace dev3', patch)],
  },
  'twin watch': { ...reading('twin watch dev1'), unknown: [missing(noDevice, 'twin watch none')] },
  'twin wait': {
    ...reading('twin wait dev1 --where', 'tags.never = 1'),
    unknown: [missing(noDevice, 'twin wait none --where', 'tags.a = 1')],
    prints: [on('twin wait dev1 --where', "deviceId = 'dev1'")],
  },
  'device list': reading('device list'),
  'device create': { ...changing('device create dev9'), prints: [on('device create dev8')] },
  'device delete': {
    ...changing('device delete dev2'),
    unknown: [missing(noDevice, 'device delete none')],
    prints: silent,
  },
  'device enable': {
    ...changing('device enable dev2'),
    unknown: [missing(noDevice, 'device enable none')],
    prints: silent,
  },
  'device disable': {
    ...changing('device disable dev2'),
    unknown: [missing(noDevice, 'device disable none')],
    prints: silent,
  },
  'device connection-string': {
    ...reading('device connection-string dev2'),
    unknown: [missing(noDevice, 'device connection-string none')],
  },
  'device report': {
    ...changing('device report dev2', '{"a":1}'),
    badJson: [on('device report dev2', broken)],
    unknown: [missing(noTarget, 'device report none', '{"a":1}')],
    prints: [on('device report dev3', '{"a":1}')],
  },
  'method invoke': {
    ...changing('method invoke dev1 m'),
    badJson: [on('method invoke dev1 m', broken)],
    unknown: [missing(noDevice, 'method invoke none m')],
    prints: never('needs a device that is online; actions/method.ts prints as the others do'),
  },
  'job create': {
    ...changing('job create --where * --method m'),
    badJson: [on('job create --where * --patch', broken), on('job create --where * --method m --payload', broken)],
    prints: [
      on('job create --where', 'tags.never = 1', '--patch', patch),
      on('job create --dry-run --where * --method m'),
    ],
  },
  'job list': reading('job list'),
  'job show': {
    ...reading('job show j1'),
    unknown: [missing('twin-tui: there is no job "none"\nList the jobs with: twin-tui job list\n', 'job show none')],
  },
  'job cancel': {
    ...changing('job cancel j1'),
    unknown: [
      missing(
        "twin-tui: not found: No job has the ID 'none'.\nList the jobs with: twin-tui job list\n",
        'job cancel none',
      ),
    ],
    prints: never('needs a job that has not begun; actions/job.ts prints as the others do'),
  },
  'configuration list': reading('configuration list'),
  'configuration show': {
    ...reading('configuration show c1'),
    unknown: [missing(noConfiguration, 'configuration show none')],
  },
  'configuration create': {
    ...changing('configuration create c2', configuration),
    badJson: [on('configuration create c2', broken)],
    prints: [on('configuration create c3', configuration), on('configuration create c4 --dry-run', configuration)],
  },
  'configuration update': {
    badJson: [on('configuration update c1', broken)],
    unknown: [
      missing(
        `0 devices meet the target condition now\n${noConfiguration}`,
        'configuration update none',
        configuration,
      ),
    ],
    conflict: [on('configuration update c1', configuration, ...staleConfiguration)],
    asks: [on('configuration update c1', configuration)],
    changes: [on('configuration update c1', configuration)],
    prints: [on('configuration update c1', configuration)],
  },
  'configuration delete': {
    ...changing('configuration delete c1'),
    unknown: [missing(noConfiguration, 'configuration delete none')],
    conflict: [on('configuration delete c1', ...staleConfiguration)],
    prints: silent,
  },
  doctor: reading('doctor'),
  completion: { ...reading('completion bash'), asks: never('asks nobody') },
  hub: { ...ofHub, changes: [on('hub --import', anyFile)], unknown: noName, prints: [on('hub --conformance')] },
  'hub control': {
    ...ofHub,
    changes: [on('hub control throttle S1')],
    unknown: never('drops nobody, which is done at once'),
    prints: silent,
  },
  'hub policy list': { ...ofHub, unknown: noName, prints: [on('hub policy list')] },
  'hub policy put': {
    ...ofHub,
    changes: [on('hub policy put reader RegistryRead')],
    unknown: noName,
    prints: [on('hub policy put reader RegistryRead')],
  },
  'hub policy delete': {
    ...ofHub,
    changes: [on('hub policy delete device')],
    unknown: [
      missing(
        'twin-tui: there is no policy none\nList the policies with: twin-tui hub policy list\n',
        'hub policy delete none',
      ),
    ],
    prints: silent,
  },
  'hub authority list': { ...ofHub, unknown: noName, prints: [on('hub authority list')] },
  'hub authority add': {
    ...ofHub,
    changes: [on('hub authority add', anyFile)],
    unknown: [
      missingFile(
        /^twin-tui: cannot read the certificate: .*nonexistent.*\nName a PEM file that you may read\.\n$/,
        'hub authority add /nonexistent.pem',
      ),
    ],
    prints: silent,
  },
  'hub authority delete': {
    ...ofHub,
    changes: [on('hub authority delete 00')],
    unknown: [
      missing(
        'twin-tui: there is no authority 00\nList the authorities with: twin-tui hub authority list\n',
        'hub authority delete 00',
      ),
    ],
    prints: silent,
  },
  'hub export': { ...ofHub, unknown: noName, prints: [on('hub export')] },
  'hub import': {
    ...ofHub,
    changes: [on('hub import', anyFile)],
    unknown: [
      missingFile(
        /^twin-tui: cannot read the export: .*nonexistent.*\nName a file that "twin-tui hub export" has made, or - for stdin\.\n$/,
        'hub import /nonexistent.ndjson',
      ),
    ],
    prints: silent,
  },
};
