const KB = 1024;
const MB = 1024 * KB;
const seconds = 1000;
const hours = 3_600 * seconds;

/**
 * Every bound on what others can make this program hold, read or wait for, in one place; test/robustness tries each
 * door against them. Those of a twin's content are rules of the service and stand in `twin/limits.ts`.
 * Bytes where nothing is said, durations in milliseconds.
 */
export const bounds = {
  /** Of any JSON that comes from outside: deeper than a twin may be, shallow enough for recursion. */
  json: { depth: 64 },

  query: {
    /** Characters. hub-reference 5.1. */
    length: 8 * KB,
    /** Levels of parentheses, NOT, signs and lists. */
    depth: 64,
    /** Long chains make the tree deep on one side. */
    operators: 1024,
    /** Problems told at once. */
    faults: 10,
    /** Rows of a page. hub-reference 5.4. */
    pageRows: 100,
    /** Texts whose plans are remembered. */
    prepared: 256,
  },

  /** Of both doors. */
  connections: {
    /** Sockets of one door; beyond it they are closed at once. */
    perDoor: 65_536,
    /** From TCP to the end of the TLS handshake. */
    handshake: 10 * seconds,
  },

  rest: {
    headers: 16 * KB,
    /** A body, where an operation does not say otherwise. */
    body: 2 * MB,
    /** A body of up to 100 identities. */
    bulkBody: 16 * MB,
    /** A job, which is kept for a month: the largest patch or payload takes less. */
    jobBody: 256 * KB,
    /** A body that carries a direct method's payload. */
    methodBody: 1 * MB,
    headersTime: 15 * seconds,
    requestTime: 60 * seconds,
    idleTime: 120 * seconds,
    /** How often the three are looked at. */
    checkInterval: 2 * seconds,
    /** A token: CPU goes into its signature. */
    token: 4096,
    /** Certificates of a client's chain. */
    certificateChain: 8,
    /** Identities of one bulk request, devices of a listing, jobs of a page. */
    bulkItems: 100,
    listedDevices: 1000,
    jobPage: 100,
    /** What a reader of a stream may leave untaken before it misses events and is told so. */
    untakenByStream: 4 * MB,
    /**
     * How long nothing at all of an answer may be taken: systems take a slow reader's in lumps of two megabytes. And
     * what all answers together may leave untaken, which the largest page of twins just needs.
     */
    untakenTime: 60 * seconds,
    untakenByAll: 256 * MB,
  },

  mqtt: {
    /** A packet; and the first one, for which nobody needs as much. hub-reference 3.3. */
    packet: 256 * KB,
    firstPacket: 16 * KB,
    /** A message of MQTT over WebSocket: a packet may come in several. */
    webSocketMessage: 512 * KB,
    /** Frames that one of them may come in. */
    webSocketFrames: 1024,
    /** Characters that a client may tell its requests apart by: they come back in a topic, which takes 64 KB. */
    requestId: 4 * KB,
    /** From TLS to CONNECT. hub-reference 3.1. */
    connectTime: 30 * seconds,
    /** Of silence, whatever keep-alive was asked for: 1.5 × 1,177 s. hub-reference 3.1. */
    silence: 1_767 * seconds,
    /** Requests of one connection that wait for the disk before no more is read from it. */
    pendingRequests: 64,
    /** PUBLISH packets of one connection whose acknowledgement has not left: as many as there are identifiers. */
    unacknowledged: 65_535,
    /** What a client may leave untaken before no more is read from it, and before it is given up. */
    enoughUntaken: 256 * KB,
    tooMuchUntaken: 4 * MB,
  },

  methods: { inFlight: 50, payload: 128 * KB, answer: 128 * KB, name: 100 },
  telemetry: { message: 256 * KB },

  /** hub-reference 7. */
  hub: {
    identities: 1_000_000,
    identitiesWhenFree: 500,
    modulesPerDevice: 50,
    /** Characters of a scope, scopes of an edge device's parents. */
    scope: 256,
    parents: 5,
    policies: 16,
    authorities: 25,
    metricsPerConfiguration: 5,
    /** How far ahead a job may be scheduled, and how long its results are kept. */
    jobStart: 168 * hours,
    jobHistory: 30 * 24 * hours,
    /** Jobs that are kept: the service knows no bound but their age, memory does. */
    jobs: 1000,
    /** Where its clock may be set: timestamps have four digits for the year, as in .NET. It may run on from the last. */
    clock: { earliest: Date.parse('0001-01-01T00:00:00Z'), latest: Date.parse('9999-12-31T23:59:59.999Z') },
    /** Devices a job or a configuration works on at once. */
    parallelDevices: 64,
  },

  /** Bodies in the wire log are cut here. */
  wireLog: { body: 64 * KB },

  store: {
    /** One write of the log; what comes after waits for the next. */
    group: 4 * MB,
    /** A record that claims more is damaged. */
    frame: 256 * MB,
    /** A key, the longest that its length field can say. */
    key: 0xffff,
  },

  /** What this program's own clients keep and wait for. */
  clients: {
    openTime: 30 * seconds,
    callTime: 30 * seconds,
    restSilence: 60 * seconds,
    feedSilence: 12 * seconds,
    /** Characters of an answer: a page of a hundred twins of as many keys as there may be takes 165 MB. */
    answer: 256 * MB,
    /** Until a twin that is being read counts as stale. */
    twinReadTime: 5 * seconds,
    longestBackOff: 30 * seconds,
    /** Versions of one twin, and twins whose versions are kept while none of them is looked at. */
    twinHistory: 500,
    watchedTwins: 8,
    /** Twins of which completion knows that it has seen their last version. */
    learnedTwins: 10_000,
    deviceLog: 500,
  },
} as const;
