var __defProp = Object.defineProperty;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __esm = (fn, res, err) => function __init() {
  if (err) throw err[0];
  try {
    return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
  } catch (e) {
    throw err = [e], e;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};

// src/hub/certificates/issue.ts
var issue_exports = {};
__export(issue_exports, {
  issueAuthority: () => issueAuthority,
  issueServer: () => issueServer
});
import { webcrypto } from "node:crypto";
import { isIP as isIP2 } from "node:net";
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
async function issueAuthority(now) {
  const keys = await generateKeys();
  const mark2 = Buffer.from(webcrypto.getRandomValues(new Uint8Array(4))).toString("hex");
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=twin-tui local authority ${mark2}`,
    notBefore: new Date(now - backdating),
    notAfter: new Date(now + authorityLife),
    signingAlgorithm: signature2,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey)
    ]
  });
  return issued(certificate, keys);
}
async function issueServer(authority, hosts, now) {
  const keys = await generateKeys();
  const issuer = new x509.X509Certificate(authority.certificate);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: [hosts[0]] }],
    issuer: issuer.subject,
    notBefore: new Date(now - backdating),
    notAfter: new Date(Math.min(now + serverLife, issuer.notAfter.getTime())),
    signingAlgorithm: signature2,
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.key),
    extensions: [
      new x509.BasicConstraintsExtension(false, void 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(hosts.map(generalName)),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey)
    ]
  });
  return issued(certificate, keys);
}
function generateKeys() {
  return webcrypto.subtle.generateKey(curve, true, ["sign", "verify"]);
}
function importKey(pem) {
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
  return webcrypto.subtle.importKey("pkcs8", der, curve, false, ["sign"]);
}
async function issued(certificate, keys) {
  const der = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey));
  const lines2 = der.toString("base64").match(/.{1,64}/g);
  const key2 = ["-----BEGIN PRIVATE KEY-----", ...lines2, "-----END PRIVATE KEY-----", ""].join("\n");
  return { certificate: `${certificate.toString("pem").trim()}
`, key: key2 };
}
function generalName(host) {
  return { type: isIP2(host) === 0 ? "dns" : "ip", value: host };
}
var day, backdating, authorityLife, serverLife, curve, signature2;
var init_issue = __esm({
  "src/hub/certificates/issue.ts"() {
    "use strict";
    day = 24 * 36e5;
    backdating = day;
    authorityLife = 3650 * day;
    serverLife = 397 * day;
    curve = { name: "ECDSA", namedCurve: "P-256" };
    signature2 = { name: "ECDSA", hash: "SHA-256" };
  }
});

// bench/hub/peer-process.ts
import { createInterface } from "node:readline";

// bench/hub/aedes-peer.ts
import { createServer } from "node:tls";
import { Aedes } from "aedes";

// bench/hub/sample.ts
var sampleDesired = {
  telemetrySendFrequency: "5m",
  firmware: { channel: "stable", version: "2.14.3", window: { from: "02:00", to: "04:30" } },
  limits: { temperature: 71.5, pressure: 1013, vibration: 0.25 },
  $version: 1
};
var deviceId = (index) => `device-${index}`;
var deviceKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

// bench/hub/aedes-peer.ts
async function aedesPeer({ tls }) {
  const broker = await Aedes.createBroker();
  const twins = /* @__PURE__ */ new Map();
  broker.on("publish", (packet, client) => {
    if (client === null) return;
    const [path4 = "", query = ""] = packet.topic.split("?");
    const rid = query.slice("$rid=".length);
    if (path4 === "$iothub/twin/GET/") {
      answer(client, `$iothub/twin/res/200/?$rid=${rid}`, twinOf(twins, client.id).answer);
    } else if (path4 === "$iothub/twin/PATCH/properties/reported/") {
      const twin = twinOf(twins, client.id);
      merge(twin.reported, JSON.parse(packet.payload.toString()));
      twin.version++;
      twin.answer = print(twin);
      answer(client, `$iothub/twin/res/204/?$rid=${rid}&$version=${twin.version}`, "");
    }
  });
  const server = createServer({ key: tls.key, cert: tls.cert, noDelay: true }, (socket) => broker.handle(socket));
  await new Promise((resolve4) => server.listen(0, "127.0.0.1", resolve4));
  return server.address().port;
}
function answer(client, topic, payload) {
  client.publish({ cmd: "publish", topic, payload, qos: 0, dup: false, retain: false }, () => {
  });
}
function twinOf(twins, id2) {
  let twin = twins.get(id2);
  if (twin === void 0) {
    twin = { reported: {}, version: 1, answer: "" };
    twin.answer = print(twin);
    twins.set(id2, twin);
  }
  return twin;
}
function print({ reported, version }) {
  return JSON.stringify({ desired: sampleDesired, reported: { ...reported, $version: version } });
}
function merge(into, patch) {
  for (const [key2, value] of Object.entries(patch)) {
    const old = into[key2];
    if (value === null) delete into[key2];
    else if (isPlain(value) && isPlain(old)) merge(old, value);
    else into[key2] = value;
  }
}
function isPlain(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// bench/hub/bare-peers.ts
import { createServer as createServer2 } from "node:tls";
function echoPeer(options2) {
  return listen(options2, (socket) => {
    socket.on("data", (chunk) => socket.write(chunk));
  });
}
var connack = Buffer.from([32, 2, 0, 0]);
function barePeer(options2) {
  return listen(options2, (socket) => {
    socket.on("data", () => socket.write(connack));
  });
}
async function listen({ tls }, accept2) {
  const server = createServer2({ key: tls.key, cert: tls.cert, noDelay: true }, (socket) => {
    socket.on("error", () => socket.destroy());
    accept2(socket);
  });
  await new Promise((resolve4) => server.listen(0, "127.0.0.1", resolve4));
  return server.address().port;
}

// bench/hub/hub-peer.ts
import { mkdtemp as mkdtemp2, rm as rm2 } from "node:fs/promises";
import { request } from "node:https";
import { join as join8 } from "node:path";

// src/hub/access/sas-signature.ts
import { createHmac, timingSafeEqual } from "node:crypto";
function isSignedBy(token, keys) {
  const claimed = Buffer.from(token.signature, "base64");
  return keys.some((key2) => {
    if (!key2) return false;
    const expected = digest(token.rawResource, token.rawExpiry, key2);
    return claimed.length === expected.length && timingSafeEqual(claimed, expected);
  });
}
function signSas({ resource, expiry, key: key2, policy }) {
  const encoded = encodeURIComponent(resource);
  const signature3 = encodeURIComponent(digest(encoded, String(expiry), key2).toString("base64"));
  const name = policy === void 0 ? "" : `&skn=${encodeURIComponent(policy)}`;
  return `SharedAccessSignature sr=${encoded}&sig=${signature3}&se=${expiry}${name}`;
}
function digest(rawResource, rawExpiry, key2) {
  return createHmac("sha256", Buffer.from(key2, "base64")).update(`${rawResource}
${rawExpiry}`).digest();
}

// src/hub/hub.ts
import { resolve as resolve3 } from "node:path";

// src/lib/bounds.ts
var KB = 1024;
var MB = 1024 * KB;
var seconds = 1e3;
var hours = 3600 * seconds;
var bounds = {
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
    prepared: 256
  },
  /** Of both doors. */
  connections: {
    /** Sockets of one door; beyond it they are closed at once. */
    perDoor: 65536,
    /** From TCP to the end of the TLS handshake. */
    handshake: 10 * seconds
  },
  rest: {
    headers: 16 * KB,
    /** A body, where an operation does not say otherwise. */
    body: 2 * MB,
    /** A body of up to 100 identities. */
    bulkBody: 16 * MB,
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
    listedDevices: 1e3,
    jobPage: 100,
    /** What a reader of a stream may leave untaken before it misses events and is told so. */
    untakenByStream: 4 * MB
  },
  mqtt: {
    /** A packet; and the first one, for which nobody needs as much. hub-reference 3.3. */
    packet: 256 * KB,
    firstPacket: 16 * KB,
    /** A message of MQTT over WebSocket: a packet may come in several. */
    webSocketMessage: 512 * KB,
    /** Frames that one of them may come in. */
    webSocketFrames: 1024,
    /** From TLS to CONNECT. hub-reference 3.1. */
    connectTime: 30 * seconds,
    /** Of silence, whatever keep-alive was asked for: 1.5 × 1,177 s. hub-reference 3.1. */
    silence: 1767 * seconds,
    /** Requests of one connection that wait for the disk before no more is read from it. */
    pendingRequests: 64,
    /** What a client may leave untaken before no more is read from it, and before it is given up. */
    enoughUntaken: 256 * KB,
    tooMuchUntaken: 4 * MB
  },
  methods: { inFlight: 50, payload: 128 * KB, answer: 128 * KB, name: 100 },
  telemetry: { message: 256 * KB },
  /** hub-reference 7. */
  hub: {
    identities: 1e6,
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
    /** Where its clock may be set: timestamps have four digits for the year, as in .NET. It may run on from the last. */
    clock: { earliest: Date.parse("0001-01-01T00:00:00Z"), latest: Date.parse("9999-12-31T23:59:59.999Z") },
    /** Devices a job or a configuration works on at once. */
    parallelDevices: 64
  },
  /** Bodies in the wire log are cut here. */
  wireLog: { body: 64 * KB },
  store: {
    /** One write of the log; what comes after waits for the next. */
    group: 4 * MB,
    /** A record that claims more is damaged. */
    frame: 256 * MB,
    /** A key, the longest that its length field can say. */
    key: 65535
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
    learnedTwins: 1e4,
    deviceLog: 500
  }
};

// src/hub/access/keys.ts
var generatedBytes = 32;
function generateKey(random) {
  return random(generatedBytes).toString("base64");
}
function generateKeyPair(random) {
  return { primaryKey: generateKey(random), secondaryKey: generateKey(random) };
}
function keyFault(key2) {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(key2) || key2.length % 4 !== 0) return "a device key must be base64";
  const bytes = Buffer.byteLength(key2, "base64");
  if (bytes >= 16 && bytes <= 64) return void 0;
  return `Invalid device key length: ${bytes} bytes, keys have 16 to 64`;
}

// src/hub/access/policies.ts
var defaultRights = {
  iothubowner: ["RegistryRead", "RegistryWrite", "ServiceConnect", "DeviceConnect"],
  service: ["ServiceConnect"],
  device: ["DeviceConnect"],
  registryRead: ["RegistryRead"],
  registryReadWrite: ["RegistryRead", "RegistryWrite"]
};
var policyLimit = bounds.hub.policies;
async function ensureDefaultPolicies(state, random) {
  const missing = Object.entries(defaultRights).filter(([name]) => state.get("policy", name) === void 0);
  const changes = missing.map(
    ([name, rights]) => ({ kind: "policy", key: name, value: { name, rights, ...generateKeyPair(random) } })
  );
  if (changes.length > 0) await state.commit(changes);
}
function isOwner(policy) {
  return defaultRights.iothubowner.every((right) => policy.rights.includes(right));
}

// src/lib/timers.ts
var systemTimers = {
  now: () => Date.now(),
  after(milliseconds, act) {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  }
};

// src/hub/clock.ts
var latest = { at: Number.NaN, text: "" };
function timestamp(clock) {
  const at = clock.now();
  if (at !== latest.at) latest = { at, text: `${new Date(at).toISOString().slice(0, -1)}0000Z` };
  return latest.text;
}

// src/hub/hub-error.ts
var HubError = class extends Error {
  name = "HubError";
  status;
  /** E.g. `DeviceNotFound`. */
  code;
  /** E.g. 404001. */
  number;
  /** Further members of the nested error body, e.g. `timeout`. */
  info;
  constructor(status, code, number2, message, info) {
    super(message.replaceAll(";", ","));
    this.status = status;
    this.code = code;
    this.number = number2;
    this.info = info;
  }
};
function argumentInvalid(message) {
  return new HubError(400, "ArgumentInvalid", 400004, message);
}

// src/hub/error-codes.ts
var errorCodes = {
  GenericBadRequest: 4e5,
  InvalidProtocolVersion: 400001,
  InvalidOperation: 400003,
  ArgumentInvalid: 400004,
  ArgumentNull: 400005,
  IotHubFormatError: 400006,
  DeviceDefinedMultipleTimes: 400011,
  BulkRegistryOperationFailure: 400013,
  InvalidDeviceScope: 400028,
  InvalidConfigurationTargetCondition: 400401,
  InvalidConfigurationContent: 400402,
  InvalidConfigurationCustomMetricsQuery: 400404,
  StringIsNotThumbprint: 4e5,
  DeviceAuthenticationTypeIsMissing: 4e5,
  IotHubNotFound: 401001,
  IotHubUnauthorizedAccess: 401002,
  GenericForbidden: 403e3,
  DeviceMaximumQueueDepthExceeded: 403004,
  OperationNotAvailableInCurrentTier: 403010,
  DeviceMaximumInflightMethodExceeded: 403800,
  GenericNotFound: 404e3,
  DeviceNotFound: 404001,
  JobNotFound: 404002,
  ModuleNotFound: 404010,
  DeviceNotOnline: 404103,
  DeviceConnectionClosedRemotely: 404104,
  ConfigurationNotFound: 404301,
  GenericMethodNotAllowed: 405e3,
  OperationNotAllowedInCurrentState: 405e3,
  RequestTimedOut: 408e3,
  DeviceAlreadyExists: 409001,
  JobAlreadyExists: 409104,
  ModuleAlreadyExistsOnDevice: 409301,
  ConfigurationAlreadyExists: 409401,
  PreconditionFailed: 412001,
  DeviceMessageLockLost: 412002,
  GenericRequestEntityTooLarge: 413e3,
  MessageTooLarge: 413001,
  TooManyDevices: 413002,
  TooManyModulesOnDevice: 413003,
  ConfigurationCountLimitExceeded: 413101,
  GenericUnsupportedMediaType: 415e3,
  ThrottlingBacklogTimeout: 429003,
  ThrottlingMaxActiveJobCountExceeded: 429004,
  ServerError: 500001,
  GenericBadGateway: 502e3,
  ServiceUnavailable: 503001,
  GatewayTimeout: 504101
};
function hubError(code, message, info) {
  const number2 = errorCodes[code];
  return new HubError(Math.floor(number2 / 1e3), code, number2, message, info);
}

// src/lib/json.ts
var Bare = function Bare2() {
};
Bare.prototype = /* @__PURE__ */ Object.create(null);
function bareObject() {
  return new Bare();
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
var maximalDepth = bounds.json.depth;
function toBare(value, depth = 0) {
  if (typeof value !== "object" || value === null) {
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
      throw new RangeError("a number is too large");
    return value;
  }
  if (depth > maximalDepth) throw new RangeError(`JSON is nested more than ${maximalDepth} levels deep`);
  if (Array.isArray(value)) return value.map((element) => toBare(element, depth + 1));
  return toBareObject(value, depth);
}
function toBareObject(value, depth = 0) {
  const copy2 = bareObject();
  for (const key2 in value) copy2[key2] = toBare(value[key2], depth + 1);
  return copy2;
}

// src/twin/etag.ts
function twinEtag(counter2) {
  eightBytes.writeUInt32BE(Math.floor(counter2 / 2 ** 32), 0);
  eightBytes.writeUInt32BE(counter2 % 2 ** 32, 4);
  return eightBytes.toString("base64");
}
var eightBytes = Buffer.alloc(8);
function decimalEtag(counter2) {
  return Buffer.from(String(counter2)).toString("base64");
}

// src/hub/configurations/configuration.ts
var contentKinds = ["deviceContent", "moduleContent", "modulesContent"];
var noResults = { system: bareObject(), custom: bareObject() };
function contentKind(content) {
  return contentKinds.find((kind2) => content[kind2] !== void 0) ?? "deviceContent";
}
function configurationEtag(configuration) {
  return decimalEtag(configuration.etag);
}
function readConfiguration(document) {
  return document;
}

// src/hub/configurations/metric-queries.ts
function systemQueries(configuration) {
  const { id: id2, targetCondition } = configuration;
  const applied = `configurations.[[${id2}]].status = 'Applied'`;
  switch (contentKind(configuration.content)) {
    case "deviceContent":
      return {
        targetedCount: `SELECT deviceId FROM devices${where(targetCondition)}`,
        appliedCount: `SELECT deviceId FROM devices WHERE ${applied}`
      };
    case "moduleContent":
      return {
        targetedCount: `SELECT deviceId FROM devices.modules${where(moduleCondition(targetCondition))}`,
        appliedCount: `SELECT deviceId FROM devices.modules WHERE ${applied}`
      };
    case "modulesContent":
      return edgeQueries(targetCondition, applied);
  }
}
function edgeQueries(targetCondition, applied) {
  const isEdge = "capabilities.iotEdge = true";
  const isTarget = targetCondition === "*" ? isEdge : `${isEdge} AND (${targetCondition})`;
  const agent = `SELECT deviceId FROM devices.modules WHERE moduleId = '$edgeAgent' AND ${applied}`;
  const isCurrent3 = "properties.desired.$version = properties.reported.lastDesiredVersion";
  return {
    targetedCount: `SELECT deviceId FROM devices WHERE ${isTarget}`,
    appliedCount: agent,
    reportedSuccessfulCount: `${agent} AND ${isCurrent3} AND properties.reported.lastDesiredStatus.code = 200`,
    reportedFailedCount: `${agent} AND ${isCurrent3} AND properties.reported.lastDesiredStatus.code != 200`
  };
}
function where(condition) {
  return condition.trim() === "*" || condition === "" ? "" : ` WHERE ${condition}`;
}
function moduleCondition(targetCondition) {
  return targetCondition.replace(/^\s*from\s+devices\.modules(\s+where)?\s*/i, "") || "*";
}

// src/hub/configurations/configuration-document.ts
function configurationDocument(configuration, results) {
  return {
    id: configuration.id,
    schemaVersion: configuration.schemaVersion,
    labels: configuration.labels,
    content: configuration.content,
    targetCondition: configuration.targetCondition,
    createdTimeUtc: configuration.createdTimeUtc,
    lastUpdatedTimeUtc: configuration.lastUpdatedTimeUtc,
    priority: configuration.priority,
    systemMetrics: { results: results.system, queries: systemQueries(configuration) },
    metrics: { results: results.custom, queries: configuration.metrics },
    etag: configurationEtag(configuration)
  };
}

// src/hub/faults/quotas.ts
var perMinute = (count) => (units) => count * units / 60;
var perSecond = (count) => () => count;
var atLeast = (least, each) => (units) => Math.max(least, each * units);
var rates = {
  registry: [perMinute(100), perMinute(100), perMinute(5e3)],
  "twin-reads": [perSecond(100), atLeast(100, 10), (units) => 500 * units],
  "twin-updates": [perSecond(50), atLeast(50, 5), (units) => 250 * units],
  queries: [perMinute(20), perMinute(20), perMinute(1e3)],
  // 160 KB/s, 480 KB/s and 24 MB/s, counted in 4 KB.
  methods: [(units) => 40 * units, (units) => 120 * units, (units) => 6144 * units],
  jobs: [perMinute(100), perMinute(100), perMinute(5e3)],
  "job-devices": [perSecond(10), atLeast(10, 1), (units) => 50 * units],
  configurations: [perMinute(20), perMinute(20), perMinute(20)],
  connections: [atLeast(100, 12), (units) => 120 * units, (units) => 6e3 * units],
  telemetry: [atLeast(100, 12), (units) => 120 * units, (units) => 6e3 * units],
  "message-receives": [perMinute(1e3), perMinute(1e3), perMinute(5e4)]
};
var column = { F1: 0, S1: 0, S2: 1, S3: 2 };
var quotaOf = {
  RegistryRead: "registry",
  RegistryWrite: "registry",
  TwinRead: "twin-reads",
  TwinUpdate: "twin-updates",
  Query: "queries",
  DirectMethod: "methods",
  JobOperation: "jobs",
  JobDevice: "job-devices",
  ConfigurationRead: "configurations",
  ConfigurationWrite: "configurations",
  Connect: "connections",
  TelemetrySend: "telemetry",
  MessageReceive: "message-receives"
};
var perMinuteQuotas = ["registry", "queries", "jobs", "configurations", "message-receives"];
var registryBurst = 2.5;
function quotaFor(family, tier, units) {
  const shared = quotaOf[family];
  const rate = rates[shared][column[tier]](tier === "F1" ? 1 : units);
  const isPerMinute = perMinuteQuotas.includes(shared);
  const burst = isPerMinute ? rate * 60 * (shared === "registry" ? registryBurst : 1) : rate;
  return { rate, burst, shared, ...shared === "methods" && { meter: 4096 } };
}
function concurrentJobs(tier) {
  return { F1: 1, S1: 1, S2: 5, S3: 10, off: Number.POSITIVE_INFINITY }[tier];
}
function configurationCount(tier) {
  return tier === "F1" ? 20 : 100;
}
function edgeDeploymentCount(tier) {
  return tier === "F1" ? 10 : configurationCount(tier);
}

// src/hub/configurations/configuration-places.ts
function requirePlace(content, present, tier) {
  check(present.length, configurationCount(tier), "configurations");
  if (contentKind(content) !== "modulesContent") return;
  const deployments = present.filter((other) => contentKind(other.content) === "modulesContent").length;
  check(deployments, edgeDeploymentCount(tier), "deployments to edge devices");
}
function check(taken, places, what) {
  if (taken < places) return;
  throw hubError("ConfigurationCountLimitExceeded", `A hub of this tier holds ${places} ${what}.`);
}

// src/lib/breather.ts
function breather(milliseconds = 10) {
  let since = performance.now();
  return () => {
    if (performance.now() - since < milliseconds) return void 0;
    return new Promise(
      (resolve4) => setImmediate(() => {
        since = performance.now();
        resolve4();
      })
    );
  };
}

// src/lib/slots.ts
var Slots = class {
  #waiting = [];
  #size;
  #idle = [];
  #taken = 0;
  constructor(size) {
    this.#size = size;
  }
  /** Undefined when a slot is free at once. Each one taken must be released. */
  take() {
    if (this.#taken < this.#size) {
      this.#taken++;
      return void 0;
    }
    return new Promise((resolve4) => this.#waiting.push(resolve4));
  }
  release() {
    const next = this.#waiting.shift();
    if (next !== void 0) next();
    else if (--this.#taken === 0) for (const resolve4 of this.#idle.splice(0)) resolve4();
  }
  /** Resolves when all slots are free. */
  idle() {
    return this.#taken === 0 ? Promise.resolve() : new Promise((resolve4) => this.#idle.push(resolve4));
  }
};

// src/hub/state/identity.ts
var neverTime = "0001-01-01T00:00:00Z";
function identityKey(deviceId3, moduleId2) {
  return moduleId2 === void 0 ? deviceId3 : `${deviceId3}/${moduleId2}`;
}
function isModuleKey(key2) {
  return key2.includes("/");
}
function splitKey(key2) {
  const slash = key2.indexOf("/");
  return slash < 0 ? { deviceId: key2 } : { deviceId: key2.slice(0, slash), moduleId: key2.slice(slash + 1) };
}

// src/twin/rule-error.ts
var TwinRuleError = class extends Error {
  name = "TwinRuleError";
  rule;
  path;
  constructor(rule, path4, message) {
    super(message);
    this.rule = rule;
    this.path = path4;
  }
};

// src/twin/limits.ts
var limits = {
  /** Size of the resulting section, in the units of `sectionSize`. */
  sectionSize: { tags: 8 * 1024, desired: 32 * 1024, reported: 32 * 1024 },
  /** UTF-8 bytes. */
  keyBytes: 1024,
  /** UTF-8 bytes. */
  stringBytes: 4096,
  integer: { min: -(2 ** 52), max: 2 ** 52 - 1 },
  /** Objects below the section's root; the tenth may hold scalars. */
  depth: 10
};

// src/twin/size.ts
function sectionSize(values) {
  let size = 0;
  for (const key2 in values) size += memberSize(key2, values[key2]);
  return size;
}
function writtenSize(patch, most6) {
  return most6 - sizeLeft(patch, most6);
}
function sizeLeft(values, size) {
  let left = size;
  for (const key2 in values) {
    const value = values[key2];
    if (value === null) continue;
    left -= Buffer.byteLength(key2);
    left = isObject(value) ? sizeLeft(value, left) : left - valueSize(value);
    if (left < 0) return left;
  }
  return left;
}
function memberSize(key2, value) {
  return value === void 0 ? 0 : Buffer.byteLength(key2) + valueSize(value);
}
function valueSize(value) {
  if (typeof value === "string") return characters(value);
  if (typeof value === "number") return 8;
  if (typeof value === "boolean") return 4;
  if (value === null) return 0;
  if (isObject(value)) return sectionSize(value);
  return value.reduce((size, element) => size + valueSize(element), 0);
}
function characters(text2) {
  let count = 0;
  for (let index = 0; index < text2.length; index++) {
    const code = text2.charCodeAt(index);
    const isLowSurrogate = code >= 56320 && code < 57344;
    if (!isControl(code) && !isLowSurrogate) count++;
  }
  return count;
}
function isControl(code) {
  return code < 32 || code >= 127 && code < 160;
}

// src/twin/validate.ts
var sectionPath = {
  tags: ["tags"],
  desired: ["properties", "desired"],
  reported: ["properties", "reported"]
};
function validateWrite(section2, written, nulls) {
  validateObject(written, [...sectionPath[section2]], 0, nulls);
}
function refuseFlood(section2, before, written) {
  const limit = limits.sectionSize[section2];
  const flood = 4 * limit;
  const size = writtenSize(written, flood);
  if (size <= flood) return size;
  if (writtenSize(before.values, flood) > flood) return Number.POSITIVE_INFINITY;
  const path4 = sectionPath[section2];
  throw new TwinRuleError("size", path4, `${path4.join(".")} would take more than ${flood} bytes, the limit is ${limit}`);
}
function validateSize(section2, before, after) {
  const size = sectionSize(after);
  const limit = limits.sectionSize[section2];
  if (size > limit && size > sectionSize(before)) {
    const path4 = sectionPath[section2];
    throw new TwinRuleError("size", path4, `${path4.join(".")} would take ${size} bytes, the limit is ${limit}`);
  }
}
function validateObject(object2, path4, depth, nulls) {
  if (depth > limits.depth) {
    throw new TwinRuleError(
      "depth",
      path4,
      `${describe(path4)} is nested ${depth} objects deep, the limit is ${limits.depth}`
    );
  }
  for (const key2 in object2) {
    path4.push(key2);
    validateKey(key2, path4);
    validateValue(object2[key2], path4, depth, nulls);
    path4.pop();
  }
}
function validateKey(key2, path4) {
  if (Buffer.byteLength(key2) > limits.keyBytes) {
    throw new TwinRuleError(
      "key-length",
      path4,
      `a key of ${describe(path4.slice(0, -1))} is longer than ${limits.keyBytes} bytes`
    );
  }
  const found = forbiddenCharacter(key2);
  if (found !== void 0) {
    throw new TwinRuleError(
      "key",
      path4,
      `the key ${JSON.stringify(key2)} in ${describe(path4.slice(0, -1))} contains ${found}, which keys may not`
    );
  }
}
function forbiddenCharacter(key2) {
  for (let index = 0; index < key2.length; index++) {
    const code = key2.charCodeAt(index);
    if (code > 46 && code < 127) continue;
    if (isControl(code)) return "a control character";
    const character = key2[index];
    if (character === " ") return "a space";
    if (character === "." || character === "$" || character === "#") return `'${character}'`;
  }
  return void 0;
}
function validateValue(value, path4, depth, nulls) {
  if (value === null) {
    if (nulls === "forbidden")
      throw new TwinRuleError(
        "null",
        path4,
        `Value of Property or Tag cannot be null. Error in Property/Tag ${path4.at(-1)}`
      );
  } else if (typeof value === "string") {
    if (Buffer.byteLength(value) > limits.stringBytes) {
      throw new TwinRuleError(
        "string-length",
        path4,
        `the string at ${describe(path4)} is longer than ${limits.stringBytes} bytes`
      );
    }
  } else if (typeof value === "number") {
    if (isWrittenAsInteger(value) && (value < limits.integer.min || value > limits.integer.max)) {
      throw new TwinRuleError(
        "integer",
        path4,
        `the integer at ${describe(path4)} is outside ${limits.integer.min} to ${limits.integer.max}`
      );
    }
  } else if (isObject(value)) {
    validateObject(value, path4, depth + 1, nulls);
  } else if (typeof value !== "boolean") {
    validateArray(value, path4, depth);
  }
}
function isWrittenAsInteger(value) {
  return Number.isInteger(value) && Math.abs(value) < 1e21;
}
function validateArray(array, path4, depth) {
  if (depth + 1 > limits.depth) {
    throw new TwinRuleError(
      "depth",
      path4,
      `${describe(path4)} is nested ${depth + 1} levels deep, the limit is ${limits.depth}`
    );
  }
  for (const [index, element] of array.entries()) {
    path4.push(String(index));
    validateValue(element, path4, depth + 1, "forbidden");
    path4.pop();
  }
}
function describe(path4) {
  return path4.join(".");
}

// src/hub/configurations/content.ts
var root = "properties.desired";
function parseContent(content) {
  if (!isObject(content)) throw invalidContent(`content must be an object with one of ${contentKinds.join(", ")}`);
  const kinds2 = Object.keys(content).filter((name) => content[name] !== null);
  const kind2 = contentKinds.find((name) => name === kinds2[0]);
  if (kind2 === void 0 || kinds2.length !== 1) {
    const found = kinds2.length === 0 ? "nothing" : kinds2.join(", ");
    throw invalidContent(`content must hold exactly one of ${contentKinds.join(", ")}, found ${found}`);
  }
  const value = content[kind2];
  if (!isObject(value)) throw invalidContent(`${kind2} must be an object`);
  if (kind2 === "modulesContent") checkModules(value);
  else desiredOf(value);
  return { [kind2]: value };
}
function desiredOf(content) {
  let desired = bareObject();
  for (const path4 of Object.keys(content)) desired = overlay(desired, nest(segmentsOf(path4), content[path4]));
  try {
    validateWrite("desired", desired, "forbidden");
  } catch (error) {
    if (error instanceof TwinRuleError) throw invalidContent(error.message);
    throw error;
  }
  return desired;
}
function removalOf(desired) {
  const removal = bareObject();
  for (const key2 of Object.keys(desired)) {
    const value = desired[key2];
    removal[key2] = isObject(value) && Object.keys(value).length > 0 ? removalOf(value) : null;
  }
  return removal;
}
function overlay(first, second) {
  const result2 = bareObject();
  for (const key2 of Object.keys(first)) result2[key2] = first[key2];
  for (const key2 of Object.keys(second)) {
    const [below, above] = [result2[key2], second[key2]];
    result2[key2] = isObject(below) && isObject(above) ? overlay(below, above) : above;
  }
  return result2;
}
function checkModules(modules) {
  if (modules.$edgeAgent === void 0) throw invalidContent("modulesContent must hold $edgeAgent");
  for (const name of Object.keys(modules)) {
    const content = modules[name];
    if (!isObject(content)) throw invalidContent(`modulesContent.${name} must be an object`);
    desiredOf(content);
  }
}
function segmentsOf(path4) {
  if (path4 === root) return [];
  const segments = path4.startsWith(`${root}.`) ? path4.slice(root.length + 1).split(".") : [""];
  if (segments.includes("")) {
    throw invalidContent(`${JSON.stringify(path4)} is no path for content: expected ${root} or ${root}.<path>`);
  }
  return segments;
}
function nest(segments, value) {
  if (segments.length === 0 && !isObject(value)) throw invalidContent(`the content of ${root} must be an object`);
  return segments.reduceRight((inner, name) => {
    const outer = bareObject();
    outer[name] = inner;
    return outer;
  }, value);
}
function invalidContent(message) {
  return hubError("InvalidConfigurationContent", message);
}

// src/query/compile/paths.ts
function pathKey(segments) {
  return segments.join("\n");
}
function namesOf(path4) {
  return path4.segments.map((segment) => segment.name);
}
function pathsOf(condition) {
  const found = /* @__PURE__ */ new Map();
  const visit = (node) => {
    if (node.kind === "path") {
      const key2 = pathKey(namesOf(node));
      if (!found.has(key2)) found.set(key2, node);
    } else for (const child of childrenOf(node)) visit(child);
  };
  if (condition !== void 0) visit(condition);
  return [...found.values()];
}
function solePaths(condition) {
  const sole = /* @__PURE__ */ new Map();
  const visit = (node) => {
    const keys = new Set(node.kind === "path" ? [pathKey(namesOf(node))] : []);
    for (const child of childrenOf(node)) for (const key2 of visit(child)) keys.add(key2);
    const [only] = keys;
    if (keys.size === 1) sole.set(node, only);
    return keys.size > 2 ? new Set([...keys].slice(0, 2)) : keys;
  };
  visit(condition);
  return sole;
}
function conjunctsOf(condition) {
  if (condition === void 0) return [];
  if (condition.kind !== "and") return [condition];
  return [...conjunctsOf(condition.left), ...conjunctsOf(condition.right)];
}
function childrenOf(condition) {
  switch (condition.kind) {
    case "and":
    case "or":
    case "comparison":
    case "arithmetic":
      return [condition.left, condition.right];
    case "not":
    case "negate":
      return [condition.operand];
    case "in":
      return [condition.left];
    case "call":
      return condition.arguments;
    default:
      return [];
  }
}

// src/query/language/check-query.ts
function checkQuery(query, text2) {
  if (query.from === "devices.jobs") return checkJobs(query);
  const grouped = query.groupBy.length > 0;
  if (query.select.kind === "all") return grouped ? [allWithGroups(query, text2)] : [];
  const { items } = query.select;
  if (!grouped && !items.some((item) => item.value.kind === "aggregate")) return [];
  const keys = new Set(query.groupBy.map(pathKey2));
  return items.flatMap(
    ({ value }) => value.kind === "path" && !keys.has(pathKey2(value)) ? [ungrouped(query, value, text2)] : []
  );
}
function checkJobs({ select, groupBy }) {
  const faults3 = [];
  if (select.kind === "items") {
    faults3.push({
      message: "Expected * in a query of devices.jobs, found a list",
      span: select.span,
      fix: { span: select.span, replacement: "*", title: "Write *" }
    });
  }
  if (groupBy[0] !== void 0) {
    faults3.push({ message: "Expected no GROUP BY in a query of devices.jobs, found one", span: groupBy[0].span });
  }
  return faults3;
}
function allWithGroups({ select, groupBy }, text2) {
  const replacement = `${groupBy.map((path4) => slice(text2, path4)).join(", ")}, COUNT() AS n`;
  return {
    message: "Expected the members of GROUP BY and aggregates, found *",
    span: select.span,
    hint: "A group has no single twin to show",
    fix: { span: select.span, replacement, title: `Write ${replacement}` }
  };
}
function ungrouped(query, value, text2) {
  const written = slice(text2, value);
  const last = query.groupBy.at(-1);
  const end = last?.span.end ?? text2.trimEnd().length;
  const replacement = last === void 0 ? ` GROUP BY ${written}` : `, ${written}`;
  return {
    message: `Expected an aggregate or a member of GROUP BY, found '${written}'`,
    span: value.span,
    fix: { span: { start: end, end }, replacement, title: `Add ${written} to GROUP BY` }
  };
}
function slice(text2, { span }) {
  return text2.slice(span.start, span.end);
}
function pathKey2(path4) {
  return JSON.stringify(path4.segments.map((segment) => segment.name));
}

// src/query/language/keywords.ts
var keywords = [
  "SELECT",
  "TOP",
  "AS",
  "FROM",
  "WHERE",
  "AND",
  "OR",
  "NOT",
  "IN",
  "NIN",
  "GROUP",
  "BY"
];
var constantValues = /* @__PURE__ */ new Map([
  ["TRUE", true],
  ["FALSE", false],
  ["NULL", null],
  ["UNDEFINED", void 0]
]);
var reserved = /* @__PURE__ */ new Set([
  ...keywords,
  ...constantValues.keys(),
  ...["ORDER", "ASC", "DESC", "ALL", "COUNT", "AVG", "SUM", "MIN", "MAX"]
]);
function isReserved(word2) {
  return reserved.has(word2.toUpperCase());
}

// src/query/language/foreign-functions.ts
var routing = "message routing";
var noCase = "Compare with the value in the case in which it is stored, or with IN and several of them";
var noArithmetic = "Comparisons may use + - * / and %";
var foreignFunctions = new Map([
  ["STARTS_WITH", { from: routing, rename: "STARTSWITH" }],
  ["ENDS_WITH", { from: routing, rename: "ENDSWITH" }],
  ["CONTAINS", { from: routing, hint: "Use STARTSWITH or ENDSWITH, or ARRAY_CONTAINS for an element of an array" }],
  ["LOWER", { from: routing, hint: noCase }],
  ["UPPER", { from: routing, hint: noCase }],
  ["LENGTH", { from: routing }],
  ["SUBSTRING", { from: routing, hint: "Use STARTSWITH or ENDSWITH" }],
  ["INDEX_OF", { from: routing, hint: "Use STARTSWITH or ENDSWITH" }],
  ["CONCAT", { from: routing }],
  ["IS_ARRAY", { from: routing, hint: "Use ARRAY_CONTAINS to look into an array" }],
  ...["ABS", "EXP", "POWER", "SQUARE", "CEILING", "FLOOR", "SIGN", "SQRT"].map((name) => [
    name,
    { from: routing, hint: noArithmetic }
  ]),
  ["AS_NUMBER", { from: routing, hint: "Write the constant without quotes to compare numbers" }],
  ["TWIN_CHANGE_INCLUDES", { from: "routes of twin changes" }],
  ["HAS_INTERFACE", { from: "a preview that has ended", hint: "Use modelId = 'dtmi:\u2026'" }],
  ["EXISTS", { from: "SQL", rename: "IS_DEFINED" }],
  ["ISNULL", { from: "SQL", rename: "IS_NULL" }],
  ["IS_BOOLEAN", { from: "SQL", rename: "IS_BOOL" }]
]);

// src/query/language/functions.ts
var member = { name: "member", type: "path" };
function test(name, doc) {
  return { name, parameters: [member], doc, example: `${name}(properties.reported.fw)` };
}
var functions = [
  test("IS_DEFINED", "true if the member exists, be it null or an object"),
  {
    name: "STARTSWITH",
    parameters: [
      { name: "text", type: "text" },
      { name: "start", type: "text" }
    ],
    doc: "true if the text begins so; case matters",
    example: "STARTSWITH(deviceId, 'pump-')"
  },
  {
    name: "ENDSWITH",
    parameters: [
      { name: "text", type: "text" },
      { name: "end", type: "text" }
    ],
    doc: "true if the text ends so; case matters",
    example: "ENDSWITH(tags.site, '-east')"
  },
  {
    name: "ARRAY_CONTAINS",
    parameters: [
      { name: "array", type: "path" },
      { name: "value", type: "any" }
    ],
    doc: "true if an element equals the value",
    example: "ARRAY_CONTAINS(parentScopes, 'ms-azure-iot-edge://edge-1')"
  },
  test("IS_NULL", "true if the member holds null; a missing one does not"),
  test("IS_BOOL", "true if the member is true or false"),
  test("IS_NUMBER", "true if the member is a number"),
  test("IS_STRING", "true if the member is a text"),
  test("IS_OBJECT", "true if the member is an object"),
  test("IS_PRIMITIVE", "true if the member is a text, a number, true, false or null")
];
var aggregates = [
  { name: "COUNT", parameters: [], doc: "how many rows", example: "COUNT() AS n" },
  { name: "AVG", parameters: [member], doc: "mean of the numbers", example: "AVG(properties.reported.load)" },
  { name: "SUM", parameters: [member], doc: "sum of the numbers", example: "SUM(properties.reported.load)" },
  { name: "MIN", parameters: [member], doc: "least of the numbers", example: "MIN(properties.reported.load)" },
  { name: "MAX", parameters: [member], doc: "greatest of the numbers", example: "MAX(properties.reported.load)" }
];
function findFunction(word2) {
  const upper = word2.toUpperCase();
  return functions.find((each) => each.name === upper);
}
function findAggregate(word2) {
  const upper = word2.toUpperCase();
  return aggregates.find((each) => each.name === upper);
}
function signature({ name, parameters }) {
  return `${name}(${parameters.map((parameter2) => parameter2.name).join(", ")})`;
}

// src/query/language/nearest.ts
function nearest(word2, candidates) {
  const folded = word2.toLowerCase();
  if (folded.length > 40) return void 0;
  let best;
  let least = 3;
  for (const candidate of candidates) {
    const isShort = Math.min(folded.length, candidate.length) <= 3;
    const allowed = Math.min(least, isShort ? 2 : 3);
    if (Math.abs(candidate.length - folded.length) >= allowed) continue;
    const distance = editDistance(folded, candidate.toLowerCase());
    if (distance < allowed) [best, least] = [candidate, distance];
  }
  return best;
}
function editDistance(from, to) {
  let before = [];
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let cost = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1));
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (isSwap) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
    }
    [before, above] = [above, row];
  }
  return above[to.length];
}

// src/query/language/tokens.ts
function isWord(token, word2) {
  return token.kind === "name" && token.text.length === word2.length && token.text.toUpperCase() === word2;
}
function isMark(token, mark2) {
  return (token.kind === "punctuation" || token.kind === "operator") && token.text === mark2;
}

// src/query/language/collection-named.ts
function collectionNamedIn(tokens) {
  const from = tokens.findIndex((token, index) => isWord(token, "FROM") && tokens[index - 1]?.text !== ".");
  if (from < 0) return void 0;
  const [first, point, second] = tokens.slice(from + 1, from + 4);
  if (first === void 0 || point?.text !== "." || second === void 0) {
    return first !== void 0 && isWord(first, "JOBS") ? "devices.jobs" : "devices";
  }
  if (isWord(second, "MODULES")) return "devices.modules";
  return isWord(second, "JOBS") ? "devices.jobs" : "devices";
}

// src/query/language/characters.ts
var outsideNames = new Set(` .,'"!=<>*$#:(){}[];	\r
`);
function isNameCharacter(character) {
  return character !== void 0 && !outsideNames.has(character) && !isWhiteSpace(character);
}
function isWhiteSpace(character) {
  if (character === void 0) return false;
  return character <= " " ? " 	\r\n\v\f".includes(character) : character > "\x7F" && /\s/.test(character);
}
function isPlainName(text2) {
  const rest = text2.startsWith("$") ? text2.slice(1) : text2;
  if (rest === "" || /&&|\|\||[‘’“”`]/.test(rest)) return false;
  for (const character of rest) if (!isNameCharacter(character)) return false;
  return true;
}

// src/query/language/scan-string.ts
var closing = {
  "'": "'",
  '"': '"',
  "\u2018": "\u2019",
  "\u2019": "\u2019",
  "\u201C": "\u201D",
  "\u201D": "\u201D",
  "`": "`"
};
function opensString(character) {
  return character !== void 0 && Object.hasOwn(closing, character);
}
function scanString(text2, start, report) {
  const quote3 = text2[start];
  const close2 = closing[quote3];
  let value = "";
  let at = start + 1;
  while (at < text2.length && text2[at] !== "\n" && text2[at] !== "\r") {
    const character = text2[at];
    if (character === close2 || close2 === "\u2019" && character === "'" || close2 === "\u201D" && character === '"') {
      if (text2[at + 1] !== close2 || close2 !== quote3) return closed(text2, start, at + 1, value, report);
      value += close2;
      at += 2;
    } else if (character === "\\") {
      const scanned = scanEscape(text2, at, report);
      value += scanned.value;
      at = scanned.end;
    } else {
      value += character;
      at++;
    }
  }
  return unclosed(text2, start, at, value, report);
}
function scanEscape(text2, at, report) {
  const next = text2[at + 1];
  if (next === "'" || next === '"' || next === "\\") return { value: next, end: at + 2 };
  const hex2 = /^[0-9a-fA-F]{4}$/.test(text2.slice(at + 2, at + 6));
  if (next === "u" && hex2) {
    return { value: String.fromCharCode(Number.parseInt(text2.slice(at + 2, at + 6), 16)), end: at + 6 };
  }
  const span = { start: at, end: Math.min(at + 2, text2.length) };
  report({
    message: `Expected \\', \\", \\\\ or \\uXXXX after a backslash, found ${next === void 0 ? "the end of the query" : `'${next}'`}`,
    span,
    fix: { span: { start: at, end: at + 1 }, replacement: "\\\\", title: "Write a backslash as \\\\" }
  });
  return { value: "\\", end: at + 1 };
}
function closed(text2, start, end, value, report) {
  const span = { start, end };
  const quote3 = text2[start];
  if (quote3 !== "'" && quote3 !== '"') {
    const straight = quoteText(value);
    report({
      message: `Expected a straight quote, found '${quote3}'`,
      span,
      fix: { span, replacement: straight, title: `Write ${clip(straight)}` }
    });
  }
  return { kind: "string", span, text: text2.slice(start, end), value };
}
function unclosed(text2, start, end, value, report) {
  const quote3 = closing[text2[start]];
  const place2 = start + (/^.[^\s)\],]*/u.exec(text2.slice(start, end))?.[0].length ?? 1);
  report({
    message: `Expected a closing ${quote3}, found the end of the ${end < text2.length ? "line" : "query"}`,
    span: { start, end },
    fix: { span: { start: place2, end: place2 }, replacement: quote3, title: `Close the string with ${quote3}` }
  });
  return { kind: "string", span: { start, end }, text: text2.slice(start, end), value, open: true };
}
function quoteText(value) {
  const escaped = value.replace(
    new RegExp("['\\\\]|[\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]|\\p{Surrogate}", "gu"),
    (found) => found === "'" || found === "\\" ? `\\${found}` : `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`
  );
  return `'${escaped}'`;
}
function clip(text2) {
  return text2.length > 40 ? `${text2.slice(0, 38)}\u2026'` : text2;
}

// src/query/language/lexer.ts
var longOperators = ["===", "!==", "==", "!=", "<>", "<=", ">=", "=>", "=<", "&&", "||", "??"];
var number = /-?(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
var bracketedName = /\[\[(\$?[^\s.$#[\]]*)\]\]/y;
var constant = /^(?:-?\d.*|true|false|null|undefined|['"].*)$/i;
function tokenize(text2) {
  const lexer = new Lexer(text2);
  lexer.run();
  return lexer;
}
var Lexer = class {
  tokens = [];
  faults = [];
  #text;
  #at = 0;
  constructor(text2) {
    this.#text = text2;
  }
  run() {
    while (this.#at < this.#text.length) {
      if (isWhiteSpace(this.#text[this.#at])) {
        this.#at++;
      } else {
        const token = this.#next();
        this.tokens.push(token);
        this.#at = token.span.end;
      }
    }
    this.tokens.push(this.#token("end", 0));
  }
  #next() {
    const character = this.#text[this.#at];
    if (opensString(character)) return scanString(this.#text, this.#at, (fault) => this.faults.push(fault));
    const comment = this.#comment();
    if (comment !== void 0) return comment;
    if (character === "[") return this.#bracketed() ?? this.#token("punctuation", 1);
    if (".,()]".includes(character)) return this.#token("punctuation", 1);
    const operator = "=!<>&|?".includes(character) ? longOperators.find((each) => this.#text.startsWith(each, this.#at)) : void 0;
    if (operator !== void 0) return this.#token("operator", operator.length);
    if ("=<>*!".includes(character)) return this.#token("operator", 1);
    if (!this.#follows(".")) {
      const signed = this.#number() ?? this.#arithmetic();
      if (signed !== void 0) return signed;
    }
    return this.#name();
  }
  /**
   * `+ - / %` are letters of names, so they are operators only with white space around them. A minus where a value
   * must begin is a sign.
   */
  #arithmetic() {
    const character = this.#text[this.#at];
    if (!"+-/%".includes(character)) return void 0;
    const isSign = character === "-" && !this.#followsValue();
    return isSign || !this.#nameGoesOn(this.#at + 1) ? this.#token("operator", 1) : void 0;
  }
  #number() {
    number.lastIndex = this.#at;
    const found = number.exec(this.#text)?.[0];
    if (found === void 0 || this.#nameGoesOn(this.#at + found.length)) return void 0;
    const value = found.startsWith("-") ? -Number(found.slice(1)) : Number(found);
    const token = { ...this.#token("number", found.length), value };
    if (!Number.isFinite(value)) {
      this.faults.push({ message: "Expected a number a double can hold, found a larger one", span: token.span });
    }
    return token;
  }
  #nameGoesOn(at) {
    return isNameCharacter(this.#text[at]) && !this.#isSymbolPair(at);
  }
  #isSymbolPair(at) {
    const character = this.#text[at];
    return (character === "&" || character === "|") && this.#text[at + 1] === character;
  }
  #name() {
    let end = this.#at + 1;
    if (this.#text[this.#at] === "$" || isNameCharacter(this.#text[this.#at])) {
      while (this.#nameGoesOn(end) && !opensString(this.#text[end])) end++;
      return this.#token("name", end - this.#at);
    }
    return this.#token("operator", 1);
  }
  /** `[[` also opens a list of lists: behind a point it is a name, elsewhere if it closes and holds no constant. */
  #bracketed() {
    if (!this.#text.startsWith("[[", this.#at)) return void 0;
    bracketedName.lastIndex = this.#at;
    const found = bracketedName.exec(this.#text);
    if (this.#follows(".")) return found === null ? this.#brokenBrackets() : this.#named(found);
    const last = this.tokens.at(-1);
    const inList = last !== void 0 && (isWord(last, "IN") || isWord(last, "NIN") || last.text === "[");
    return found === null || inList || constant.test(found[1]) || found[1] === "" ? void 0 : this.#named(found);
  }
  #named(found) {
    const token = { ...this.#token("bracketed", found[0].length), value: found[1] };
    if (found[1] === "")
      this.faults.push({ message: "Expected a name between [[ and ]], found none", span: token.span });
    return token;
  }
  #brokenBrackets() {
    const rest = /^\[\[(?:[^[\]'"=\r\n]*\]\]|[^\s\]]*\]?)/.exec(this.#text.slice(this.#at))[0];
    const token = {
      ...this.#token("bracketed", rest.length),
      value: rest.replace(/^\[\[|\]*$/g, ""),
      open: true
    };
    const closed2 = rest.endsWith("]]");
    this.faults.push({
      message: closed2 ? `Expected a name without white space and . $ # [ ] between [[ and ]], found '${token.value}'` : `Expected ]] behind the name, found ${rest === this.#text.slice(this.#at) ? "the end of the query" : "none"}`,
      span: token.span,
      fix: closed2 ? void 0 : { span: token.span, replacement: `[[${token.value}]]`, title: `Write [[${token.value}]]` }
    });
    return token;
  }
  #comment() {
    const opener = this.#text.slice(this.#at, this.#at + 2);
    const isBlock = opener === "/*";
    if (!isBlock && (this.#follows(".") || opener !== "--" && opener !== "//")) return void 0;
    const close2 = this.#text.slice(this.#at).search(isBlock ? /\*\// : /[\r\n]/);
    const length = close2 < 0 ? this.#text.length - this.#at : close2 + (isBlock ? 2 : 0);
    const token = this.#token("comment", length);
    this.faults.push({
      message: "Expected a part of the query, found a comment",
      hint: "The language has no comments",
      span: token.span,
      fix: { span: token.span, replacement: "", title: "Remove the comment" }
    });
    return token;
  }
  #follows(mark2) {
    const last = this.tokens.at(-1);
    return last?.kind === "punctuation" && last.text === mark2;
  }
  #followsValue() {
    const last = this.tokens.at(-1);
    if (last === void 0) return false;
    if (last.kind === "name") return !wordsBeforeValues.has(last.text.toUpperCase());
    return last.kind === "string" || last.kind === "number" || last.kind === "bracketed" || /^[)\]]$/.test(last.text);
  }
  #token(kind2, length) {
    const span = { start: this.#at, end: this.#at + length };
    return { kind: kind2, span, text: this.#text.slice(span.start, span.end) };
  }
};
var wordsBeforeValues = /* @__PURE__ */ new Set(["WHERE", "AND", "OR", "NOT", "SELECT", "TOP", "BY", "IN", "NIN"]);

// src/query/language/reader.ts
var maximalLength = bounds.query.length;
var maximalDepth2 = bounds.query.depth;
var maximalOperators = bounds.query.operators;
var maximalFaults = bounds.query.faults;
var panic = /* @__PURE__ */ Symbol("panic");
var Reader = class {
  text;
  faults;
  /** Whose members paths name: known before the SELECT list is parsed, as the list needs it. */
  collection;
  #tokens;
  #lexed;
  #index = 0;
  #depth = 0;
  #operators = 0;
  #stopped = false;
  constructor(text2) {
    this.text = text2;
    const { tokens, faults: faults3 } = tokenize(text2);
    this.#tokens = tokens.filter((token) => token.kind !== "comment");
    this.#lexed = faults3.slice(0, maximalFaults);
    this.faults = [...this.#lexed];
    this.collection = collectionNamedIn(this.#tokens) ?? "devices";
  }
  get token() {
    return this.#tokens[this.#index];
  }
  get following() {
    return this.#tokens[Math.min(this.#index + 1, this.#tokens.length - 1)];
  }
  get previous() {
    return this.#tokens[Math.max(this.#index - 1, 0)];
  }
  next() {
    const token = this.token;
    if (token.kind !== "end") this.#index++;
    return token;
  }
  atWord(...words) {
    return words.some((word2) => isWord(this.token, word2));
  }
  atMark(mark2) {
    return isMark(this.token, mark2);
  }
  takeWord(word2) {
    if (!this.atWord(word2)) return false;
    this.next();
    return true;
  }
  /** Takes the word, also where it is misspelt, which is reported. */
  takeSpelt(word2) {
    return this.takeWord(word2) || this.takeMisspelt([word2]) !== void 0;
  }
  /** At one of the words, or at what was probably meant to be one. */
  isNear(...words) {
    return this.atWord(...words) || this.token.kind === "name" && nearest(this.token.text, words) !== void 0;
  }
  takeMark(mark2) {
    if (!this.atMark(mark2)) return false;
    this.next();
    return true;
  }
  /** Takes the mark or reports its absence, with its insertion as fix, and goes on as if it were there. */
  expectMark(mark2) {
    if (this.takeMark(mark2)) return;
    const place2 = this.previous.span.end;
    const fix = { span: { start: place2, end: place2 }, replacement: mark2, title: `Insert ${mark2}` };
    this.report({ message: `Expected ${mark2}, found ${describe2(this.token)}`, span: this.token.span, fix });
    throw panic;
  }
  /**
   * The one of the words that was probably meant by a misspelt one; reported, with the right spelling as fix, and
   * taken.
   */
  takeMisspelt(words) {
    const token = this.token;
    const meant = token.kind === "name" ? nearest(token.text, words) : void 0;
    if (meant === void 0) return void 0;
    this.replace(token.span, meant, `Expected ${meant}, found ${describe2(token)}`);
    this.next();
    return meant;
  }
  /** Reports that `span` should read otherwise. */
  replace(span, replacement, message, hint) {
    this.report({ message, span, hint, fix: { span, replacement, title: `Write ${clip2(replacement)}` } });
  }
  /** Reports that something is missing before the present token, with its insertion as fix, and goes on. */
  insert(text2, expected) {
    const { span } = this.token;
    const fix = { span: { start: span.start, end: span.start }, replacement: text2, title: `Insert ${text2.trim()}` };
    this.report({ message: `Expected ${expected}, found ${describe2(this.token)}`, span, fix });
  }
  /** Reports what was expected at the present token, and gives up on what is being parsed. */
  fail(expected, hint) {
    this.report({ message: `Expected ${expected}, found ${describe2(this.token)}`, span: this.token.span, hint });
    throw panic;
  }
  /** Keeps the first of several problems with the same piece of text: the others follow from it. */
  report(fault) {
    if (this.#stopped) return;
    const { start, end } = fault.span;
    const isEcho = this.faults.some(
      ({ span }) => start === end || span.start === span.end ? span.start === start : start < span.end && span.start < end
    );
    if (!isEcho) this.faults.push(fault);
    if (this.faults.length - this.#lexed.length >= maximalFaults) this.#skipRest();
  }
  /** Parses something nested. Gives up on the whole text where it is nested too deeply. */
  nested(parse4) {
    if (++this.#depth > maximalDepth2) this.#stop(`at most ${maximalDepth2} levels of nesting`);
    try {
      return parse4();
    } finally {
      this.#depth--;
    }
  }
  countOperator() {
    if (++this.#operators > maximalOperators) this.#stop(`at most ${maximalOperators} operators`);
  }
  /** Skips to a token for which `isEnd` holds outside of parentheses opened on the way, or to the end. */
  skipTo(isEnd) {
    for (let open3 = 0; this.token.kind !== "end"; this.next()) {
      if (open3 === 0 && isEnd(this.token)) return;
      if (this.atMark("(") || this.atMark("[")) open3++;
      else if ((this.atMark(")") || this.atMark("]")) && open3 > 0) open3--;
    }
  }
  textOf(span) {
    return this.text.slice(span.start, span.end);
  }
  #stop(expected) {
    this.report({ message: `Expected ${expected}, found more`, span: this.token.span });
    this.#skipRest();
    throw panic;
  }
  #skipRest() {
    this.#index = this.#tokens.length - 1;
    this.#stopped = true;
  }
};
function describe2(token) {
  const text2 = clip2(token.text);
  switch (token.kind) {
    case "end":
      return "the end of the query";
    case "string":
      return `the text ${text2}`;
    case "number":
      return `the number ${text2}`;
    case "name":
      return isReserved(token.text) ? `the keyword ${text2}` : `'${text2}'`;
    default:
      return token.text === ";" ? "a semicolon" : `'${text2}'`;
  }
}
function clip2(text2) {
  const characters2 = [...text2];
  return characters2.length > 40 ? `${characters2.slice(0, 39).join("")}\u2026` : text2;
}

// src/query/language/parse-call.ts
function parseCall(reader, parseCondition4) {
  const name = reader.token;
  const description = findFunction(name.text) ?? functionInstead(reader, name);
  reader.next();
  reader.next();
  const values = [];
  while (!reader.atMark(")") && reader.token.kind !== "end") {
    values.push(reader.nested(() => parseCondition4(reader)));
    if (!reader.takeMark(",")) break;
    if (reader.atMark(")")) reader.fail("another argument behind the comma");
  }
  reader.expectMark(")");
  const span = { start: name.span.start, end: reader.previous.span.end };
  checkArguments(reader, description, values, span);
  return { kind: "call", span, name: description.name, arguments: values };
}
function functionInstead(reader, name) {
  const upper = name.text.toUpperCase();
  const foreign = foreignFunctions.get(upper);
  const meant = foreign?.rename ?? (foreign === void 0 ? nearest(
    upper,
    functions.map((each) => each.name)
  ) : void 0);
  const message = `Expected a function of twins, found ${describe2(name)}`;
  const origin = foreign && `${upper} belongs to ${foreign.from}`;
  if (meant !== void 0) {
    reader.replace(name.span, meant, message, origin ?? `Did you mean ${meant}?`);
    return findFunction(meant);
  }
  reader.report({ message, span: name.span, hint: unknownHint(name.text, origin, foreign?.hint) });
  throw panic;
}
function unknownHint(name, origin, instead) {
  if (findAggregate(name) !== void 0) return "Aggregates stand in SELECT only";
  if (origin !== void 0) return instead === void 0 ? origin : `${origin}. ${instead}`;
  return `There are ${functions.map((each) => each.name).join(", ")}`;
}
function checkArguments(reader, description, values, span) {
  const { parameters } = description;
  if (values.length !== parameters.length) {
    const wanted = parameters.length === 1 ? "one argument" : `${parameters.length} arguments`;
    const message = `Expected ${wanted}, found ${values.length === 0 ? "none" : values.length}`;
    reader.report({ message, span, hint: `${signature(description)}, for example ${description.example}` });
    return;
  }
  parameters.forEach((parameter2, index) => {
    checkArgument(reader, description, parameter2, values[index]);
  });
}
function checkArgument(reader, description, { name, type }, value) {
  const isText2 = value.kind === "path" || value.kind === "constant" && typeof value.value === "string";
  const isRight = type === "any" || (type === "path" ? value.kind === "path" : isText2);
  if (isRight) return;
  const expected = type === "path" ? "a member" : "a text or a member";
  const found = reader.textOf(value.span).slice(0, 40);
  reader.report({
    message: `Expected ${expected} as '${name}', found ${found}`,
    span: value.span,
    hint: `For example ${description.example}`
  });
}

// src/query/language/members.ts
var deviceId2 = { name: "deviceId", type: "string", doc: "the device" };
var moduleId = { name: "moduleId", type: "string", doc: "the module, in devices.modules" };
var sections = [
  { name: "desired", type: "object", doc: "what the device shall do" },
  { name: "reported", type: "object", doc: "what the device says it does" }
];
var twinMembers = [
  deviceId2,
  moduleId,
  { name: "tags", type: "object", doc: "what the back end notes about the device" },
  { name: "properties", type: "object", doc: "desired and reported", members: sections, closed: true },
  { name: "status", type: "string", doc: "whether the device may connect", values: ["enabled", "disabled"] },
  { name: "statusReason", type: "string", doc: "why it has that status" },
  { name: "statusUpdateTime", type: "time", doc: "when the status changed" },
  {
    name: "connectionState",
    type: "string",
    doc: "whether the device is connected",
    values: ["Connected", "Disconnected"]
  },
  { name: "lastActivityTime", type: "time", doc: "when the device last connected or sent something" },
  { name: "cloudToDeviceMessageCount", type: "number", doc: "messages waiting for the device" },
  {
    name: "authenticationType",
    type: "string",
    doc: "how the device proves who it is",
    values: ["sas", "selfSigned", "certificateAuthority"]
  },
  {
    name: "x509Thumbprint",
    type: "object",
    doc: "thumbprints of its certificates",
    members: [
      { name: "primaryThumbprint", type: "string", doc: "SHA-1 of the first certificate" },
      { name: "secondaryThumbprint", type: "string", doc: "SHA-1 of the second certificate" }
    ]
  },
  { name: "modelId", type: "string", doc: "the plug-and-play model the device announced" },
  { name: "etag", type: "string", doc: "of the twin" },
  { name: "deviceEtag", type: "string", doc: "of the identity" },
  { name: "version", type: "number", doc: "counts the changes of the twin" },
  { name: "configurations", type: "object", doc: "configurations that target the device, by name" },
  {
    name: "capabilities",
    type: "object",
    doc: "what the device can be",
    members: [{ name: "iotEdge", type: "boolean", doc: "whether it is an edge device" }]
  },
  { name: "deviceScope", type: "string", doc: "the edge device it belongs to" },
  { name: "parentScopes", type: "array", doc: "the edge devices above it" }
];
var jobMembers = [
  deviceId2,
  moduleId,
  { name: "jobId", type: "string", doc: "the job" },
  {
    name: "jobType",
    type: "string",
    doc: "what the job does",
    values: ["scheduleUpdateTwin", "scheduleDeviceMethod"]
  },
  {
    name: "status",
    type: "string",
    doc: "how far the job is on the device",
    values: ["pending", "scheduled", "running", "completed", "failed", "canceled"]
  },
  { name: "startTimeUtc", type: "time", doc: "when the job began on the device" },
  { name: "endTimeUtc", type: "time", doc: "when it ended there" },
  { name: "createdDateTimeUtc", type: "time", doc: "when the job was created" },
  { name: "lastUpdatedDateTimeUtc", type: "time", doc: "when the row last changed" },
  { name: "outcome", type: "object", doc: "a method's answer" },
  { name: "error", type: "object", doc: "why it failed" }
];
var sectionMembers = [
  { name: "$version", type: "number", doc: "counts the changes of the section" },
  { name: "$metadata", type: "object", doc: "when each property changed" },
  { name: "$lastUpdated", type: "time", doc: "when it changed" },
  { name: "$lastUpdatedVersion", type: "number", doc: "in which version it changed" }
];
var otherNames = /* @__PURE__ */ new Map([
  ["createdtimeutc", "createdDateTimeUtc"],
  ["lastupdatedtimeutc", "lastUpdatedDateTimeUtc"]
]);
function membersOf(collection) {
  return collection === "devices.jobs" ? jobMembers : twinMembers;
}
function findMember(members3, name) {
  const folded = name.toLowerCase();
  const wanted = (members3 === jobMembers ? otherNames.get(folded) : void 0)?.toLowerCase() ?? folded;
  return members3.find((member2) => member2.name.toLowerCase() === wanted);
}

// src/query/language/parse-path.ts
function parsePath(reader, isValue = false) {
  const start = reader.token.span.start;
  const segments = [parseSegment(reader, true)];
  while (reader.takeMark(".")) segments.push(parseSegment(reader, false));
  const span = { start, end: reader.previous.span.end };
  if (reader.atMark("[")) refuseIndex(reader);
  const written = withoutPrefix(reader, segments);
  return { kind: "path", span, segments: resolve(reader, written, isValue) };
}
function parseSegment(reader, isFirst) {
  const token = reader.token;
  if (token.kind === "bracketed") {
    reader.next();
    return { name: String(token.value), bracketed: true, span: token.span };
  }
  if (token.kind !== "name" && token.kind !== "number") {
    reader.fail(isFirst ? "a member such as tags.site" : "a name behind the '.'", misplaced(token));
  }
  if (!isFirst && isReserved(token.text)) {
    const message = `Expected a name, found ${describe2(token)}`;
    reader.replace(token.span, `[[${token.text}]]`, message, "A keyword in a path stands between [[ and ]]");
  } else if (!isPlainName(token.text) && token.kind === "name") {
    reader.fail("a name", "Put names with unusual characters between [[ and ]]");
  }
  reader.next();
  return { name: token.text, bracketed: false, span: token.span };
}
function misplaced(token) {
  return token.kind === "string" ? "Names in a path have no quotes. Put unusual ones between [[ and ]]" : void 0;
}
function refuseIndex(reader) {
  return reader.fail(
    "an operator",
    "Elements of an array cannot be named. ARRAY_CONTAINS(member, value) looks for one"
  );
}
function withoutPrefix(reader, segments) {
  const [first, second] = segments;
  if (first === void 0 || first.bracketed || first.name.toLowerCase() !== "devices") return segments;
  const inner = second === void 0 || second.bracketed ? void 0 : second.name.toLowerCase();
  const rest = segments.slice(inner === "modules" || inner === "jobs" ? 2 : 1);
  if (rest.length === 0) {
    reader.report({
      message: `Expected a member, found the collection '${segments.map((each) => each.name).join(".")}'`,
      span: { start: first.span.start, end: segments.at(-1).span.end }
    });
    throw panic;
  }
  if (inner === "jobs" && reader.collection !== "devices.jobs") {
    reader.report({
      message: `Expected a member of ${reader.collection}, found one of devices.jobs`,
      span: { start: first.span.start, end: second.span.end },
      hint: "Only FROM devices.jobs has them"
    });
  }
  return rest;
}
function resolve(reader, segments, isValue) {
  const members3 = membersOf(reader.collection);
  const [root2, ...below] = segments;
  const member2 = findMember(members3, root2.name);
  if (member2 === void 0) {
    refuseRoot(reader, root2, isValue && segments.length === 1, members3);
    return segments;
  }
  const resolved = [named(root2, member2.name)];
  const [second, ...rest] = below;
  if (second === void 0) return resolved;
  const inner = member2.members && findMember(member2.members, second.name);
  if (inner === void 0 && member2.closed) refuseSection(reader, second, member2);
  return [...resolved, inner ? named(second, inner.name) : canonical(second), ...rest.map(canonical)];
}
function named(segment, name) {
  return segment.name === name ? segment : { ...segment, name };
}
function canonical(segment) {
  if (!segment.name.startsWith("$")) return segment;
  return named(segment, findMember(sectionMembers, segment.name)?.name ?? segment.name);
}
function refuseRoot(reader, { name, span }, isText2, members3) {
  const found = describe2({ kind: "name", span, text: name });
  if (isText2) {
    refuseText(reader, span, found);
    return;
  }
  const row = reader.collection === "devices.jobs" ? "job" : "twin";
  const message = `Expected a member of a ${row}, found ${found}`;
  const meant = sectionNamed(name, row) ?? operationMeant(name, members3);
  const near = nearest(
    name,
    members3.map((member2) => member2.name)
  );
  if (meant !== void 0) reader.replace(span, meant, message);
  else if (near !== void 0) reader.replace(span, near, message, `Did you mean ${near}?`);
  else reader.report({ message, span, hint: rootHint(name, row, members3) });
}
function refuseText(reader, { start }, found) {
  while (reader.token.kind === "name" && !isReserved(reader.token.text)) reader.next();
  const span = { start, end: reader.previous.span.end };
  reader.replace(span, quoteText(reader.textOf(span)), `Expected a value, found ${found}`, "Texts stand in quotes");
}
function sectionNamed(name, row) {
  const section2 = ["desired", "reported"].find((each) => each === name.toLowerCase());
  return section2 === void 0 || row === "job" ? void 0 : `properties.${section2}`;
}
function operationMeant(name, members3) {
  const [, left = "", operator, right] = /^([^+\-/%]+)([+\-/%])(.+)$/.exec(name) ?? [];
  return findMember(members3, left) === void 0 ? void 0 : `${left} ${operator} ${right}`;
}
function rootHint(name, row, members3) {
  if (/[+\-/%]/.test(name)) return "Operators need white space around them: + - / and % are letters of names";
  if (row === "job" && /^(tags|properties)$/i.test(name)) return "devices.jobs cannot look into twins";
  const names2 = members3.map((member2) => member2.name);
  return row === "job" ? `There are ${names2.join(", ")}` : "Members begin with tags, properties.desired or properties.reported, or are deviceId, status and the like";
}
function refuseSection(reader, { name, span }, { members: members3 = [] }) {
  const message = `Expected desired or reported behind 'properties.', found ${describe2({ kind: "name", span, text: name })}`;
  const meant = nearest(
    name,
    members3.map((each) => each.name)
  );
  if (meant !== void 0) {
    reader.replace(span, meant, message, `Did you mean ${meant}?`);
    return;
  }
  const start = { start: span.start, end: span.start };
  reader.report({ message, span, fix: { span: start, replacement: "reported.", title: "Insert reported." } });
}

// src/query/language/refuse-comparison.ts
var comparisons = /* @__PURE__ */ new Map([
  ["=", "="],
  ["!=", "!="],
  ["<>", "!="],
  ["<", "<"],
  ["<=", "<="],
  [">", ">"],
  [">=", ">="]
]);
var otherSpellings = /* @__PURE__ */ new Map([
  ["==", "="],
  ["===", "="],
  ["!==", "!="],
  ["=>", ">="],
  ["=<", "<="]
]);
function comparisonOf(reader) {
  const { kind: kind2, text: text2, span } = reader.token;
  if (kind2 !== "operator") return void 0;
  const other = otherSpellings.get(text2);
  if (other !== void 0) reader.replace(span, other, `Expected ${other}, found '${text2}'`);
  return other ?? comparisons.get(text2);
}
function refuseComparison(reader, left) {
  const operand = reader.textOf(left.span);
  if (reader.atWord("LIKE")) refuseLike(reader, left, operand);
  if (reader.atWord("IS")) refuseIs(reader, left, operand);
  if (reader.atWord("BETWEEN")) refuseBetween(reader, left, operand);
  if (reader.atWord("NOT") && isWord(reader.following, "IN")) {
    const span = { start: reader.token.span.start, end: reader.following.span.end };
    reader.replace(span, "NIN", "Expected NIN, found 'NOT IN'");
    throw panic;
  }
}
function refuseLike(reader, left, operand) {
  const like = reader.next();
  const pattern = reader.token.kind === "string" ? String(reader.next().value) : void 0;
  const span = { start: left.span.start, end: reader.previous.span.end };
  const fixed = pattern === void 0 ? void 0 : likeInstead(operand, pattern);
  const message = "Expected an operator, found 'LIKE'";
  if (fixed !== void 0) reader.replace(span, fixed, message);
  else reader.report({ message, span: like.span, hint: "STARTSWITH and ENDSWITH look at the ends of a text" });
  throw panic;
}
function likeInstead(operand, pattern) {
  const found = /^(%?)([^%_]+)(%?)$/.exec(pattern);
  if (found === null || found[1] !== "" && found[3] !== "") return void 0;
  const text2 = quoteText(found[2]);
  if (found[1] !== "") return `ENDSWITH(${operand}, ${text2})`;
  return found[3] !== "" ? `STARTSWITH(${operand}, ${text2})` : `${operand} = ${text2}`;
}
function refuseIs(reader, left, operand) {
  reader.next();
  const negated = reader.takeWord("NOT");
  const isNull = reader.atWord("NULL", "UNDEFINED", "DEFINED");
  const isDefined = reader.atWord("DEFINED") !== negated;
  if (isNull) reader.next();
  const span = { start: left.span.start, end: reader.previous.span.end };
  const message = "Expected an operator, found 'IS'";
  const call = left.kind === "path" ? `IS_DEFINED(${operand})` : void 0;
  if (!isNull || call === void 0) reader.report({ message, span, hint: "IS_DEFINED(member) tells what is missing" });
  else reader.replace(span, isDefined ? call : `NOT ${call}`, message, "What a twin lacks is undefined, not null");
  throw panic;
}
function refuseBetween(reader, left, operand) {
  reader.next();
  const low = reader.next();
  const hasTwo = reader.takeWord("AND") && (reader.token.kind === "number" || reader.token.kind === "string");
  const message = "Expected an operator, found 'BETWEEN'";
  if (!hasTwo) {
    reader.report({ message, span: { start: left.span.start, end: low.span.end }, hint: "Use >= and <=" });
    throw panic;
  }
  const span = { start: left.span.start, end: reader.next().span.end };
  reader.replace(span, `${operand} >= ${low.text} AND ${operand} <= ${reader.previous.text}`, message);
  throw panic;
}
function refuseList(reader) {
  const message = `Expected a list such as ['a', 'b'], found ${describe2(reader.token)}`;
  const { start } = reader.token.span;
  const { kind: kind2 } = reader.token;
  if (kind2 === "string" || kind2 === "number") {
    reader.replace(reader.token.span, `[${reader.token.text}]`, message);
    throw panic;
  }
  if (!reader.takeMark("(")) return reader.fail("a list such as ['a', 'b']", "A list holds constants only");
  if (reader.atWord("SELECT")) {
    reader.report({ message, span: reader.token.span, hint: "A query cannot hold another one" });
    reader.skipTo((token) => isMark(token, ")"));
    reader.takeMark(")");
    throw panic;
  }
  const inside = reader.token.span.start;
  while (reader.token.kind !== "end" && !isMark(reader.token, ")")) reader.next();
  const content = reader.textOf({ start: inside, end: reader.token.span.start }).trim();
  if (reader.atMark(")")) reader.next();
  reader.replace({ start, end: reader.previous.span.end }, `[${content}]`, message);
  throw panic;
}

// src/query/language/parse-expression.ts
function parseCondition(reader) {
  return parseOr(reader);
}
function parseOr(reader) {
  let left = parseAnd(reader);
  while (takeLogical(reader, "OR", "||")) left = { kind: "or", ...both(left, parseAnd(reader)) };
  return left;
}
function parseAnd(reader) {
  let left = parseTerm(reader);
  while (takeLogical(reader, "AND", "&&")) left = { kind: "and", ...both(left, parseTerm(reader)) };
  return left;
}
function takeLogical(reader, word2, symbol) {
  if (reader.atWord(word2)) {
    reader.countOperator();
    reader.next();
    return true;
  }
  if (reader.atMark(symbol)) {
    const hint = symbol === "||" ? "Texts cannot be joined" : void 0;
    reader.replace(reader.token.span, word2, `Expected ${word2}, found '${symbol}'`, hint);
    reader.next();
    return true;
  }
  return reader.token.kind === "name" && !reader.atWord("OR", "AND") && reader.takeMisspelt([word2]) !== void 0;
}
function parseTerm(reader) {
  const start = reader.token.span.start;
  try {
    const term = parseNot(reader);
    refuseComparison(reader, term);
    return term;
  } catch (error) {
    if (error !== panic) throw error;
    reader.skipTo(endsTerm);
    return { kind: "constant", span: { start, end: reader.previous.span.end }, value: void 0 };
  }
}
function endsTerm(token) {
  return ["AND", "OR", "GROUP"].some((word2) => isWord(token, word2)) || isMark(token, ")") || /^(&&|\|\|)$/.test(token.text);
}
function parseNot(reader) {
  const { span } = reader.token;
  if (reader.atMark("!")) {
    const isApart = /\s/.test(reader.text[span.end] ?? "");
    reader.replace(span, isApart ? "NOT" : "NOT ", "Expected NOT, found '!'");
  } else if (!reader.atWord("NOT")) {
    return parseRelation(reader);
  }
  reader.next();
  const operand = reader.nested(() => parseNot(reader));
  return { kind: "not", span: { start: span.start, end: operand.span.end }, operand };
}
function parseRelation(reader) {
  const left = parseSum(reader, false);
  if (reader.atWord("IN", "NIN")) return parseMembership(reader, left);
  const operator = comparisonOf(reader);
  if (operator === void 0) return left;
  reader.countOperator();
  reader.next();
  const compared = { kind: "comparison", operator, ...both(left, parseSum(reader, true)) };
  if (comparisonOf(reader) !== void 0)
    reader.fail("AND, OR or the end of the condition", "Comparisons do not chain");
  return compared;
}
function parseMembership(reader, left) {
  const negated = isWord(reader.next(), "NIN");
  if (!reader.atMark("[")) refuseList(reader);
  const list = parseArray(reader);
  return { kind: "in", span: { start: left.span.start, end: list.span.end }, negated, left, list };
}
function parseSum(reader, isValue) {
  let left = parseProduct(reader, isValue);
  while (reader.atMark("+") || reader.atMark("-")) {
    const operator = takeArithmetic(reader);
    left = { kind: "arithmetic", operator, ...both(left, parseProduct(reader, isValue)) };
  }
  return left;
}
function parseProduct(reader, isValue) {
  let left = parseUnary(reader, isValue);
  while (reader.atMark("*") || reader.atMark("/") || reader.atMark("%")) {
    const operator = takeArithmetic(reader);
    left = { kind: "arithmetic", operator, ...both(left, parseUnary(reader, isValue)) };
  }
  return left;
}
function takeArithmetic(reader) {
  reader.countOperator();
  return reader.next().text;
}
function parseUnary(reader, isValue) {
  if (!reader.atMark("-")) return parsePrimary(reader, isValue);
  const { start } = reader.next().span;
  const operand = parsePrimary(reader, isValue);
  return { kind: "negate", span: { start, end: operand.span.end }, operand };
}
function parsePrimary(reader, isValue) {
  const { token } = reader;
  if (reader.atMark("(")) return parseGroup(reader);
  if (reader.atMark("[")) return parseArray(reader);
  if (token.kind === "bracketed") return parsePath(reader, isValue);
  if (token.kind === "name" && isMark(reader.following, "(") && !reader.atWord("NOT"))
    return parseCall(reader, parseOr);
  const constant2 = takeConstant(reader);
  if (constant2 !== void 0) return constant2;
  if (reader.atWord("SELECT")) reader.fail("a value", "A query cannot hold another one");
  if (reader.atWord("NOT")) reader.fail("a value", "Put parentheses around NOT \u2026");
  const isPath = token.kind === "name" && !reader.atWord("AND", "OR", "IN", "NIN", "FROM", "WHERE", "GROUP", "BY");
  if (!isPath) reader.fail(isValue ? "a value or a member" : "a condition");
  return parsePath(reader, isValue);
}
function parseGroup(reader) {
  const { start } = reader.next().span;
  if (reader.atWord("SELECT")) reader.fail("a condition", "A query cannot hold another one");
  const inner = reader.nested(() => parseOr(reader));
  reader.expectMark(")");
  return { ...inner, span: { start, end: reader.previous.span.end } };
}
function parseArray(reader) {
  const { start } = reader.next().span;
  const items = [];
  while (!reader.atMark("]") && reader.token.kind !== "end") {
    items.push(reader.atMark("[") ? reader.nested(() => parseArray(reader)) : parseElement(reader));
    if (!reader.takeMark(",")) break;
    if (reader.atMark("]")) reader.fail("another value behind the comma");
  }
  reader.expectMark("]");
  return { kind: "array", span: { start, end: reader.previous.span.end }, items };
}
function parseElement(reader) {
  const constant2 = takeConstant(reader);
  if (constant2 !== void 0) return constant2;
  const { token } = reader;
  if (token.kind !== "name") reader.fail("a value");
  const message = `Expected a value, found ${describe2(token)}`;
  reader.replace(token.span, `'${token.text}'`, message, "A list holds constants, and texts stand in quotes");
  reader.next();
  return { kind: "constant", span: token.span, value: token.text };
}
function takeConstant(reader) {
  const { kind: kind2, span, text: text2, value } = reader.token;
  if (kind2 === "string" || kind2 === "number") {
    reader.next();
    return { kind: "constant", span, value };
  }
  const word2 = text2.toUpperCase();
  if (kind2 !== "name" || !constantValues.has(word2) || isMark(reader.following, ".")) return void 0;
  reader.next();
  return { kind: "constant", span, value: constantValues.get(word2) };
}
function both(left, right) {
  return { span: { start: left.span.start, end: right.span.end }, left, right };
}

// src/query/language/parse-select.ts
function parseTop(reader) {
  if (!reader.takeWord("TOP")) return void 0;
  const hasParentheses = reader.takeMark("(");
  const { kind: kind2, text: text2, value } = reader.token;
  const isCount = kind2 === "number" && /^\d+$/.test(text2) && Number(value) >= 1 && Number.isSafeInteger(value);
  if (!isCount) reader.fail("a number of rows from 1 behind TOP");
  reader.next();
  if (hasParentheses) reader.expectMark(")");
  return Number(value);
}
function parseSelection(reader) {
  const { start } = reader.token.span;
  if (reader.takeMark("*")) {
    const all = { kind: "all", span: reader.previous.span };
    if (reader.atMark(",")) refuseBesideAll(reader);
    return all;
  }
  const items = [];
  do {
    const item = parseItemOrSkip(reader);
    if (item !== void 0) items.push(item);
  } while (reader.takeMark(","));
  return { kind: "items", span: { start, end: reader.previous.span.end }, items };
}
function refuseBesideAll(reader) {
  reader.report({
    message: "Expected FROM, found ','",
    span: reader.token.span,
    hint: "* stands alone: name the members, or leave them away"
  });
  reader.skipTo((token) => isWord(token, "FROM"));
}
function parseItemOrSkip(reader) {
  try {
    return parseItem(reader);
  } catch (error) {
    if (error !== panic) throw error;
    reader.skipTo((token) => isMark(token, ",") || isWord(token, "FROM"));
    return void 0;
  }
}
function parseItem(reader) {
  const { token } = reader;
  const { start } = token.span;
  const isCall = token.kind === "name" && isMark(reader.following, "(");
  if (!isCall && (reader.atWord("FROM") || token.kind !== "name") && token.kind !== "bracketed") {
    reader.fail("*, a member or an aggregate such as COUNT()");
  }
  const value = isCall ? parseAggregate(reader) : parseMember(reader);
  const alias = parseAlias(reader);
  refuseExpression(reader);
  return { kind: "item", span: { start, end: reader.previous.span.end }, value, alias };
}
function parseMember(reader) {
  const { token } = reader;
  const aggregate = findAggregate(token.text);
  if (aggregate !== void 0 && token.kind === "name" && !isMark(reader.following, ".")) {
    const call = aggregate.name === "COUNT" ? "COUNT()" : aggregate.example;
    reader.report({
      message: `Expected '(' behind ${aggregate.name}, found ${describe2(reader.following)}`,
      span: token.span,
      hint: `For example ${call}`,
      fix: aggregate.name === "COUNT" ? { span: token.span, replacement: call, title: `Write ${call}` } : void 0
    });
    reader.next();
    throw panic;
  }
  return parsePath(reader);
}
function parseAggregate(reader) {
  const name = reader.token;
  const description = findAggregate(name.text) ?? aggregateInstead(reader, name);
  reader.next();
  reader.next();
  const path4 = description.name === "COUNT" ? parseNothing(reader) : parsePath(reader);
  reader.expectMark(")");
  const span = { start: name.span.start, end: reader.previous.span.end };
  return { kind: "aggregate", span, name: description.name, path: path4 };
}
function aggregateInstead(reader, name) {
  const message = `Expected a member or an aggregate, found ${describe2(name)}`;
  const meant = findFunction(name.text) ? void 0 : nearest(
    name.text,
    aggregates.map((each) => each.name)
  );
  if (meant !== void 0) {
    reader.replace(name.span, meant, message, `Did you mean ${meant}?`);
    return findAggregate(meant);
  }
  return reader.fail(
    "a member or an aggregate",
    "SELECT knows COUNT, AVG, SUM, MIN and MAX. Other functions stand in WHERE"
  );
}
function parseNothing(reader) {
  if (reader.atMark(")") || reader.atWord("FROM") || reader.token.kind === "end") return;
  const { start } = reader.token.span;
  const { token } = reader;
  const isAll = reader.atMark("*") || token.kind === "number";
  reader.skipTo((each) => isMark(each, ")") || isWord(each, "FROM"));
  const span = { start, end: reader.previous.span.end };
  const hint = isAll ? void 0 : "To count rows that have a member, add WHERE IS_DEFINED(member)";
  const message = `Expected ) behind COUNT(, found ${describe2(token)}`;
  reader.report({ message, span, hint, fix: { span, replacement: "", title: "Write COUNT()" } });
}
function parseAlias(reader) {
  if (!reader.takeWord("AS")) return void 0;
  const { kind: kind2, text: text2, span, value } = reader.token;
  if (kind2 === "string" && /^[A-Za-z_]\w*$/.test(String(value))) {
    reader.replace(span, String(value), `Expected a name behind AS, found ${describe2(reader.token)}`);
  } else if (kind2 === "name" && isReserved(text2)) {
    const message = `Expected a name behind AS, found ${describe2(reader.token)}`;
    reader.replace(span, `_${text2}`, message, "A keyword cannot be the name of a column");
  } else if (kind2 !== "name") {
    reader.fail("a name behind AS");
  }
  reader.next();
  return kind2 === "string" ? String(value) : text2;
}
function refuseExpression(reader) {
  const { token } = reader;
  if (token.kind === "operator" && !/^[;&|]/.test(token.text)) {
    reader.fail("',', AS or FROM", "SELECT takes members as they are. Arithmetic and comparisons stand in WHERE");
  }
  if (token.kind !== "name" || reader.atWord("FROM", "WHERE") || nearest(token.text, ["FROM"]) !== void 0) return;
  if (reader.atWord("DEVICES", "GROUP", "ORDER")) return;
  const place2 = { start: token.span.start, end: token.span.start };
  const isMember = findMember(membersOf(reader.collection), token.text) !== void 0;
  const end = { start: reader.previous.span.end, end: reader.previous.span.end };
  reader.report({
    message: `Expected ',', AS or FROM, found ${describe2(token)}`,
    span: token.span,
    fix: isMember ? { span: end, replacement: ",", title: "Insert a comma" } : { span: place2, replacement: "AS ", title: "Insert AS" }
  });
  throw panic;
}

// src/query/language/parse-source.ts
var otherNames2 = /* @__PURE__ */ new Map([
  ["TWINS", "devices"],
  ["DEVICE", "devices"],
  ["MODULES", "devices.modules"],
  ["JOBS", "devices.jobs"]
]);
function parseSource(reader) {
  const { start } = reader.token.span;
  const other = otherNames2.get(reader.token.text.toUpperCase());
  if (reader.token.kind === "name" && other !== void 0) {
    reader.replace(reader.token.span, other, `Expected a collection, found ${describe2(reader.token)}`);
    reader.next();
    return other;
  }
  if (!reader.takeWord("DEVICES") && reader.takeMisspelt(["devices"]) === void 0) {
    reader.fail("a collection", "There are devices, devices.modules and devices.jobs");
  }
  if (!reader.takeMark(".")) return "devices";
  const inner = reader.takeWord("MODULES") ? "modules" : reader.takeWord("JOBS") ? "jobs" : void 0;
  if (inner !== void 0) return `devices.${inner}`;
  const found = reader.token;
  const meant = reader.takeMisspelt(["modules", "jobs"]);
  if (meant === "modules" || meant === "jobs") return `devices.${meant}`;
  if (found.kind === "name") reader.next();
  const message = `Expected modules or jobs behind 'devices.', found ${describe2(found)}`;
  reader.report({ message, span: { start, end: reader.previous.span.end }, hint: "Or devices alone" });
  return "devices";
}
function refuseBehindSource(reader) {
  const { token } = reader;
  const isClause = reader.atWord("WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "UNION");
  if (token.kind === "end" || isClause || reader.atMark(";")) return;
  const join9 = reader.atMark(",") || reader.atWord("JOIN", "INNER", "LEFT", "RIGHT", "OUTER", "CROSS");
  const next = reader.following;
  const message = `Expected WHERE, GROUP BY or the end of the query, found ${describe2(token)}`;
  const isAlias = reader.atWord("AS") || token.kind === "name" && (next.kind === "end" || isWord(next, "WHERE"));
  if (join9) reader.report({ message, span: token.span, hint: "A query reads one collection: there are no joins" });
  else if (isAlias) refuseAlias(reader, message);
  else {
    reader.report({ message, span: token.span });
  }
  reader.skipTo((each) => isWord(each, "WHERE") || isWord(each, "GROUP"));
}
function refuseAlias(reader, message) {
  const end = reader.atWord("AS") && reader.following.kind === "name" ? reader.following : reader.token;
  const span = { start: reader.previous.span.end, end: end.span.end };
  const fix = { span, replacement: "", title: `Remove${reader.textOf(span)}` };
  reader.report({ message, span: reader.token.span, hint: "A collection has no other name", fix });
}

// src/query/language/refuse-rest.ts
var withoutOrder = "The language knows no order of rows. Sort the results instead";
var notPart = (word2) => `${word2} is not part of the language`;
var clauses = /* @__PURE__ */ new Map([
  ["ORDER", withoutOrder],
  ["HAVING", "Groups cannot be filtered. Filter the rows with WHERE"],
  ["LIMIT", "Write SELECT TOP n"],
  ["OFFSET", "Pages follow one another: read on to get more rows"],
  ["UNION", notPart("UNION")],
  ["JOIN", notPart("JOIN")]
]);
function refuseRest(reader, expected) {
  const { token } = reader;
  if (token.kind === "end") return;
  const message = `Expected ${expected}, found ${describe2(token)}`;
  const clause = token.kind === "name" ? clauses.get(token.text.toUpperCase()) : void 0;
  if (clause !== void 0) {
    refuseClause(reader, message, clause);
    return;
  }
  if (reader.atMark(";")) {
    const fix = { span: token.span, replacement: "", title: "Remove the semicolon" };
    reader.report({ message, span: token.span, fix });
    return;
  }
  if (isWord(token, "WHERE")) {
    reader.report({ message, span: token.span, hint: "WHERE comes before GROUP BY" });
    return;
  }
  const signed = /^[+\-/%](?=.)/.exec(token.text);
  if (signed !== null && (token.kind === "name" || token.kind === "number")) {
    const apart = `${signed[0]} ${token.text.slice(1)}`;
    reader.replace(token.span, apart, message, "Operators need white space around them");
    return;
  }
  reader.report({ message, span: token.span, hint: hintOf(reader) });
}
function hintOf({ token, previous }) {
  if (token.text === ")") return "There is no ( to it";
  if (token.kind === "operator" && !/^[=!<>*]/.test(token.text)) return notPart(token.text);
  return token.kind === "name" && isWordLike.test(token.text) && previous.kind === "string" ? "Texts with spaces stand in one pair of quotes" : void 0;
}
var isWordLike = new RegExp("^\\p{L}", "u");
function refuseClause(reader, message, hint) {
  const { span, text: text2 } = reader.token;
  const both2 = isWord(reader.following, "BY") ? { start: span.start, end: reader.following.span.end } : span;
  const rest = { start: reader.previous.span.end, end: reader.text.length };
  const words = reader.textOf(both2).toUpperCase();
  const fix = { span: rest, replacement: "", title: `Remove ${words}` };
  reader.report({ message: message.replace(text2, reader.textOf(both2)), span: both2, hint, fix });
}

// src/lib/errors.ts
var ExitCode = {
  done: 0,
  failed: 1,
  usage: 2,
  connection: 3,
  conflict: 4,
  throttled: 5,
  interrupted: 130
};
var AppError = class extends Error {
  name = "AppError";
  hint;
  exitCode;
  constructor(message, options2 = {}) {
    super(message, options2.cause === void 0 ? void 0 : { cause: options2.cause });
    this.hint = options2.hint;
    this.exitCode = options2.exitCode ?? ExitCode.failed;
  }
};
function assertNever(value) {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

// src/lib/escape.ts
var unsafe = new RegExp("\\u034f|[\\u17b4-\\u17b5]|[\\u180b-\\u180f]|[\\ufe00-\\ufe0d]|[\\u0000-\\u001f\\u007f-\\u00a0\\u00ad\\u061c\\u115f\\u1160\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb]|[\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}\\ud800-\\udfff]|[\\ufe0e\\ufe0f](?<!\\p{Emoji}.)|\\p{M}(?<=\\p{M}{7})", "gu");
function escapeUnsafe(text2) {
  return text2.replace(
    unsafe,
    (found) => Array.from({ length: found.length }, (_, index) => `\\u${hex(found.charCodeAt(index))}`).join("")
  );
}
function hex(code) {
  return code.toString(16).padStart(4, "0");
}

// src/query/language/locate.ts
function locate(text2, offset) {
  const before = text2.slice(0, offset);
  const breaks = before.match(/\r\n|\n|\r/g);
  const lineStart = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1;
  return { line: (breaks?.length ?? 0) + 1, column: [...before.slice(lineStart)].length + 1 };
}

// src/query/language/syntax-error.ts
var QuerySyntaxError = class extends AppError {
  name = "QuerySyntaxError";
  text;
  problems;
  constructor(text2, faults3) {
    const problems = [...faults3].sort((one, other) => one.span.start - other.span.start).map((fault) => ({ ...fault, message: harmless(fault.message), ...locate(text2, fault.span.start) }));
    const first = problems[0];
    const hint = first.hint ?? first.fix?.title;
    super(`${first.message} (line ${first.line}, column ${first.column}).`, {
      exitCode: ExitCode.usage,
      ...hint === void 0 ? {} : { hint }
    });
    this.text = text2;
    this.problems = problems;
  }
};
function harmless(message) {
  return escapeUnsafe(message).replaceAll(";", ",");
}

// src/query/language/parser.ts
function parseQuery(text2) {
  checkLength(text2);
  const reader = new Reader(text2);
  const query = attempt(() => readQuery(reader));
  const faults3 = reader.faults.length === 0 && query !== void 0 ? checkQuery(query, text2) : reader.faults;
  return settle(text2, query, faults3);
}
function parseCondition2(text2) {
  checkLength(text2);
  const reader = new Reader(text2);
  const condition = attempt(() => readTargetCondition(reader));
  return settle(text2, condition, reader.faults);
}
function checkLength(text2) {
  if (text2.length <= maximalLength) return;
  const message = `Expected at most ${maximalLength} characters, found ${text2.length}`;
  throw new QuerySyntaxError(text2, [{ message, span: { start: maximalLength, end: text2.length } }]);
}
function attempt(read4) {
  try {
    return read4();
  } catch (error) {
    if (error !== panic) throw error;
    return void 0;
  }
}
function settle(text2, parsed, faults3) {
  const [first, ...rest] = faults3;
  if (first !== void 0) throw new QuerySyntaxError(text2, [first, ...rest]);
  if (parsed === void 0) throw new Error("the parser gave up without saying why");
  return parsed;
}
function readQuery(reader) {
  const { text: text2 } = reader;
  readSelect(reader);
  const top = attempt(() => parseTop(reader));
  const select = attempt(() => parseSelection(reader)) ?? nothing;
  if (!reader.takeSpelt("FROM")) refuseMissingFrom(reader);
  const from = parseSource(reader);
  if (!reader.isNear("WHERE", "GROUP")) refuseBehindSource(reader);
  const where2 = reader.takeSpelt("WHERE") ? readWhere(reader) : void 0;
  const groupBy = readGroups(reader);
  return { kind: "query", span: { start: 0, end: text2.length }, top, select, from, where: where2, groupBy };
}
var nothing = { kind: "all", span: { start: 0, end: 0 } };
function readSelect(reader) {
  if (!reader.takeSpelt("SELECT")) {
    const start = { start: reader.token.span.start, end: reader.token.span.start };
    const replacement = reader.atWord("FROM") ? "SELECT * " : "SELECT * FROM devices WHERE ";
    const isCondition = !reader.atWord("INSERT", "UPDATE", "DELETE") && reader.token.kind !== "end";
    reader.report({
      message: `Expected SELECT, found ${describe2(reader.token)}`,
      span: reader.token.span,
      hint: isCondition ? void 0 : "For example SELECT * FROM devices",
      fix: isCondition ? { span: start, replacement, title: `Insert ${replacement.trim()}` } : void 0
    });
    throw panic;
  }
  if (!reader.atWord("DISTINCT")) return;
  const message = "Expected *, a member or an aggregate, found 'DISTINCT'";
  reader.report({ message, span: reader.token.span, hint: "GROUP BY gives each value once" });
  reader.next();
}
function refuseMissingFrom(reader) {
  if (!reader.atWord("DEVICES")) reader.fail("FROM", "For example FROM devices");
  reader.insert("FROM ", "FROM");
}
function readWhere(reader) {
  const where2 = parseCondition(reader);
  if (reader.token.kind !== "end" && !reader.isNear("GROUP")) {
    refuseRest(reader, "AND, OR, GROUP BY or the end of the query");
    reader.skipTo((token) => isWord(token, "GROUP"));
  }
  return where2;
}
function readGroups(reader) {
  const hasGroups = reader.takeSpelt("GROUP");
  const groups = [];
  if (hasGroups) {
    if (!reader.takeSpelt("BY")) reader.insert("BY ", "BY behind GROUP");
    do {
      const path4 = attempt(() => readGroup(reader));
      if (path4 === void 0) reader.skipTo(endsGroup);
      else groups.push(path4);
    } while (reader.takeMark(","));
  }
  refuseRest(reader, hasGroups ? "',' or the end of the query" : "WHERE, GROUP BY or the end of the query");
  return groups;
}
function readGroup(reader) {
  if (isMark(reader.following, "(")) reader.fail("a member", "Groups are made by members, not by functions");
  return parsePath(reader);
}
function endsGroup(token) {
  return isMark(token, ",");
}
function readTargetCondition(reader) {
  const from = readTargetSource(reader);
  const everything = reader.takeMark("*");
  const hasNone = everything || reader.token.kind === "end" && reader.previous.kind === "name";
  const where2 = hasNone ? void 0 : parseCondition(reader);
  refuseRest(reader, everything ? "nothing behind '*'" : "AND, OR or the end of the condition");
  return { from, where: where2 };
}
function readTargetSource(reader) {
  if (reader.atWord("SELECT", "WHERE")) refuseWholeQuery(reader);
  if (!reader.takeWord("FROM")) return "devices";
  const source = reader.token.span.start;
  const from = parseSource(reader);
  if (from === "devices.jobs") {
    const span = { start: source, end: reader.previous.span.end };
    reader.report({ message: "Expected devices or devices.modules, found 'devices.jobs'", span });
    throw panic;
  }
  if (reader.token.kind !== "end" && !reader.takeWord("WHERE")) reader.fail("WHERE");
  else if (isWord(reader.previous, "WHERE") && reader.token.kind === "end") reader.fail("a condition behind WHERE");
  return from;
}
function refuseWholeQuery(reader) {
  const first = reader.token;
  reader.skipTo((token) => isWord(token, "WHERE"));
  const end = reader.atWord("WHERE") ? reader.following.span.start : reader.text.length;
  const span = { start: first.span.start, end };
  const isAll = end === reader.text.length;
  reader.report({
    message: `Expected a condition, found ${describe2(first)}`,
    span: first.span,
    hint: "A condition is what follows WHERE",
    fix: isAll ? { span, replacement: "*", title: "Write *" } : { span, replacement: "", title: "Keep what follows WHERE" }
  });
  throw panic;
}

// src/hub/configurations/targets.ts
var edgeAgent = "$edgeAgent";
async function targetsOf(context, configuration) {
  const { targetCondition, content } = configuration;
  if (targetCondition.trim() === "") return [];
  const keys = await context.queries.select(targetCondition);
  switch (contentKind(content)) {
    case "deviceContent":
      return keys.filter((key2) => !isModuleKey(key2));
    case "moduleContent":
      return keys.filter(isModuleKey);
    case "modulesContent":
      return keys.filter((key2) => !isModuleKey(key2) && context.state.get("identity", key2)?.capabilities.iotEdge === true).map((key2) => identityKey(key2, edgeAgent)).filter((key2) => context.state.get("twin", key2) !== void 0);
  }
}
async function checkTargetCondition(context, condition) {
  if (condition.trim() === "") return;
  try {
    await context.queries.select(condition);
  } catch (error) {
    if (!(error instanceof HubError) || error.status !== 400) throw error;
    throw hubError("InvalidConfigurationTargetCondition", error.message);
  }
  const stranger = pathsOf(parseCondition2(condition).where).find((path4) => !isTargetPath(path4));
  if (stranger === void 0) return;
  const { start, end } = stranger.span;
  const [found, most6] = [
    JSON.stringify(condition.slice(start, end)),
    `${targetPaths.slice(0, -1).join(", ")} and ${targetPaths.at(-1)}`
  ];
  throw hubError("InvalidConfigurationTargetCondition", `a target condition may use only ${most6}, found ${found}`);
}
var targetPaths = ["deviceId", "moduleId", "tags", "properties.reported", "properties.desired"];
function isTargetPath(path4) {
  const text2 = `${namesOf(path4).join(".")}.`;
  return targetPaths.some((allowed) => text2.startsWith(`${allowed}.`));
}

// src/hub/configurations/apply-content.ts
function desiredOfConfiguration({ content }) {
  const kind2 = contentKind(content);
  const value = content[kind2];
  return desiredOf(kind2 === "modulesContent" ? value[edgeAgent] : value);
}
async function applyToModules(context, deviceId3, modules, cause) {
  for (const name of Object.keys(modules)) {
    const key2 = identityKey(deviceId3, name);
    const twin = context.state.get("twin", key2);
    const content = modules[name];
    if (twin === void 0 || !isObject(content)) continue;
    await context.twins.patch(key2, { desired: moduleDesired(twin.desired.values, content) }, { cause });
  }
}
function moduleDesired(current, content) {
  const desired = desiredOf(content);
  if (content["properties.desired"] === void 0) return desired;
  const cleared = bareObject();
  for (const key2 of Object.keys(current)) cleared[key2] = null;
  return overlay(cleared, desired);
}

// src/hub/configurations/assignment.ts
function assign(targetings) {
  const best = [...targetings].reverse().sort((one, other) => other.configuration.priority - one.configuration.priority);
  const assigned = /* @__PURE__ */ new Map();
  for (const { configuration, keys } of best) {
    for (const key2 of keys) {
      const ranked = assigned.get(key2);
      if (ranked === void 0) assigned.set(key2, [configuration]);
      else ranked.push(configuration);
    }
  }
  return assigned;
}

// src/hub/configurations/metrics.ts
async function countRows(context, text2) {
  let count = 0;
  let continuation;
  do {
    const page = await context.queries.run({ text: text2, pageSize: void 0, continuation });
    count += page.rows;
    continuation = page.continuation;
  } while (continuation !== void 0);
  return count;
}
async function countMetrics(context, queries) {
  const results = bareObject();
  for (const name of Object.keys(queries)) {
    try {
      results[name] = await countRows(context, queries[name]);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
    }
  }
  return results;
}
async function checkMetrics(context, queries) {
  const errors = await metricErrors(context, queries);
  const [first] = Object.keys(errors);
  if (first === void 0) return;
  const text2 = `The query of the metric ${JSON.stringify(first)} is not valid: ${errors[first]}`;
  throw hubError("InvalidConfigurationCustomMetricsQuery", text2);
}
async function metricErrors(context, queries) {
  const errors = bareObject();
  for (const name of Object.keys(queries)) {
    try {
      await context.queries.run({ text: queries[name], pageSize: 1, continuation: void 0 });
    } catch (error) {
      if (!(error instanceof HubError) || error.status !== 400) throw error;
      errors[name] = error.message;
    }
  }
  return errors;
}

// src/hub/configurations/reconcile.ts
function reconcile(twin, ranked, known2, desiredOf2) {
  const [winner] = ranked;
  const configurations = statuses(ranked);
  const before = Object.keys(twin.configurations).find(
    (id2) => twin.configurations[id2]?.status === "Applied" && !known2.deleted.has(id2)
  );
  if (before === winner?.id && sameStatuses(twin.configurations, configurations)) return void 0;
  if (before === winner?.id) return { configurations, desired: void 0, winner };
  const gone = before === void 0 ? void 0 : known2.existing.get(before);
  const removal = gone === void 0 ? bareObject() : removalOf(desiredOf2(gone));
  const desired = winner === void 0 ? removal : overlay(removal, desiredOf2(winner));
  return { configurations, desired, winner };
}
function statuses(ranked, applied = true) {
  const result2 = bareObject();
  for (const [rank, { id: id2 }] of ranked.entries()) {
    result2[id2] = { status: applied && rank === 0 ? "Applied" : "Targeted" };
  }
  return result2;
}
function sameStatuses(one, other) {
  const ids = Object.keys(one);
  return ids.length === Object.keys(other).length && ids.every((id2) => one[id2].status === other[id2]?.status);
}

// src/hub/configurations/evaluation.ts
var parallel = bounds.hub.parallelDevices;
var Evaluation = class {
  #context;
  /** Twins that may carry a status; all are looked at once, then these are known. */
  #carriers;
  /** The ranking each twin is known to be in line with, so that it need not be read again. */
  #inLine = /* @__PURE__ */ new Map();
  #desired = /* @__PURE__ */ new WeakMap();
  constructor(context) {
    this.#context = context;
  }
  /** A twin that was made anew, or is gone. */
  forget(key2) {
    this.#inLine.delete(key2);
  }
  /**
   * One pass. What was `deleted` since the last one counts as gone even if another took its id. Resolves with what the
   * metrics came to, by configuration. Rejects when the disk refuses.
   */
  async run(configurations, deleted2) {
    if (deleted2.size > 0) this.#inLine.clear();
    const existing = new Map(configurations.map((configuration) => [configuration.id, configuration]));
    const targetings = await this.#targetings(configurations);
    const assigned = assign(targetings);
    const carriers = await this.#knownCarriers();
    for (const key2 of assigned.keys()) carriers.add(key2);
    await this.#reconcileAll(carriers, assigned, { existing, deleted: deleted2 });
    return this.#measure(targetings);
  }
  async #targetings(configurations) {
    const targetings = [];
    for (const configuration of configurations) {
      targetings.push({ configuration, keys: await targetsOf(this.#context, configuration) });
    }
    return targetings;
  }
  async #knownCarriers() {
    if (this.#carriers !== void 0) return this.#carriers;
    const carriers = /* @__PURE__ */ new Set();
    const breathe = breather();
    for (const [key2, twin] of this.#context.state.entries("twin")) {
      if (Object.keys(twin.configurations).length > 0) carriers.add(key2);
      await breathe();
    }
    this.#carriers = carriers;
    return carriers;
  }
  async #reconcileAll(carriers, assigned, known2) {
    const slots = new Slots(parallel);
    const breathe = breather();
    let failure2;
    for (const key2 of carriers) {
      await breathe();
      const ranked = assigned.get(key2) ?? [];
      const ranking = rankingOf(ranked);
      if (this.#inLine.get(key2) === ranking) continue;
      const left = () => ranked.length === 0 && carriers.delete(key2);
      const twin = this.#context.state.get("twin", key2);
      const change3 = twin && reconcile(twin, ranked, known2, (one) => this.#desiredOf(one));
      if (change3 === void 0) {
        if (twin !== void 0) this.#noteInLine(key2, ranking);
        left();
        continue;
      }
      await slots.take();
      this.#write(key2, change3, ranked).then(left, (error) => {
        failure2 ??= error;
      }).finally(() => slots.release());
    }
    await slots.idle();
    if (failure2 !== void 0) throw failure2;
  }
  async #write(key2, change3, ranked) {
    const { configurations, desired, winner } = change3;
    const cause = { by: "configuration", id: winner?.id ?? "" };
    try {
      await this.#context.twins.configure(key2, { configurations, desired, cause });
      if (desired !== void 0 && winner !== void 0) await this.#writeModules(key2, winner);
      this.#noteInLine(key2, rankingOf(ranked));
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      if (error.status === 404) return;
      if (error.status !== 400) throw error;
      const targeted = statuses(ranked, false);
      const known2 = this.#context.state.get("twin", key2)?.configurations;
      if (known2 === void 0 || sameStatuses(known2, targeted)) return;
      await this.#context.twins.configure(key2, { configurations: targeted, cause });
    }
  }
  #noteInLine(key2, ranking) {
    if (ranking === "") this.#inLine.delete(key2);
    else this.#inLine.set(key2, ranking);
  }
  /** The agent's twin was written with its status; the other modules of the edge device follow. */
  async #writeModules(key2, winner) {
    const { modulesContent } = winner.content;
    if (!isObject(modulesContent)) return;
    const { [edgeAgent]: _agent, ...others } = modulesContent;
    await applyToModules(this.#context, splitKey(key2).deviceId, others, { by: "configuration", id: winner.id });
  }
  #desiredOf(configuration) {
    const known2 = this.#desired.get(configuration.content);
    if (known2 !== void 0) return known2;
    const desired = desiredOfConfiguration(configuration);
    this.#desired.set(configuration.content, desired);
    return desired;
  }
  async #measure(targetings) {
    const results = /* @__PURE__ */ new Map();
    for (const { configuration, keys } of targetings) {
      const { targetedCount: _targeted, appliedCount: _applied, ...reported } = systemQueries(configuration);
      const system = {
        targetedCount: keys.length,
        appliedCount: keys.filter((key2) => this.#isApplied(key2, configuration.id)).length,
        ...await countMetrics(this.#context, reported)
      };
      results.set(configuration.id, { system, custom: await countMetrics(this.#context, configuration.metrics) });
    }
    return results;
  }
  #isApplied(key2, id2) {
    const ranking = this.#inLine.get(key2);
    return ranking !== void 0 && ranking.split(" ", 1)[0] === id2;
  }
};
function rankingOf(ranked) {
  return ranked.map(({ id: id2 }) => id2).join(" ");
}

// src/hub/configurations/evaluation-schedule.ts
var shortly = 50;
var retryAfter = 5e3;
var period = 3e5;
var share = 0.1;
var EvaluationSchedule = class {
  #timers;
  #evaluate;
  #armed;
  #earliest = 0;
  #running = false;
  /** How long after the one that runs there is to be another one. */
  #again = period;
  #closed = false;
  constructor(timers, evaluate) {
    this.#timers = timers;
    this.#evaluate = evaluate;
  }
  start() {
    this.#arm(period);
  }
  /** For an evaluation within so many milliseconds. */
  ask(wait = shortly) {
    if (this.#running) this.#again = Math.min(this.#again, wait);
    else this.#arm(wait);
  }
  close() {
    this.#closed = true;
    this.#armed?.cancel();
  }
  /** The earlier of what was asked for counts. */
  #arm(wait) {
    const now = this.#timers.now();
    const due = Math.max(now + wait, this.#earliest);
    if (this.#closed || this.#armed !== void 0 && this.#armed.due <= due) return;
    this.#armed?.cancel();
    this.#armed = { due, cancel: this.#timers.after(due - now, () => void this.#run()) };
  }
  async #run() {
    this.#armed = void 0;
    this.#running = true;
    this.#again = period;
    const began = this.#timers.now();
    try {
      await this.#evaluate();
    } catch {
      this.#again = retryAfter;
    }
    const ended = this.#timers.now();
    this.#earliest = ended + (ended - began) * (1 / share - 1);
    this.#running = false;
    this.#arm(this.#again);
  }
};

// src/hub/configurations/parse-configuration.ts
var idPattern = /^[a-z0-9\-+%_*!']{1,128}$/;
var mostMetrics = bounds.hub.metricsPerConfiguration;
function parseConfigurationId(id2) {
  if (idPattern.test(id2)) return id2;
  const rule = "1 to 128 lower-case letters, digits or - + % _ * ! '";
  throw argumentInvalid(`The configuration id ${JSON.stringify(id2)} is not valid: expected ${rule}`);
}
function parseConfiguration(id2, body) {
  if (!isObject(body)) throw hubError("IotHubFormatError", "A configuration must be a JSON object");
  if (body.id !== void 0 && body.id !== id2) {
    throw argumentInvalid(`id in the body is ${JSON.stringify(body.id)}, in the path ${JSON.stringify(id2)}`);
  }
  return {
    id: id2,
    schemaVersion: optionalText(body.schemaVersion, "schemaVersion"),
    labels: parseLabels(body.labels),
    content: parseContent(body.content),
    targetCondition: optionalText(body.targetCondition, "targetCondition") ?? "",
    priority: parsePriority(body.priority),
    metrics: parseMetrics(isObject(body.metrics) ? body.metrics.queries : void 0)
  };
}
function parseMetrics(queries) {
  if (queries === void 0 || queries === null) return {};
  if (!isObject(queries)) throw argumentInvalid("metrics.queries must be an object of queries by name");
  const names2 = Object.keys(queries);
  if (names2.length > mostMetrics) {
    throw argumentInvalid(`A configuration may have ${mostMetrics} custom metrics, found ${names2.length}`);
  }
  const wrong = names2.find((name) => typeof queries[name] !== "string");
  if (wrong !== void 0) throw argumentInvalid(`The query of the metric ${JSON.stringify(wrong)} must be a text`);
  return queries;
}
function parseLabels(labels) {
  if (labels === void 0 || labels === null) return null;
  if (!isObject(labels) || Object.values(labels).some((value) => typeof value !== "string")) {
    throw argumentInvalid("labels must be an object of texts");
  }
  return labels;
}
function parsePriority(priority) {
  if (priority === void 0 || priority === null) return 0;
  if (typeof priority === "number" && Number.isInteger(priority) && priority >= 0 && priority < 2 ** 31)
    return priority;
  throw argumentInvalid(`priority must be a whole number from 0 up, found ${JSON.stringify(priority)}`);
}
function optionalText(value, name) {
  if (value === void 0 || value === null) return null;
  if (typeof value === "string") return value;
  throw argumentInvalid(`${name} must be a text, found ${JSON.stringify(value)}`);
}

// src/hub/configurations/configurations.ts
var indexPatience = 20;
var Configurations = class {
  #context;
  #timers;
  #evaluation;
  #schedule;
  #results = /* @__PURE__ */ new Map();
  #deleted = /* @__PURE__ */ new Set();
  /** When a twin or an identity last changed, by the timers. */
  #changedAt = Number.NEGATIVE_INFINITY;
  #unsubscribe;
  constructor(context, timers = systemTimers) {
    this.#context = context;
    this.#timers = timers;
    this.#evaluation = new Evaluation(context);
    this.#schedule = new EvaluationSchedule(timers, () => this.#evaluate());
  }
  /** Evaluates what an earlier process left, then follows the twins. */
  start() {
    this.#unsubscribe = this.#context.feed.subscribe((event) => this.#onEvent(event), "changes");
    this.#schedule.start();
    if (this.#context.state.count("configuration") > 0) this.#schedule.ask();
  }
  close() {
    this.#unsubscribe?.();
    this.#schedule.close();
  }
  /** In order of creation. */
  async list() {
    await this.#context.state.settled("configuration");
    return this.#all().map((configuration) => this.#document(configuration));
  }
  /** Throws HubError 404. */
  async get(id2) {
    await this.#context.state.settled("configuration", id2);
    return this.#answer(this.#require(id2));
  }
  /**
   * Creates without a condition, updates with one. `ifMatch` is the header as it was sent: an etag that is not quoted
   * is no condition here. Throws HubError 400, 404, 409, 412, 413. hub-reference 0.5.
   */
  async put(id2, body, ifMatch) {
    const request2 = parseConfiguration(parseConfigurationId(id2), body);
    await checkTargetCondition(this.#context, request2.targetCondition);
    await checkMetrics(this.#context, request2.metrics);
    const before = this.#find(id2);
    const condition = putCondition(ifMatch);
    if (condition === void 0) this.#checkCreation(request2, before);
    else checkCondition(this.#require(id2), condition);
    const now = timestamp(this.#context.clock);
    const after = {
      ...request2,
      // What a configuration does cannot be changed: a live hub answers 200 and keeps the content. hub-reference 6.2.
      content: before?.content ?? request2.content,
      createdTimeUtc: before?.createdTimeUtc ?? now,
      lastUpdatedTimeUtc: now,
      etag: (before?.etag ?? 0) + 1
    };
    await this.#context.state.commit([{ kind: "configuration", key: id2, value: after }]);
    this.#schedule.ask();
    return this.#answer(after);
  }
  /** Throws HubError 404, 412. */
  async delete(id2, ifMatch) {
    const before = this.#require(id2);
    if (ifMatch !== void 0) checkCondition(before, unquoted(ifMatch) ?? ifMatch);
    await this.#context.state.commit([{ kind: "configuration", key: id2, value: void 0 }]);
    this.#results.delete(id2);
    this.#deleted.add(id2);
    this.#schedule.ask();
  }
  #onEvent(event) {
    if (event.type === "lifecycle" && event.operation !== "update") this.#evaluation.forget(event.key);
    const isChange = event.type === "lifecycle" || event.type === "twin" && event.cause.by !== "configuration";
    if (!isChange || this.#context.state.count("configuration") === 0) return;
    this.#changedAt = this.#timers.now();
    this.#schedule.ask();
  }
  /** Conditions are looked up in the index: what it does not show yet is looked at again once it does. */
  async #evaluate() {
    const shownIn = this.#changedAt + this.#context.faults.indexLag - this.#timers.now();
    if (this.#context.faults.indexLag > 0 && shownIn >= 0) this.#schedule.ask(shownIn + indexPatience);
    const deleted2 = this.#deleted;
    if (deleted2.size === 0 && this.#context.state.count("configuration") === 0) return;
    this.#deleted = /* @__PURE__ */ new Set();
    try {
      this.#results = await this.#evaluation.run(this.#all(), deleted2);
    } catch (error) {
      for (const id2 of deleted2) this.#deleted.add(id2);
      throw error;
    }
  }
  #all() {
    return [...this.#context.state.entries("configuration")].map(([, document]) => readConfiguration(document));
  }
  #find(id2) {
    const document = this.#context.state.get("configuration", id2);
    return document && readConfiguration(document);
  }
  #require(id2) {
    const configuration = this.#find(id2);
    if (configuration !== void 0) return configuration;
    throw hubError("ConfigurationNotFound", `No configuration has the ID '${id2}'.`);
  }
  #checkCreation({ id: id2, content }, before) {
    if (before === void 0) return requirePlace(content, this.#all(), this.#context.faults.tier);
    throw hubError("ConfigurationAlreadyExists", `A configuration with ID '${id2}' already exists.`);
  }
  #answer(configuration) {
    return { body: this.#document(configuration), etag: `"${configurationEtag(configuration)}"` };
  }
  #document(configuration) {
    return configurationDocument(configuration, this.#results.get(configuration.id) ?? noResults);
  }
};
function putCondition(ifMatch) {
  if (ifMatch === void 0) return void 0;
  return ifMatch.trim() === "*" ? "*" : unquoted(ifMatch);
}
function unquoted(header) {
  return /^"(.*)"$/.exec(header.trim())?.[1];
}
function checkCondition(configuration, etag) {
  if (etag === "*" || etag === configurationEtag(configuration)) return;
  throw hubError("PreconditionFailed", "PreconditionFailed, ETag may be invalid.");
}

// src/hub/connections/connection-registry.ts
var ConnectionRegistry = class {
  #clock;
  #feed;
  #live = /* @__PURE__ */ new Map();
  #times = /* @__PURE__ */ new Map();
  #readyListeners = /* @__PURE__ */ new Set();
  #goneListeners = /* @__PURE__ */ new Set();
  #unsubscribe;
  constructor(clock, feed2) {
    this.#clock = clock;
    this.#feed = feed2;
    this.#unsubscribe = feed2.subscribe((event) => this.#identityChanged(event), "changes");
  }
  get connectedCount() {
    return this.#live.size;
  }
  get connectedDeviceCount() {
    let count = 0;
    for (const key2 of this.#live.keys()) if (!isModuleKey(key2)) count++;
    return count;
  }
  get(key2) {
    return this.#live.get(key2);
  }
  activity(key2) {
    const live = this.#live.get(key2);
    const times2 = this.#times.get(key2);
    return {
      connected: live !== void 0,
      connectionStateUpdatedTime: isoTime(times2?.changedAt),
      lastActivityTime: isoTime(later(live?.activeAt, times2?.activeAt))
    };
  }
  touch(key2) {
    this.#times.set(key2, { changedAt: this.#times.get(key2)?.changedAt, activeAt: this.#clock.now() });
  }
  /** Takes a connection in; an older one of the same identity is closed. */
  add(connection) {
    const { key: key2 } = connection;
    this.drop(key2, "400027 ConnectionForcefullyClosedOnNewConnection: the identity connected again");
    this.#live.set(key2, connection);
    this.#mark(key2, connection.activeAt);
    this.#feed.emit({ type: "connection", key: key2, connected: true, reason: "connected" });
  }
  /** A connection ended; a newer one of the same identity is left alone. */
  remove(connection, reason) {
    for (const listener of this.#goneListeners) listener(connection);
    if (this.#live.get(connection.key) !== connection) return;
    this.#live.delete(connection.key);
    this.#mark(connection.key, connection.activeAt);
    this.#feed.emit({ type: "connection", key: connection.key, connected: false, reason });
  }
  /** Tells those who wait that a connection takes methods now. */
  ready(connection) {
    for (const listener of this.#readyListeners) listener(connection);
  }
  onReady(listener) {
    this.#readyListeners.add(listener);
    return () => this.#readyListeners.delete(listener);
  }
  onGone(listener) {
    this.#goneListeners.add(listener);
    return () => this.#goneListeners.delete(listener);
  }
  drop(key2, reason) {
    this.#live.get(key2)?.close(reason);
  }
  dropAll(reason) {
    for (const connection of [...this.#live.values()]) connection.close(reason);
  }
  close() {
    this.#unsubscribe();
    this.dropAll("the hub is stopping");
  }
  #mark(key2, activeAt) {
    this.#times.set(key2, {
      changedAt: this.#clock.now(),
      activeAt: Math.max(activeAt, this.#times.get(key2)?.activeAt ?? 0)
    });
  }
  #identityChanged(event) {
    if (event.type !== "lifecycle") return;
    const { key: key2, before, after } = event;
    if (after === void 0) {
      this.#dropWithModules(key2, "the identity was deleted");
      this.#times.delete(key2);
    } else if (after.status === "disabled") this.#dropWithModules(key2, "the identity was disabled");
    else if (before !== void 0 && !sameCredentials(before, after)) this.drop(key2, "the keys were changed");
  }
  #dropWithModules(key2, reason) {
    this.drop(key2, reason);
    if (isModuleKey(key2)) return;
    for (const connection of [...this.#live.values()]) {
      if (connection.key.startsWith(`${key2}/`)) connection.close(reason);
    }
  }
};
function sameCredentials(a, b) {
  return JSON.stringify(a.authentication) === JSON.stringify(b.authentication);
}
function later(one, other) {
  return one === void 0 || other === void 0 ? one ?? other : Math.max(one, other);
}
function isoTime(milliseconds) {
  return milliseconds === void 0 ? neverTime : new Date(milliseconds).toISOString();
}

// src/hub/faults/hub-clock.ts
var longestTimer = 2 ** 31 - 1;
var { earliest, latest: latest2 } = bounds.hub.clock;
var HubClock = class {
  #timers;
  #alarms = /* @__PURE__ */ new Set();
  #shift = 0;
  #fixedAt;
  #cancel;
  constructor(fixedAt, timers = systemTimers) {
    this.#timers = timers;
    this.#fixedAt = fixedAt === void 0 ? void 0 : writable(fixedAt);
  }
  now() {
    return this.#fixedAt ?? this.#timers.now() + this.#shift;
  }
  get fixed() {
    return this.#fixedAt !== void 0;
  }
  /** Stands still at this time. Throws HubError 400 where it is none, or none that can be written. */
  fix(at) {
    this.#fixedAt = writable(at);
    this.#rearm();
  }
  /** Goes on by so many milliseconds at once, whether it stands still or not. Throws as `fix` does. */
  advance(milliseconds) {
    writable(this.now() + milliseconds);
    if (this.#fixedAt === void 0) this.#shift += milliseconds;
    else this.#fixedAt += milliseconds;
    this.#rearm();
  }
  /** Follows the system's time again, without a shift. */
  release() {
    this.#fixedAt = void 0;
    this.#shift = 0;
    this.#rearm();
  }
  after(milliseconds, act) {
    const alarm = { at: this.now() + milliseconds, ring: act };
    this.#alarms.add(alarm);
    this.#rearm();
    return () => {
      this.#alarms.delete(alarm);
      if (this.#alarms.size === 0) this.#rearm();
    };
  }
  #rearm() {
    this.#cancel?.();
    this.#cancel = void 0;
    if (this.#alarms.size === 0) return;
    const next = Math.min(...[...this.#alarms].map((alarm) => alarm.at));
    const wait = next - this.now();
    if (wait > 0 && this.fixed) return;
    this.#cancel = this.#timers.after(Math.min(Math.max(0, wait), longestTimer), () => this.#ring());
  }
  #ring() {
    const due = [...this.#alarms].filter((alarm) => alarm.at <= this.now()).sort((one, other) => one.at - other.at);
    for (const alarm of due) this.#alarms.delete(alarm);
    this.#rearm();
    for (const alarm of due) alarm.ring();
  }
};
function writable(at) {
  if (at >= earliest && at <= latest2) return at;
  throw argumentInvalid(`the clock cannot stand at ${at} ms since 1970, only in the years 1 to 9999`);
}

// src/hub/faults/hub-control.ts
var HubControl = class {
  #faults;
  #clock;
  #connections;
  constructor(faults3, clock, connections) {
    this.#faults = faults3;
    this.#clock = clock;
    this.#connections = connections;
  }
  get state() {
    const { tier, units, exhausted, latency, indexLag, diskBroken } = this.#faults;
    const clock = { now: new Date(this.#clock.now()).toISOString(), fixed: this.#clock.fixed };
    const connections = this.#connections.connectedCount;
    return { tier, units, exhausted, latency, indexLag, diskBroken, clock, connections };
  }
  apply(command) {
    switch (command.action) {
      case "status":
        break;
      case "throttle":
        this.#faults.throttleAs(command.tier, command.units);
        break;
      case "exhaust":
        this.#faults.exhausted = command.on;
        break;
      case "latency":
        this.#faults.answerAfter({ milliseconds: command.milliseconds, jitter: command.jitter });
        break;
      case "index-lag":
        this.#faults.indexLag = command.milliseconds;
        break;
      case "drop":
        this.#drop(command.deviceId, command.moduleId);
        break;
      case "disk":
        this.#faults.diskBroken = command.broken;
        break;
      case "clock":
        this.#changeClock(command.change);
        break;
      default:
        assertNever(command);
    }
    return this.state;
  }
  #drop(deviceId3, moduleId2) {
    const reason = "dropped on purpose";
    if (deviceId3 === void 0) this.#connections.dropAll(reason);
    else this.#connections.drop(identityKey(deviceId3, moduleId2), reason);
  }
  #changeClock(change3) {
    if (change3.kind === "fix") this.#clock.fix(change3.at);
    else if (change3.kind === "advance") this.#clock.advance(change3.milliseconds);
    else this.#clock.release();
  }
};

// src/hub/faults/seeded-random.ts
import { createCipheriv, createHash, randomBytes } from "node:crypto";
function seededRandom(seed) {
  if (seed === void 0) return randomBytes;
  const key2 = createHash("sha256").update(seed).digest();
  const stream = createCipheriv("aes-256-ctr", key2, Buffer.alloc(16));
  return (length) => stream.update(Buffer.alloc(length));
}

// src/hub/feed.ts
var Feed = class {
  #listeners = [];
  #ofWireRecords = [];
  #now;
  #sequence = 0;
  constructor(now) {
    this.#now = now;
  }
  /** The hub's own parts ask for `changes`: everything but wire records. */
  subscribe(listener, what = "all") {
    let isOn = true;
    const own = (event) => {
      if (isOn) listener(event);
    };
    this.#listeners = [...this.#listeners, own];
    if (what === "all") this.#ofWireRecords = [...this.#ofWireRecords, own];
    return () => {
      isOn = false;
      this.#listeners = this.#listeners.filter((other) => other !== own);
      this.#ofWireRecords = this.#ofWireRecords.filter((other) => other !== own);
    };
  }
  /** Wire records cost time to make; skip that when nobody reads them. */
  get watched() {
    return this.#ofWireRecords.length > 0;
  }
  /** Takes the event over: it becomes the record. A copy would cost more than all who listen (bench/hub). */
  emit(event) {
    const record = Object.assign(event, { at: this.#now(), sequence: ++this.#sequence });
    for (const listener of event.type === "wire" ? this.#ofWireRecords : this.#listeners) listener(record);
  }
};

// src/hub/jobs/job-document.ts
function jobDocument({ statistics: _kept, ...job }, deviceJobStatistics) {
  return { ...job, deviceJobStatistics };
}
function unknownJobDocument(jobId) {
  return { jobId, type: "unknown", status: "unknown" };
}
function deviceJobRow(job, result2) {
  return {
    ...splitKey(result2.key),
    jobId: job.jobId,
    jobType: job.type,
    status: result2.status,
    ...result2.started !== void 0 && { startTimeUtc: result2.started },
    ...result2.ended !== void 0 && { endTimeUtc: result2.ended },
    createdDateTimeUtc: job.createdTime,
    lastUpdatedDateTimeUtc: result2.updated,
    outcome: { deviceMethodResponse: result2.answer ?? null },
    ...result2.error !== void 0 && { error: result2.error }
  };
}

// src/hub/jobs/job-results.ts
var chunkSize = 64;
var JobResults = class _JobResults {
  #jobId;
  #results;
  constructor(jobId, results) {
    this.#jobId = jobId;
    this.#results = results;
  }
  static pending(jobId, keys, now) {
    return new _JobResults(
      jobId,
      keys.map((key2) => ({ key: key2, status: "pending", updated: now }))
    );
  }
  static load(state, jobId) {
    const results = [];
    for (let chunk = 0; ; chunk++) {
      const document = state.get("job", chunkKey(jobId, chunk));
      if (document === void 0) return new _JobResults(jobId, results);
      for (const result2 of document.results) results.push(result2);
    }
  }
  get all() {
    return this.#results;
  }
  set(index, result2) {
    this.#results[index] = result2;
  }
  /** Everything, to be committed. */
  changes() {
    return Array.from({ length: Math.ceil(this.#results.length / chunkSize) }, (_, chunk) => this.change(chunk));
  }
  change(chunk) {
    const results = this.#results.slice(chunk * chunkSize, (chunk + 1) * chunkSize);
    return { kind: "job", key: chunkKey(this.#jobId, chunk), value: { results } };
  }
  statistics() {
    const counts = { pending: 0, running: 0, completed: 0, failed: 0 };
    for (const { status } of this.#results) counts[status]++;
    return {
      deviceCount: this.#results.length,
      failedCount: counts.failed,
      succeededCount: counts.completed,
      runningCount: counts.running,
      pendingCount: counts.pending
    };
  }
};
function chunkOf(index) {
  return Math.floor(index / chunkSize);
}
function indicesOf(chunk, length) {
  const first = chunk * chunkSize;
  return Array.from({ length: Math.min(chunkSize, length - first) }, (_, offset) => first + offset);
}
function chunkKey(jobId, chunk) {
  return `${jobId}/${chunk}`;
}

// src/hub/jobs/job-store.ts
var JobStore = class {
  #state;
  #live = /* @__PURE__ */ new Map();
  constructor(state) {
    this.#state = state;
  }
  /** Results are kept beside the jobs, under keys that are no job's id. */
  get(jobId) {
    if (jobId.includes("/")) return void 0;
    return this.#state.get("job", jobId);
  }
  /** Of all jobs when none is named. */
  settled(jobId) {
    return this.#state.settled("job", jobId);
  }
  /** In order of creation. */
  *all() {
    for (const [key2, document] of this.#state.entries("job")) if (!key2.includes("/")) yield document;
  }
  results(jobId) {
    return this.#live.get(jobId) ?? JobResults.load(this.#state, jobId);
  }
  *rows() {
    for (const job of this.all()) {
      for (const result2 of this.results(job.jobId).all) yield deviceJobRow(job, result2);
    }
  }
  /** The job as it is from now on, and such of its results as changed with it. */
  save(job, results = []) {
    return this.#state.commit([{ kind: "job", key: job.jobId, value: job }, ...results]);
  }
  saveResults(changes) {
    return this.#state.commit(changes);
  }
  /** While a job runs its results are read from where they arise. */
  keepLive(jobId, results) {
    if (results === void 0) this.#live.delete(jobId);
    else this.#live.set(jobId, results);
  }
  forget(jobId) {
    const chunks = this.results(jobId).changes();
    const changes = chunks.map(({ key: key2 }) => ({ kind: "job", key: key2, value: void 0 }));
    return this.#state.commit([{ kind: "job", key: jobId, value: void 0 }, ...changes]);
  }
};

// src/hub/jobs/job.ts
var jobTypes = ["scheduleUpdateTwin", "scheduleDeviceMethod"];
var jobStatuses = ["enqueued", "queued", "scheduled", "running", "completed", "failed", "cancelled"];
function isOver(job) {
  return job.status === "completed" || job.status === "failed" || job.status === "cancelled";
}

// src/hub/http/body-members.ts
function readObject(value, what) {
  if (isObject(value)) return value;
  throw hubError("IotHubFormatError", `${what} must be a JSON object, found ${describe3(value)}`);
}
function readString(object2, name, longest3) {
  const value = object2[name];
  if (value === void 0 || value === null) return void 0;
  if (typeof value !== "string") throw argumentInvalid(`${name} must be a string, found ${describe3(value)}`);
  if (value.length > longest3) throw argumentInvalid(`${name} has ${value.length} characters, the limit is ${longest3}`);
  return value;
}
function readBoolean(object2, name) {
  const value = object2[name];
  if (value === void 0 || value === null) return void 0;
  if (typeof value !== "boolean") throw argumentInvalid(`${name} must be true or false, found ${describe3(value)}`);
  return value;
}
function readMember(object2, name) {
  const value = object2[name];
  return value === void 0 || value === null ? void 0 : readObject(value, name);
}
function readWord(object2, name, words) {
  const text2 = readString(object2, name, 128);
  if (text2 === void 0) return void 0;
  const word2 = words.find((known2) => known2.toLowerCase() === text2.toLowerCase());
  if (word2 === void 0) throw argumentInvalid(`${name} must be ${words.join(" or ")}, found ${JSON.stringify(text2)}`);
  return word2;
}
function describe3(value) {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}

// src/hub/methods/read-method-request.ts
var response = { least: 5, most: 300, default: 30 };
var connect = { least: 0, most: 300, default: 0 };
var largestPayload = bounds.methods.payload;
var longestName = bounds.methods.name;
function readMethodRequest(json, payload) {
  const body = readObject(json, "the body");
  const responseTimeout = readSeconds(body, ["responseTimeoutInSeconds", "timeoutInSeconds"], response);
  const connectTimeout = readSeconds(body, ["connectTimeoutInSeconds"], connect);
  requireOrder(connectTimeout, responseTimeout);
  const methodName2 = readName(body);
  const text2 = checkPayload(payload ?? JSON.stringify(body.payload ?? null));
  return { methodName: methodName2, payload: text2, responseTimeout, connectTimeout };
}
function checkPayload(payload) {
  const bytes = Buffer.byteLength(payload);
  if (bytes <= largestPayload) return payload;
  throw hubError("MessageTooLarge", `the payload takes ${bytes} bytes, the limit is ${largestPayload}`);
}
function readTimeouts(connectSeconds, responseSeconds) {
  const responseTimeout = inRange(responseSeconds, "responseTimeoutInSeconds", response);
  const connectTimeout = inRange(connectSeconds, "connectTimeoutInSeconds", connect);
  requireOrder(connectTimeout, responseTimeout);
  return { connectTimeout, responseTimeout };
}
function requireOrder(connectTimeout, responseTimeout) {
  if (connectTimeout > responseTimeout) {
    throw argumentInvalid(
      `the connection timeout (${connectTimeout} s) may not exceed the overall timeout (${responseTimeout} s)`
    );
  }
}
function readSeconds(body, names2, range) {
  const name = names2.find((candidate) => body[candidate] !== void 0 && body[candidate] !== null) ?? names2[0];
  const value = body[name] ?? void 0;
  if (value !== void 0 && typeof value !== "number") {
    throw argumentInvalid(`${name} must be a number of seconds, found ${describe3(value)}`);
  }
  return inRange(value, name, range);
}
function inRange(value, name, range) {
  if (value === void 0) return range.default;
  if (Number.isInteger(value) && value >= range.least && value <= range.most) return value;
  throw argumentInvalid(`${name} must be a whole number from ${range.least} to ${range.most}, found ${value}`);
}
var methodName = /^[!#%&'*+\-.0-9A-Z^_`a-z|~]+$/;
function readName(body) {
  const name = readString(body, "methodName", longestName);
  if (!name) throw argumentInvalid("the body lacks methodName");
  return checkMethodName(name);
}
function checkMethodName(name) {
  if (name.length <= longestName && methodName.test(name)) return name;
  if (name.length > longestName) {
    throw argumentInvalid(`the method name has ${name.length} characters, the limit is ${longestName}`);
  }
  throw argumentInvalid(`the method name ${JSON.stringify(name)} holds characters that names may not`);
}

// src/hub/twins/service-write.ts
function readServiceWrite(body) {
  const desired = readMember(body, "properties")?.desired;
  return { ...body.tags !== void 0 && { tags: body.tags }, ...desired !== void 0 && { desired } };
}

// src/hub/jobs/job-run.ts
var parallel2 = bounds.hub.parallelDevices;
var JobRun = class {
  #context;
  #store;
  #job;
  #results;
  #signal;
  #slots = new Slots(parallel2);
  #left = /* @__PURE__ */ new Map();
  #failure;
  constructor(context, store, job, results, signal) {
    this.#context = context;
    this.#store = store;
    this.#job = job;
    this.#results = results;
    this.#signal = signal;
  }
  /** Resolves when every device has its result or the signal was given; rejects when results cannot be stored. */
  async run() {
    const breathe = breather();
    const end = aborted(this.#signal);
    for (const index of this.#pending()) {
      await breathe();
      const slot2 = this.#slots.take();
      if (slot2 !== void 0) await Promise.race([slot2, end]);
      if (!await this.#mayWorkOn(index)) {
        this.#slots.release();
        break;
      }
      void this.#work(index);
    }
    await Promise.race([this.#slots.idle(), end]);
    if (this.#failure !== void 0) throw this.#failure;
  }
  /** What was not done in time has failed, and says so. */
  giveUp(reason) {
    for (const [index, result2] of this.#results.all.entries()) {
      if (result2.status === "pending" || result2.status === "running") {
        this.#set(index, "failed", { error: { code: "RequestTimedOut", description: reason } });
      }
    }
  }
  #pending(indices = this.#results.all.keys()) {
    return [...indices].filter((index) => this.#results.all[index].status === "pending");
  }
  /** Not when the run is over, nor when the device's being begun could not be stored. Never rejects. */
  async #mayWorkOn(index) {
    if (this.#signal.aborted || this.#failure !== void 0) return false;
    try {
      await this.#context.faults.admit("JobDevice");
      if (this.#signal.aborted) return false;
      await this.#begin(chunkOf(index));
      return true;
    } catch (error) {
      this.#failure ??= error;
      return false;
    }
  }
  async #begin(chunk) {
    if (this.#left.has(chunk)) return;
    const pending2 = this.#pending(indicesOf(chunk, this.#results.all.length));
    this.#left.set(chunk, pending2.length);
    for (const index of pending2) this.#set(index, "running", {});
    if (this.#job.type === "scheduleDeviceMethod") await this.#store.saveResults([this.#results.change(chunk)]);
  }
  async #work(index) {
    const { key: key2 } = this.#results.all[index];
    try {
      const outcome3 = await this.#workOn(key2);
      if (this.#signal.aborted) return;
      this.#set(index, outcome3.error === void 0 ? "completed" : "failed", outcome3);
      await this.#finish(chunkOf(index));
    } catch (error) {
      this.#failure ??= error;
    } finally {
      this.#slots.release();
    }
  }
  async #finish(chunk) {
    const left = this.#left.get(chunk) - 1;
    this.#left.set(chunk, left);
    if (left === 0) await this.#store.saveResults([this.#results.change(chunk)]);
  }
  async #workOn(key2) {
    try {
      return await (this.#job.type === "scheduleUpdateTwin" ? this.#updateTwin(key2) : this.#callMethod(key2));
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      return { error: { code: error.code, description: error.message } };
    }
  }
  async #updateTwin(key2) {
    const cause = { by: "job", id: this.#job.jobId };
    await this.#context.twins.patch(key2, readServiceWrite(this.#job.updateTwin), { cause });
    return {};
  }
  async #callMethod(key2) {
    if (this.#context.state.get("identity", key2) === void 0) {
      throw hubError("DeviceNotFound", key2);
    }
    const request2 = readMethodRequest(this.#job.cloudToDeviceMethod);
    const { status, payload } = await this.#context.methods.invoke(key2, request2);
    return { answer: { status, payload: toBare(JSON.parse(payload)) } };
  }
  #set(index, status, outcome3) {
    const now = timestamp(this.#context.clock);
    const { key: key2, started = now } = this.#results.all[index];
    const ended = status === "running" ? {} : { ended: now };
    this.#results.set(index, { key: key2, status, updated: now, started, ...ended, ...outcome3 });
  }
};
function aborted(signal) {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve4) => signal.addEventListener("abort", () => resolve4(), { once: true }));
}

// src/hub/jobs/job-execution.ts
var retryAfter2 = 5e3;
var JobExecution = class {
  #context;
  #store;
  #clock;
  #timers;
  #closing = new AbortController();
  constructor(context, store, clock, timers) {
    this.#context = context;
    this.#store = store;
    this.#clock = clock;
    this.#timers = timers;
  }
  close() {
    this.#closing.abort();
  }
  /** Selects the devices and runs the job on them. A condition that cannot be read fails the job. Never rejects. */
  begin(job) {
    return this.#guarded(job.jobId, async () => {
      const keys = await this.#select(job);
      if (typeof keys === "string") return this.#end(job, { status: "failed", failureReason: keys });
      if (this.#closing.signal.aborted || this.#store.get(job.jobId)?.status !== "scheduled") return;
      const now = timestamp(this.#context.clock);
      const results = JobResults.pending(job.jobId, keys, now);
      const running = { ...job, status: "running", startTime: now };
      await this.#store.save(running, results.changes());
      await this.#run(running, results);
    });
  }
  /**
   * Goes on with a job that ran when the hub stopped. Twins are written to, again where need be; methods that were on
   * their way then have failed, as nobody knows what came of them.
   */
  resume(job) {
    const results = JobResults.load(this.#context.state, job.jobId);
    const error = {
      code: "ServerError",
      description: "the hub stopped while the method ran, its outcome is not known"
    };
    const now = timestamp(this.#context.clock);
    for (const [index, result2] of results.all.entries()) {
      if (result2.status === "running")
        results.set(index, { ...result2, status: "failed", updated: now, ended: now, error });
    }
    return this.#guarded(job.jobId, () => this.#run(job, results));
  }
  async #run(job, results) {
    const overdue = new AbortController();
    const left = Date.parse(job.startTime) + job.maxExecutionTimeInSeconds * 1e3 - this.#clock.now();
    const cancel = this.#clock.after(Math.max(0, left), () => overdue.abort());
    this.#store.keepLive(job.jobId, results);
    const run10 = new JobRun(
      this.#context,
      this.#store,
      job,
      results,
      AbortSignal.any([overdue.signal, this.#closing.signal])
    );
    try {
      await run10.run();
      if (this.#closing.signal.aborted) return;
      if (!overdue.signal.aborted) return await this.#end(job, { status: "completed" }, results);
      const failureReason = `not done within ${job.maxExecutionTimeInSeconds} seconds`;
      run10.giveUp(failureReason);
      await this.#end(job, { status: "failed", failureReason }, results);
    } finally {
      cancel();
      this.#store.keepLive(job.jobId, void 0);
    }
  }
  #end(job, end, results) {
    const statistics = (results ?? this.#store.results(job.jobId)).statistics();
    const ended = { ...job, ...end, endTime: timestamp(this.#context.clock), statistics };
    return this.#store.save(ended, results?.changes());
  }
  /** The keys, or why there are none. */
  async #select(job) {
    try {
      return await this.#context.queries.select(job.queryCondition);
    } catch (error) {
      if (error instanceof HubError && error.status === 400) return error.message;
      throw error;
    }
  }
  /** What the disk refuses now is tried again: the job on disk says that it still runs, and so it shall. */
  async #guarded(jobId, act) {
    if (this.#closing.signal.aborted) return;
    try {
      await act();
    } catch (error) {
      const job = this.#store.get(jobId);
      if (this.#closing.signal.aborted || job === void 0 || isOver(job)) return;
      if (error instanceof HubError) return this.#tryAgain(job);
      await this.#end(job, { status: "failed", failureReason: `the hub failed: ${messageOf(error)}` }).catch(() => {
      });
    }
  }
  #tryAgain(job) {
    const again = () => void (job.status === "running" ? this.resume(job) : this.begin(job));
    const cancel = this.#timers.after(retryAfter2, again);
    this.#closing.signal.addEventListener("abort", cancel, { once: true });
  }
};

// src/hub/jobs/parse-job.ts
var furthestStart = bounds.hub.jobStart;
var defaultExecution = 3600;
var idPattern2 = /^[a-z0-9'-]{1,64}$/;
function parseJobId(jobId) {
  if (idPattern2.test(jobId)) return jobId;
  const rule = "1 to 64 lower-case letters, digits, '-' or an apostrophe";
  throw argumentInvalid(`The job id ${JSON.stringify(jobId)} is not valid: expected ${rule}`);
}
function parseJob(jobId, body, now) {
  if (!isObject(body)) throw hubError("IotHubFormatError", "A job must be a JSON object");
  if (body.jobId !== void 0 && body.jobId !== jobId) {
    throw argumentInvalid(`jobId in the body is ${JSON.stringify(body.jobId)}, in the path ${JSON.stringify(jobId)}`);
  }
  const type = parseType(body.type);
  return {
    type,
    queryCondition: parseCondition3(body.queryCondition),
    startTime: parseStart(body.startTime, now),
    maxExecutionTimeInSeconds: parseExecution(body.maxExecutionTimeInSeconds),
    ...type === "scheduleUpdateTwin" ? { updateTwin: parseUpdate(body.updateTwin) } : { cloudToDeviceMethod: parseMethod(body.cloudToDeviceMethod) }
  };
}
function parseType(type) {
  const known2 = jobTypes.find((name) => name === type);
  if (known2 === void 0)
    throw argumentInvalid(`type must be ${jobTypes.join(" or ")}, found ${JSON.stringify(type)}`);
  return known2;
}
function parseCondition3(condition) {
  if (typeof condition === "string" && condition.trim() !== "") return condition;
  throw argumentInvalid("queryCondition must be a text: the part of a query after WHERE, or '*' for all devices");
}
function parseStart(startTime, now) {
  if (startTime === void 0 || startTime === null || startTime === "") return void 0;
  const start = typeof startTime === "string" ? Date.parse(startTime) : Number.NaN;
  if (Number.isNaN(start)) {
    throw argumentInvalid(`startTime must be a time such as 2024-01-31T12:00:00Z, found ${JSON.stringify(startTime)}`);
  }
  if (start > now + furthestStart) throw argumentInvalid("startTime must be within the next 168 hours");
  return start;
}
function parseExecution(seconds4) {
  if (seconds4 === void 0 || seconds4 === null) return defaultExecution;
  if (typeof seconds4 === "number" && Number.isInteger(seconds4) && seconds4 > 0 && seconds4 <= 1e9) return seconds4;
  const found = JSON.stringify(seconds4);
  throw argumentInvalid(`maxExecutionTimeInSeconds must be a whole number of seconds above 0, found ${found}`);
}
function parseUpdate(updateTwin2) {
  if (!isObject(updateTwin2)) throw argumentInvalid("updateTwin must be an object with tags or properties.desired");
  const { etag } = updateTwin2;
  if (etag !== void 0 && etag !== null && etag !== "*" && etag !== '"*"') {
    throw argumentInvalid("Missing or invalid etag for job type ScheduleUpdateTwin: it must be '*'");
  }
  const { tags, desired } = readServiceWrite(updateTwin2);
  checkSection("tags", tags);
  checkSection("desired", desired);
  return updateTwin2;
}
function checkSection(section2, value) {
  if (value === void 0 || value === null) return;
  if (!isObject(value))
    throw argumentInvalid(`updateTwin: ${section2} must be an object, found ${JSON.stringify(value)}`);
  const { $metadata: _metadata, $version: _version, ...written } = value;
  try {
    validateWrite(section2, written, "delete");
  } catch (error) {
    if (error instanceof TwinRuleError) throw argumentInvalid(error.message);
    throw error;
  }
}
function parseMethod(method) {
  if (!isObject(method)) throw argumentInvalid("cloudToDeviceMethod must be an object with methodName");
  readMethodRequest(method);
  return method;
}

// src/hub/jobs/jobs.ts
var history = bounds.hub.jobHistory;
var retryAfter3 = 5e3;
var Jobs = class {
  #context;
  #store;
  #clock;
  #timers;
  #execution;
  #alarms = /* @__PURE__ */ new Map();
  #closed = false;
  /** `clock` is the hub's time, `timers` real time for what has to be tried again. */
  constructor(context, store, clock, timers = systemTimers) {
    this.#context = context;
    this.#store = store;
    this.#clock = clock;
    this.#timers = timers;
    this.#execution = new JobExecution(context, store, clock, timers);
  }
  /** Takes up what an earlier process left: jobs that wait are waited for again, one that ran goes on. */
  start() {
    for (const job of [...this.#store.all()]) {
      if (job.status === "running") void this.#execution.resume(job);
      else if (!isOver(job)) this.#wait(job);
    }
  }
  /** Nothing is begun any more; a job that runs is left as it stands, to go on at the next start. */
  close() {
    this.#closed = true;
    for (const jobId of [...this.#alarms.keys()]) this.#disarm(jobId);
    this.#execution.close();
  }
  /** Resolves with the queued job. Throws HubError 400, 409, 429. */
  async create(jobId, body) {
    const request2 = parseJob(parseJobId(jobId), body, this.#context.clock.now());
    if (this.#store.get(jobId) !== void 0) {
      throw hubError("JobAlreadyExists", `A job with ID '${jobId}' already exists.`);
    }
    this.#checkConcurrency();
    const job = this.#newJob(jobId, request2);
    await this.#store.save(job);
    void this.#forgetOld();
    setImmediate(() => this.#schedule(jobId));
    return this.#document(job);
  }
  /** A job nobody made has the type and status `unknown`. */
  async get(jobId) {
    await this.#store.settled(jobId);
    const job = this.#store.get(jobId);
    return job === void 0 ? unknownJobDocument(jobId) : this.#document(job);
  }
  /** Throws HubError 404, 405. */
  async cancel(jobId) {
    const job = this.#store.get(jobId);
    if (job === void 0) throw hubError("JobNotFound", `No job has the ID '${jobId}'.`);
    if (isOver(job) || job.status === "running") {
      const text2 = `The job '${jobId}' is ${job.status}, only one that has not begun can be cancelled.`;
      throw hubError("OperationNotAllowedInCurrentState", text2);
    }
    this.#disarm(jobId);
    const cancelled = { ...job, status: "cancelled", endTime: timestamp(this.#context.clock) };
    try {
      await this.#store.save(cancelled);
    } catch (error) {
      if (job.status === "queued") this.#schedule(jobId);
      else this.#wait(job);
      throw error;
    }
    return this.#document(cancelled);
  }
  /** At most `count` jobs from the one at `start` on, in order of creation, and whether there are more. */
  async list(filter, start, count) {
    await this.#store.settled();
    const matches = (job) => (filter.type === void 0 || job.type === filter.type) && (filter.status === void 0 || job.status === filter.status);
    const all = [...this.#store.all()].filter(matches);
    const jobs = all.slice(start, start + count).map((job) => this.#document(job));
    return { jobs, more: start + count < all.length };
  }
  #document(job) {
    return jobDocument(job, job.statistics ?? this.#store.results(job.jobId).statistics());
  }
  #newJob(jobId, request2) {
    const now = timestamp(this.#context.clock);
    const startTime = request2.startTime === void 0 ? now : new Date(request2.startTime).toISOString();
    return { jobId, createdTime: now, status: "queued", ...request2, startTime };
  }
  #checkConcurrency() {
    const places = concurrentJobs(this.#context.faults.tier);
    let taken = 0;
    for (const job of this.#store.all()) if (!isOver(job)) taken++;
    if (taken < places) return;
    const text2 = `A hub of this tier takes ${places} at a time, scheduled ones included, and ${taken} are not over yet.`;
    throw hubError("ThrottlingMaxActiveJobCountExceeded", text2);
  }
  #schedule(jobId) {
    const job = this.#store.get(jobId);
    if (this.#closed || job?.status !== "queued") return;
    const scheduled = withStatus(job, "scheduled");
    this.#store.save(scheduled).then(
      () => this.#wait(scheduled),
      // It stays queued, for it was acknowledged: what the disk refuses now it may take later.
      () => this.#arm(jobId, this.#timers, retryAfter3, () => this.#schedule(jobId))
    );
  }
  #wait(job) {
    if (this.#closed || this.#store.get(job.jobId)?.status === "cancelled") return;
    const wait = Math.max(0, Date.parse(job.startTime) - this.#clock.now());
    this.#arm(job.jobId, this.#clock, wait, () => void this.#execution.begin(job));
  }
  #arm(jobId, timers, wait, act) {
    if (this.#closed) return;
    this.#disarm(jobId);
    const cancel = timers.after(wait, () => {
      this.#alarms.delete(jobId);
      act();
    });
    this.#alarms.set(jobId, cancel);
  }
  #disarm(jobId) {
    this.#alarms.get(jobId)?.();
    this.#alarms.delete(jobId);
  }
  async #forgetOld() {
    const oldest = this.#context.clock.now() - history;
    for (const job of [...this.#store.all()]) {
      const isOld = isOver(job) && Date.parse(job.endTime ?? job.createdTime) < oldest;
      if (isOld) await this.#store.forget(job.jobId).catch(() => void 0);
    }
  }
};
function withStatus(job, status) {
  return { ...job, status };
}

// src/hub/methods/method-broker.ts
import { isUtf8 } from "node:buffer";

// src/hub/mqtt/topics.ts
var twinGet = "$iothub/twin/GET/?";
var twinPatch = "$iothub/twin/PATCH/properties/reported/?";
var methodAnswer = /^\$iothub\/methods\/res\/(-?\d{1,15})\/\?/;
function parsePublishTopic(topic, key2) {
  if (topic.startsWith(twinGet)) {
    const rid = parameter(topic, twinGet.length, "$rid=");
    return rid === void 0 ? void 0 : { kind: "twin-get", rid };
  }
  if (topic.startsWith(twinPatch)) return parseTwinPatch(topic);
  const answer4 = methodAnswer.exec(topic);
  if (answer4 !== null) {
    const rid = parameter(topic, answer4[0].length, "$rid=");
    return rid === void 0 ? void 0 : { kind: "method-answer", rid, status: Number(answer4[1]) };
  }
  const events = `${identityPrefix(key2)}/messages/events`;
  if (topic === events) return { kind: "telemetry", bag: "" };
  return topic.startsWith(`${events}/`) ? { kind: "telemetry", bag: topic.slice(events.length + 1) } : void 0;
}
function parseFilter(filter, key2) {
  switch (filter) {
    case "$iothub/twin/res/#":
      return "twin-answers";
    case "$iothub/twin/PATCH/properties/desired/#":
      return "desired";
    case "$iothub/methods/POST/#":
      return "methods";
    default:
      return messageFilters(key2).includes(filter) ? "messages" : void 0;
  }
}
function isForeignTopic(topic, key2) {
  return topic.startsWith("devices/") && !`${topic}/`.startsWith(`${identityPrefix(key2)}/`);
}
var printTopic = {
  twinAnswer: (status, rid) => `$iothub/twin/res/${status}/?$rid=${rid}`,
  reportAccepted: (rid, version) => `$iothub/twin/res/204/?$rid=${rid}&$version=${version}`,
  desired: (version) => `$iothub/twin/PATCH/properties/desired/?$version=${version}`,
  method: (name, rid) => `$iothub/methods/POST/${encodeURIComponent(name)}/?$rid=${rid}`
};
function identityPrefix(key2) {
  const { deviceId: deviceId3, moduleId: moduleId2 } = splitKey(key2);
  return moduleId2 === void 0 ? `devices/${deviceId3}` : `devices/${deviceId3}/modules/${moduleId2}`;
}
function messageFilters(key2) {
  const prefix = identityPrefix(key2);
  if (splitKey(key2).moduleId === void 0) return [`${prefix}/messages/devicebound/#`];
  return [`${prefix}/#`, `${prefix}/inputs/#`, `${prefix}/messages/devicebound/#`];
}
function parseTwinPatch(topic) {
  const rid = parameter(topic, twinPatch.length, "$rid=");
  const version = parameter(topic, twinPatch.length, "$version=");
  if (rid === void 0 || version !== void 0 && !/^\d{1,15}$/.test(version)) return void 0;
  return { kind: "twin-patch", rid, version: version === void 0 ? void 0 : Number(version) };
}
function parameter(topic, from, name) {
  for (let start = from; start <= topic.length; ) {
    const end = topic.indexOf("&", start);
    const stop = end < 0 ? topic.length : end;
    if (topic.startsWith(name, start)) return topic.slice(start + name.length, stop);
    start = stop + 1;
  }
  return void 0;
}

// src/hub/methods/method-broker.ts
var mostInFlight = bounds.methods.inFlight;
var largestAnswer = bounds.methods.answer;
var MethodBroker = class {
  #connections;
  #calls = /* @__PURE__ */ new Map();
  /** Ends the wait of each call whose device is not there yet. */
  #waiting = /* @__PURE__ */ new Set();
  #inFlight = /* @__PURE__ */ new Map();
  #stopListening;
  #nextRid = 0;
  #closed = false;
  constructor(connections) {
    this.#connections = connections;
    this.#stopListening = connections.onGone((connection) => this.#lost(connection));
  }
  async invoke(key2, request2) {
    const inFlight = this.#inFlight.get(key2) ?? 0;
    if (inFlight >= mostInFlight) {
      const text2 = `${key2} has ${mostInFlight} method calls in flight, which is the most there may be`;
      throw hubError("DeviceMaximumInflightMethodExceeded", text2);
    }
    this.#inFlight.set(key2, inFlight + 1);
    try {
      const connection = await this.#connected(key2, request2.connectTimeout);
      if (!connection.takesMethods) throw notOnline(request2.connectTimeout);
      return await this.#deliver(connection, request2);
    } finally {
      this.#release(key2);
    }
  }
  /** What a device published to a method's answer topic; late and unknown answers are ignored. */
  answer(connection, rid, status, body) {
    const call = this.#calls.get(rid);
    if (call?.connection !== connection) return;
    const payload = body.length > largestAnswer ? void 0 : payloadOf(body);
    if (payload === void 0) call.reject(unusable(body));
    else call.resolve({ status, payload });
  }
  close() {
    this.#closed = true;
    this.#stopListening();
    for (const giveUp of [...this.#waiting]) giveUp();
    for (const call of [...this.#calls.values()]) call.reject(notOnline(0));
  }
  #connected(key2, seconds4) {
    const present = this.#connections.get(key2);
    if (present?.takesMethods) return Promise.resolve(present);
    if (seconds4 === 0 || this.#closed) return Promise.reject(notOnline(0));
    return new Promise((resolve4, reject) => {
      const done = (act) => {
        clearTimeout(timer);
        stop();
        this.#waiting.delete(giveUp);
        act();
      };
      const giveUp = () => done(() => reject(notOnline(seconds4)));
      const timer = setTimeout(giveUp, seconds4 * 1e3);
      this.#waiting.add(giveUp);
      const stop = this.#connections.onReady((connection) => {
        if (connection.key === key2) done(() => resolve4(connection));
      });
    });
  }
  #deliver(connection, request2) {
    const rid = (++this.#nextRid).toString(16);
    return new Promise((resolve4, reject) => {
      const timer = setTimeout(() => reject(timedOut(request2.responseTimeout)), request2.responseTimeout * 1e3);
      const settle3 = (act) => (value) => {
        clearTimeout(timer);
        act(value);
      };
      this.#calls.set(rid, { connection, resolve: settle3(resolve4), reject: settle3(reject) });
      connection.publish(printTopic.method(request2.methodName, rid), Buffer.from(request2.payload));
    }).finally(() => this.#calls.delete(rid));
  }
  #lost(connection) {
    for (const call of [...this.#calls.values()]) {
      if (call.connection !== connection) continue;
      call.reject(hubError("DeviceConnectionClosedRemotely", "the connection was lost before the device answered"));
    }
  }
  #release(key2) {
    const rest = (this.#inFlight.get(key2) ?? 1) - 1;
    if (rest > 0) this.#inFlight.set(key2, rest);
    else this.#inFlight.delete(key2);
  }
};
function payloadOf(body) {
  if (body.length === 0) return "null";
  if (!isUtf8(body)) return void 0;
  const text2 = body.toString("utf8");
  try {
    toBare(JSON.parse(text2));
    return text2;
  } catch {
    return void 0;
  }
}
function unusable(body) {
  if (body.length <= largestAnswer) {
    return hubError("GenericBadGateway", "the device answered with something that is not JSON");
  }
  return hubError("MessageTooLarge", `the device's answer takes ${body.length} bytes, the limit is ${largestAnswer}`);
}
function notOnline(seconds4) {
  const text2 = "The operation failed because the requested device isn't online or hasn't registered the direct method callback.";
  return hubError("DeviceNotOnline", text2, { timeout: timeSpan(seconds4) });
}
function timedOut(seconds4) {
  return hubError("GatewayTimeout", `The device did not answer within ${seconds4} s.`, { timeout: timeSpan(seconds4) });
}
function timeSpan(seconds4) {
  return new Date(seconds4 * 1e3).toISOString().slice(11, 19);
}

// src/hub/options.ts
function hostNamesOf(options2) {
  const names2 = [options2.hostName ?? "localhost", ...options2.otherHosts ?? [], ...addressOf(options2), ...loopback];
  return [...new Set(names2.map((name) => name.toLowerCase()))];
}
var loopback = ["localhost", "127.0.0.1", "::1"];
function addressOf({ host }) {
  return host === void 0 || host === "0.0.0.0" || host === "::" ? [] : [host];
}

// src/hub/queries/hub-queries.ts
import { randomBytes as randomBytes2 } from "node:crypto";

// src/query/engine/value-store.ts
var tag = { shared: 0, integer: 1, double: 2, own: 3 };
var fixedCode = { absent: 0, null: 4, true: 8, false: 12, object: 16 };
var someObject = Object.freeze({});
var fixedValues = [void 0, null, true, false, someObject];
var ValueStore = class {
  /** Read by generated code, by index; the array stays the same one. */
  shared = [...fixedValues];
  own = [];
  doubles = new Float64Array(64);
  #codes = /* @__PURE__ */ new Map();
  #freeShared = [];
  #freeOwn = [];
  #freeDoubles = [];
  #uses = new Uint32Array(64);
  #doubleCount = 0;
  /** The code of a string, an integer or a constant as far as codes are canonical; -1 when no row can have it. */
  peek(value) {
    if (typeof value === "string") return this.#codes.get(value) ?? -1;
    if (typeof value === "number") return isSmall(value) ? value << 2 | tag.integer : -1;
    if (value === null) return fixedCode.null;
    if (typeof value === "boolean") return value ? fixedCode.true : fixedCode.false;
    return value === void 0 ? fixedCode.absent : -1;
  }
  /** Takes a scalar or an array. With `repeats` false a string is not looked for among the shared ones. */
  encode(value, repeats) {
    if (typeof value === "string") return repeats ? this.#share(value) : this.#keep(value);
    if (typeof value === "number") return isSmall(value) ? value << 2 | tag.integer : this.#keepDouble(value);
    if (value === null) return fixedCode.null;
    if (typeof value === "boolean") return value ? fixedCode.true : fixedCode.false;
    return this.#keep(value);
  }
  decode(code) {
    const index = code >>> 2;
    switch (code & 3) {
      case tag.shared:
        return this.shared[index];
      case tag.integer:
        return code >> 2;
      case tag.double:
        return this.doubles[index];
      default:
        return this.own[index];
    }
  }
  /** Every code that `encode` returned is released once. */
  release(code) {
    const index = code >>> 2;
    switch (code & 3) {
      case tag.shared:
        if (index >= fixedValues.length && --this.#uses[index] === 0) this.#forget(index);
        return;
      case tag.double:
        this.#freeDoubles.push(index);
        return;
      case tag.own:
        this.own[index] = void 0;
        this.#freeOwn.push(index);
    }
  }
  /** Distinct strings held once for all rows. */
  get sharedCount() {
    return this.#codes.size;
  }
  #share(text2) {
    const known2 = this.#codes.get(text2);
    if (known2 !== void 0) {
      this.#uses[known2 >>> 2]++;
      return known2;
    }
    const index = this.#freeShared.pop() ?? this.shared.length;
    this.shared[index] = text2;
    if (index >= this.#uses.length) this.#uses = grown(this.#uses, Uint32Array);
    this.#uses[index] = 1;
    this.#codes.set(text2, index << 2);
    return index << 2;
  }
  #forget(index) {
    this.#codes.delete(this.shared[index]);
    this.shared[index] = void 0;
    this.#freeShared.push(index);
  }
  #keep(value) {
    const index = this.#freeOwn.pop() ?? this.own.length;
    this.own[index] = value;
    return index << 2 | tag.own;
  }
  #keepDouble(value) {
    const index = this.#freeDoubles.pop() ?? this.#doubleCount++;
    if (index >= this.doubles.length) this.doubles = grown(this.doubles, Float64Array);
    this.doubles[index] = value;
    return index << 2 | tag.double;
  }
};
function isSmall(value) {
  return value << 2 >> 2 === value;
}
function grown(array, type) {
  const next = new type(Math.ceil(array.length * 1.5));
  next.set(array);
  return next;
}

// src/query/engine/table-catalogue.ts
var sampledRows = 5e3;
var sampledShapes = 2e4;
var typeSamples = 8;
var offeredValues = 50;
var TableCatalogue = class {
  #engine;
  constructor(engine) {
    this.#engine = engine;
  }
  paths(prefix) {
    let node = this.#engine.table.paths.root;
    for (const name of prefix) node = node?.children.get(name);
    if (node === void 0) return [];
    const counts = this.#counts();
    const offered = [...node.children.values()].filter(({ name }) => !name.startsWith("$"));
    return offered.map((child) => this.#entry(child, counts)).sort((a, b) => b.count - a.count);
  }
  values(path4, prefix) {
    const folded = prefix.toLowerCase();
    const entries = [];
    for (const [value, count] of this.#valueCounts(path4)) {
      if (String(value).toLowerCase().startsWith(folded)) entries.push({ value, count });
    }
    return entries.sort((a, b) => b.count - a.count).slice(0, offeredValues);
  }
  find(start, limit) {
    const counts = this.#counts();
    const folded = start.toLowerCase();
    const found = [];
    for (const id2 of counts.keys()) {
      const node = this.#engine.table.paths.node(id2);
      const isOffered = node.parent?.parent !== void 0 && node.name.toLowerCase().startsWith(folded);
      if (isOffered && !node.name.startsWith("$")) found.push(this.#entry(node, counts));
    }
    return found.sort((a, b) => b.count - a.count).slice(0, limit);
  }
  #entry(node, counts) {
    const { segments, name } = node;
    const type = node.children.size > 0 ? "object" : this.#typeOf(segments);
    return { name, segments, count: counts.get(node.id) ?? 0, type };
  }
  #counts() {
    const counts = /* @__PURE__ */ new Map();
    let shapes = 0;
    for (const { entries, rows } of this.#engine.table.shapes.all()) {
      if (++shapes > sampledShapes) break;
      for (const entry of entries) counts.set(entry >> 1, (counts.get(entry >> 1) ?? 0) + rows);
    }
    return counts;
  }
  #typeOf(segments) {
    const types2 = /* @__PURE__ */ new Set();
    for (const value of this.#sample(segments, typeSamples)) {
      types2.add(Array.isArray(value) ? "array" : typeof value);
    }
    const [only = "string"] = types2;
    return types2.size > 1 ? "mixed" : only;
  }
  #valueCounts(segments) {
    const counts = /* @__PURE__ */ new Map();
    const add2 = (value, count) => {
      if (Array.isArray(value)) for (const element of value) add2(element, count);
      else if (value !== void 0 && value !== null && typeof value !== "object") {
        counts.set(value, (counts.get(value) ?? 0) + count);
      }
    };
    const column2 = this.#engine.columns.column(pathKey(segments));
    if (column2 !== void 0) for (const [id2, value] of column2.values.entries()) add2(value, column2.count(id2));
    else for (const value of this.#sample(segments, sampledRows)) add2(value, 1);
    return counts;
  }
  /** Defined values of a path, those of the newest rows. */
  *#sample(segments, limit) {
    const read4 = this.#engine.reader(segments);
    let found = 0;
    const { limit: end } = this.#engine.table;
    for (let row = end - 1; row >= Math.max(0, end - sampledRows) && found < limit; row--) {
      const value = read4(row);
      if (value === void 0 || value === someObject) continue;
      found++;
      yield value;
    }
  }
};

// src/hub/queries/continuation.ts
import { createHash as createHash2 } from "node:crypto";
function writeContinuation(epoch, text2, next) {
  const { at, after, left } = next;
  const written = {
    ...{ q: digest2(text2), e: epoch, a: at },
    ...after !== void 0 && { k: after },
    ...left !== void 0 && { l: left }
  };
  return Buffer.from(JSON.stringify(written)).toString("base64url");
}
function readContinuation(epoch, text2, token) {
  const written = decode(token);
  if (written === void 0) throw argumentInvalid("x-ms-continuation is not a token of this hub");
  if (written.q !== digest2(text2)) throw argumentInvalid("x-ms-continuation belongs to another query text");
  if (written.e !== epoch)
    throw argumentInvalid("x-ms-continuation is from before the hub started, run the query anew");
  return { at: written.a, after: written.k, left: written.l };
}
function decode(token) {
  try {
    const value = JSON.parse(Buffer.from(token, "base64url").toString());
    const isWhole = typeof value?.q === "string" && typeof value.e === "string" && Number.isSafeInteger(value.a) && value.a >= 0;
    const isOptional = (optional2, type) => optional2 === void 0 || typeof optional2 === type;
    return isWhole && isOptional(value.k, "string") && isOptional(value.l, "number") ? value : void 0;
  } catch {
    return void 0;
  }
}
function digest2(text2) {
  return createHash2("sha256").update(text2).digest("base64url").slice(0, 16);
}

// src/hub/twins/stored-twin.ts
var Cursor = class {
  #bytes;
  #text;
  #at = 0;
  constructor(bytes, latin1) {
    this.#bytes = bytes;
    this.#text = latin1;
  }
  /** Throws when the text goes on with anything else. */
  expect(literal) {
    if (!this.#text.startsWith(literal, this.#at)) throw unexpected;
    this.#at += literal.length;
  }
  integer() {
    let value = 0;
    for (let digit = this.#bytes[this.#at] - 48; digit >= 0 && digit <= 9; digit = this.#bytes[++this.#at] - 48) {
      value = value * 10 + digit;
    }
    return value;
  }
  object() {
    const start = this.#at;
    if (this.#bytes[start] !== openBrace) throw unexpected;
    this.#at = behindObject(this.#bytes, start);
    return [start, this.#at];
  }
  /** Values up to their metadata. No name in them may begin with `$`, so none of them looks like the start of these. */
  values() {
    const start = this.#at;
    const end = this.#text.indexOf(metadataStart, start) + 1;
    if (end === 0) throw unexpected;
    this.#at = end + metadataName.length;
    return [start, end];
  }
  /**
   * Metadata with the version that follows it, up to what comes behind both. It is more than half of a twin; its
   * members are objects that begin with a time, so that neither `next` can stand within it.
   */
  metadata(next) {
    const start = this.#at;
    const end = this.#text.indexOf(next, start);
    const colon = this.#text.lastIndexOf(":", end - 1);
    if (end < 0 || colon - versionName.length < start) throw unexpected;
    this.#at = colon + 1 - versionName.length;
    const metadata = [start, this.#at];
    this.expect(versionName);
    const version = this.integer();
    if (this.#at !== end) throw unexpected;
    this.expect(next);
    return { metadata, version };
  }
  /** A string whose opening quote is passed already. */
  restOfString() {
    const [bytes, start] = [this.#bytes, this.#at - 1];
    while (this.#at < bytes.length && bytes[this.#at] !== quote) this.#at += bytes[this.#at] === backslash ? 2 : 1;
    if (this.#at++ >= bytes.length) throw unexpected;
    return [start, this.#at];
  }
};
var metadataName = ',"metadata":';
var metadataStart = `}${metadataName}{"$lastUpdated":"`;
var versionName = ',"version":';
var quote = 34;
var backslash = 92;
var openBrace = 123;
var closeBrace = 125;
var unexpected = new Error("the stored twin has another layout");
function behindObject(text2, start) {
  const { length } = text2;
  let at = start;
  let depth = 0;
  do {
    const byte = text2[at++];
    if (byte === quote) {
      for (let inside = text2[at++]; inside !== quote && at < length; inside = text2[at++]) {
        if (inside === backslash) at++;
      }
    } else if (byte === openBrace) depth++;
    else if (byte === closeBrace) depth--;
  } while (depth > 0 && at < length);
  if (depth > 0) throw unexpected;
  return at;
}
function readStoredTwin(text2) {
  try {
    return read(text2);
  } catch (error) {
    if (error !== unexpected) throw error;
    return void 0;
  }
}
function read(text2) {
  const latin1 = text2.toString("latin1");
  const cursor = new Cursor(text2, latin1);
  cursor.expect('{"etag":');
  const etag = cursor.integer();
  cursor.expect(',"tags":');
  const tags = cursor.object();
  cursor.expect(',"desired":{"values":');
  const desired = section(cursor, '},"reported":{"values":');
  const reported = section(cursor, '},"modelId":"');
  const [start, end] = cursor.restOfString();
  cursor.expect(',"configurations":');
  const configurations = cursor.object();
  cursor.expect("}");
  const modelId = text2.toString("utf8", start, end);
  return { latin1, head: { etag, modelId, version: etag + reported.version }, tags, desired, reported, configurations };
}
function section(cursor, next) {
  const values = cursor.values();
  const { metadata, version } = cursor.metadata(next);
  return { values, metadata, version };
}

// src/twin/twin.ts
function createTwin(now) {
  return {
    etag: 1,
    tags: bareObject(),
    desired: virginSection(now),
    reported: virginSection(now),
    modelId: "",
    configurations: bareObject()
  };
}
function twinVersion(twin) {
  return twin.etag + twin.reported.version;
}
function virginSection(now) {
  const metadata = bareObject();
  metadata.$lastUpdated = now;
  return { values: bareObject(), metadata, version: 1 };
}

// src/hub/twins/twin-json.ts
function twinDocumentJson(twin, identity, activity) {
  const head = { etag: twin.etag, modelId: JSON.stringify(twin.modelId), version: twinVersion(twin) };
  return `${twinHeadJson(head, identity, activity)}${optionalJson("tags", twin.tags)}${optionalJson(
    "configurations",
    twin.configurations
  )}"properties":{"desired":${sectionJson(twin.desired)},"reported":${sectionJson(twin.reported)}},${twinEndJson(identity)}`;
}
function twinHeadJson(head, identity, activity) {
  return `{${namesJson(identity)},${mirrorJson(head, identity, activity)},"version":${head.version},`;
}
function twinEndJson(identity) {
  return `${endJson(identity)}}`;
}
function currentTwinJson({ state, connections }, name, twin) {
  const key2 = identityKey(name.deviceId, name.moduleId);
  const identity = state.get("identity", key2);
  return identity && twinDocumentJson(twin, identity, connections.activity(key2));
}
function sectionJson({ values, metadata, version }) {
  const members3 = JSON.stringify(values);
  const head = members3 === "{}" ? "{" : `${members3.slice(0, -1)},`;
  return `${head}"$metadata":${JSON.stringify(metadata)},"$version":${version}}`;
}
function namesJson({ deviceId: deviceId3, moduleId: moduleId2 }) {
  return moduleId2 === void 0 ? `"deviceId":"${deviceId3}"` : `"deviceId":"${deviceId3}","moduleId":"${moduleId2}"`;
}
function mirrorJson({ etag, modelId }, identity, activity) {
  const { status, statusReason, statusUpdatedTime, authentication } = identity;
  const reason = statusReason === null ? "" : `"statusReason":${JSON.stringify(statusReason)},`;
  const connectionState = activity.connected ? "Connected" : "Disconnected";
  return `"etag":"${twinEtag(etag)}","deviceEtag":"${decimalEtag(identity.etag)}","status":"${status}",${reason}"statusUpdateTime":"${statusUpdatedTime}","connectionState":"${connectionState}","lastActivityTime":"${activity.lastActivityTime}","cloudToDeviceMessageCount":0,"authenticationType":"${authentication.type}","x509Thumbprint":${thumbprintsJson(identity)},"modelId":${modelId}`;
}
var noThumbprints = '{"primaryThumbprint":null,"secondaryThumbprint":null}';
function thumbprintsJson({ authentication }) {
  const { primaryThumbprint, secondaryThumbprint } = authentication.x509Thumbprint;
  if (primaryThumbprint === null && secondaryThumbprint === null) return noThumbprints;
  return JSON.stringify({ PrimaryThumbprint: primaryThumbprint, SecondaryThumbprint: secondaryThumbprint });
}
function optionalJson(name, value) {
  const text2 = JSON.stringify(value);
  return text2 === "{}" ? "" : `"${name}":${text2},`;
}
function endJson({ capabilities, deviceScope, parentScopes }) {
  const scope = deviceScope === void 0 ? "" : `,"deviceScope":${JSON.stringify(deviceScope)}`;
  const parents = parentScopes === void 0 ? "" : `,"parentScopes":${JSON.stringify(parentScopes)}`;
  return `"capabilities":{"iotEdge":${capabilities.iotEdge}}${scope}${parents}`;
}

// src/hub/queries/page-writer.ts
var [comma, quote2, dollar] = [44, 34, 36];
var short = 256;
var PageWriter = class {
  #bytes;
  #used = 0;
  /** Text that is to stand before what is copied next: to write is a call into the runtime, so it is done seldom. */
  #ahead = "";
  /** Whether what is ahead may hold more than ASCII, which is written faster. */
  #isUtf8 = false;
  #rows = 0;
  /** `size`: bytes that the page will most likely take; to grow means to copy what there is. */
  constructor(size = 1 << 14) {
    this.#bytes = Buffer.allocUnsafeSlow(size);
  }
  get rows() {
    return this.#rows;
  }
  row(json) {
    this.#separate();
    this.#ahead += json;
    this.#isUtf8 = true;
    this.#flush();
  }
  /** A row as it was written once. */
  written(row) {
    this.#separate();
    this.#copy(row, 0, row.length);
  }
  /**
   * A twin copied from its stored text, only what is mirrored of the identity made anew. Returns what was written, good
   * until the next call; undefined when the text cannot be copied.
   */
  storedTwin(text2, identity, activity) {
    const stored = readStoredTwin(text2);
    if (stored === void 0) return void 0;
    this.#separate();
    const start = this.#used + this.#ahead.length;
    this.#ahead += twinHeadJson(stored.head, identity, activity);
    this.#isUtf8 = identity.statusReason !== null || stored.head.modelId !== '""';
    this.#optional("tags", text2, stored.latin1, stored.tags);
    this.#optional("configurations", text2, stored.latin1, stored.configurations);
    this.#ahead += '"properties":{"desired":';
    this.#section(text2, stored.desired);
    this.#ahead += ',"reported":';
    this.#section(text2, stored.reported);
    this.#ahead += `},${twinEndJson(identity)}`;
    this.#flush();
    return this.#bytes.subarray(start, this.#used);
  }
  end() {
    this.#ahead += this.#rows === 0 ? "[]" : "]";
    this.#flush();
    return this.#bytes.subarray(0, this.#used);
  }
  #separate() {
    this.#ahead += this.#rows++ === 0 ? "[" : ",";
  }
  #optional(name, text2, latin1, [start, end]) {
    if (end - start === 2) return;
    this.#ahead += `"${name}":`;
    if (end - start > short || this.#isUtf8) this.#copy(text2, start, end);
    else this.#ahead += latin1.slice(start, end);
    this.#ahead += ",";
  }
  /** Copied as it is stored, `{…},"metadata":{…}`, and made `{…,"$metadata":{…}` where it stands: as many bytes. */
  #section(text2, { values, metadata, version }) {
    if (values[1] - values[0] === 2) {
      this.#ahead += '{"$metadata":';
      this.#copy(text2, metadata[0], metadata[1]);
    } else {
      this.#copy(text2, values[0], metadata[1]);
      const behindValues = this.#used - (metadata[1] - values[1]);
      this.#bytes[behindValues - 1] = comma;
      this.#bytes[behindValues] = quote2;
      this.#bytes[behindValues + 1] = dollar;
    }
    this.#ahead += `,"$version":${version}}`;
  }
  #copy(from, start, end) {
    this.#flush();
    this.#reserve(end - start);
    this.#used += from.copy(this.#bytes, this.#used, start, end);
  }
  #flush() {
    this.#reserve(this.#ahead.length * (this.#isUtf8 ? 3 : 1));
    this.#used += this.#bytes.write(this.#ahead, this.#used, this.#isUtf8 ? "utf8" : "latin1");
    this.#ahead = "";
    this.#isUtf8 = false;
  }
  #reserve(bytes) {
    if (this.#used + bytes <= this.#bytes.length) return;
    const next = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#used + bytes));
    this.#bytes.copy(next, 0, 0, this.#used);
    this.#bytes = next;
  }
};

// src/hub/queries/group-page.ts
var heldKey = 1024;
function groupPage(groups, rowOf, { from, size }) {
  const writer = new PageWriter();
  const after = from.after ?? "";
  const isFirst = from.after === void 0;
  const rest = isFirst ? groups : skip(groups, after, from.at);
  const given = rest.slice(0, size);
  for (const group of given) writer.row(JSON.stringify(rowOf(group)));
  const hasMore = rest.length > size;
  return { itemType: "Raw", rows: writer.rows, body: writer.end(), next: hasMore ? nextOf(groups, given) : void 0 };
}
function skip(groups, after, count) {
  const start = groups.findIndex((group) => group.key.slice(0, heldKey) >= after);
  if (start < 0) return [];
  const alike = groups.slice(start).findIndex((group) => group.key.slice(0, heldKey) !== after);
  const same = alike < 0 ? groups.length - start : alike;
  return groups.slice(start + Math.min(count, same));
}
function nextOf(groups, given) {
  const last = given.at(-1);
  const after = last.key.slice(0, heldKey);
  const at = groups.indexOf(last) + 1 - groups.findIndex((group) => group.key.slice(0, heldKey) === after);
  return { at, after };
}

// src/query/compile/code.ts
var Code = class {
  /** What the function is given, in the order of the names `x0`, `x1`, … */
  inputs = [];
  /** Runs once per call. */
  preamble = [];
  /** Runs once per row. */
  statements = [];
  #names = 0;
  input(value) {
    return `x${this.inputs.push(value) - 1}`;
  }
  /** A constant in the preamble. */
  once(expression) {
    const name = this.#name();
    this.preamble.push(`const ${name} = ${expression};`);
    return name;
  }
  /** A constant computed where the row's statements have got to. */
  perRow(expression) {
    const name = this.#name();
    this.statements.push(`const ${name} = ${expression};`);
    return name;
  }
  #name() {
    return `v${this.#names++}`;
  }
  /** The texts of functions repeat while their inputs differ, so V8's work on a text is used again. */
  compile(parameters, body) {
    const names2 = this.inputs.map((_, index) => `x${index}`).join(", ");
    const text2 = `'use strict'; const [${names2}] = inputs; return function (${parameters}) {
${body}
};`;
    return factory(text2)(this.inputs);
  }
};
var factories = /* @__PURE__ */ new Map();
var maximalFactories = 256;
function factory(text2) {
  const known2 = factories.get(text2);
  if (known2 !== void 0) return known2;
  if (factories.size >= maximalFactories) factories.delete(factories.keys().next().value);
  const created = new Function("inputs", text2);
  factories.set(text2, created);
  return created;
}

// src/query/compile/call-code.ts
function callCode(code, call, wanted) {
  const [first, second] = call.arguments;
  const not = wanted ? "" : "!";
  const typeTest = (test2) => `${not}(${test2})`;
  switch (call.name) {
    case "IS_DEFINED": {
      const short2 = code.isDefined(first);
      return short2 === void 0 ? `${code.value(first)} ${wanted ? "!==" : "==="} undefined` : `${not}(${short2})`;
    }
    case "IS_NULL":
      return typeTest(`${code.value(first)} === null`);
    case "IS_BOOL":
      return typeTest(`typeof ${code.value(first)} === 'boolean'`);
    case "IS_NUMBER":
      return typeTest(`typeof ${code.value(first)} === 'number'`);
    case "IS_STRING":
      return typeTest(`typeof ${code.value(first)} === 'string'`);
    case "IS_OBJECT":
      return typeTest(`${code.helper("isPlainObject")}(${code.value(first)})`);
    case "IS_PRIMITIVE":
      return typeTest(`${code.helper("isPrimitive")}(${code.value(first)})`);
    case "STARTSWITH":
    case "ENDSWITH":
    case "ARRAY_CONTAINS":
      return `${code.helper(helpers[call.name])}(${code.value(first)}, ${code.value(second)}) === ${wanted}`;
    default:
      return assertNever(call.name);
  }
}
var helpers = { STARTSWITH: "startsWith", ENDSWITH: "endsWith", ARRAY_CONTAINS: "arrayContains" };

// src/query/compile/comparison-code.ts
var exchanged = {
  "=": "=",
  "!=": "!=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<="
};
var opposite = {
  "=": "!=",
  "!=": "=",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<"
};
function comparisonCode(code, comparison, wanted) {
  const operator = wanted ? comparison.operator : opposite[comparison.operator];
  const { left, right } = comparison;
  if (right.kind === "constant") return withConstant(code, operator, left, right, wanted);
  if (left.kind === "constant") return withConstant(code, exchanged[operator], right, left, wanted);
  return general(code, comparison, wanted);
}
function withConstant(code, operator, operand, constant2, wanted) {
  const { value } = constant2;
  if (value === void 0) return "false";
  if (operator === "=") {
    const short2 = code.equals(operand, constant2);
    return short2 ?? `${code.value(operand)} === ${code.constant(value)}`;
  }
  if (value === null || typeof value === "boolean" && operator !== "!=") return "false";
  const name = code.value(operand);
  const type = typeof value;
  const test2 = operator === "!=" ? `!== ${code.constant(value)}` : `${operator} ${code.constant(value)}`;
  if (type === "number" && !wanted && operator !== "!=") {
    return `(typeof ${name} === 'number' && !(${name} ${opposite[operator]} ${code.constant(value)}))`;
  }
  return `(typeof ${name} === '${type}' && ${name} ${test2})`;
}
function general(code, { operator, left, right }, wanted) {
  const [a, b] = [code.value(left), code.value(right)];
  const call = (positive, negative, x, y) => `${code.helper(wanted ? positive : negative)}(${x}, ${y})`;
  switch (operator) {
    case "=":
      return call("equal", "notEqual", a, b);
    case "!=":
      return call("notEqual", "equal", a, b);
    case "<":
      return call("less", "notLess", a, b);
    case "<=":
      return call("lessOrEqual", "notLessOrEqual", a, b);
    case ">":
      return call("less", "notLess", b, a);
    case ">=":
      return call("lessOrEqual", "notLessOrEqual", b, a);
  }
}

// src/query/compile/runtime.ts
function areComparable(a, b) {
  return typeof a === typeof b && (typeof a === "string" || typeof a === "number" || typeof a === "boolean");
}
function areOrdered(a, b) {
  return typeof a === typeof b && (typeof a === "string" || typeof a === "number");
}
function equal(a, b) {
  return a === null ? b === null : a === b && areComparable(a, b);
}
function notEqual(a, b) {
  return a !== b && areComparable(a, b);
}
function less(a, b) {
  return areOrdered(a, b) && a < b;
}
function notLess(a, b) {
  return areOrdered(a, b) && !(a < b);
}
function lessOrEqual(a, b) {
  return areOrdered(a, b) && a <= b;
}
function notLessOrEqual(a, b) {
  return areOrdered(a, b) && !(a <= b);
}
function isPrimitive(value) {
  return value !== void 0 && (typeof value !== "object" || value === null);
}
function isPlainObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function startsWith(a, b) {
  return typeof a === "string" && typeof b === "string" ? a.startsWith(b) : void 0;
}
function endsWith(a, b) {
  return typeof a === "string" && typeof b === "string" ? a.endsWith(b) : void 0;
}
function arrayContains(array, element) {
  return Array.isArray(array) && isPrimitive(element) ? array.includes(element) : void 0;
}
function isIn(value, list) {
  return isPrimitive(value) && list.has(value);
}
function isNotIn(value, list) {
  return isPrimitive(value) && !list.has(value);
}
function add(a, b) {
  return typeof a === "number" && typeof b === "number" ? a + b : void 0;
}
function subtract(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : void 0;
}
function multiply(a, b) {
  return typeof a === "number" && typeof b === "number" ? a * b : void 0;
}
function divide(a, b) {
  return typeof a === "number" && typeof b === "number" ? a / b : void 0;
}
function remainder(a, b) {
  return typeof a === "number" && typeof b === "number" ? a % b : void 0;
}
function negate(a) {
  return typeof a === "number" ? -a : void 0;
}

// src/query/compile/condition-code.ts
var runtime = {
  equal,
  notEqual,
  less,
  notLess,
  lessOrEqual,
  notLessOrEqual,
  isPrimitive,
  isPlainObject,
  startsWith,
  endsWith,
  arrayContains,
  isIn,
  isNotIn,
  add,
  subtract,
  multiply,
  divide,
  remainder,
  negate
};
var ConditionCode = class {
  #code;
  #access;
  #values = /* @__PURE__ */ new Map();
  #helpers = /* @__PURE__ */ new Map();
  constructor(code, access) {
    this.#code = code;
    this.#access = access;
  }
  truth(condition) {
    const table2 = this.#access.table?.(condition);
    if (table2 !== void 0) return `(${table2} & 1) !== 0`;
    switch (condition.kind) {
      case "and":
        return `(${this.truth(condition.left)} && ${this.truth(condition.right)})`;
      case "or":
        return `(${this.truth(condition.left)} || ${this.truth(condition.right)})`;
      case "not":
        return this.falsity(condition.operand);
      case "path":
        return this.#access.equals?.(condition, true) ?? `${this.value(condition)} === true`;
      case "comparison":
      case "in":
      case "call":
        return this.#test(condition, true);
      case "constant":
        return String(condition.value === true);
      case "array":
      case "arithmetic":
      case "negate":
        return "false";
      default:
        return assertNever(condition);
    }
  }
  falsity(condition) {
    const table2 = this.#access.table?.(condition);
    if (table2 !== void 0) return `(${table2} & 2) !== 0`;
    switch (condition.kind) {
      case "and":
        return `(${this.falsity(condition.left)} || ${this.falsity(condition.right)})`;
      case "or":
        return `(${this.falsity(condition.left)} && ${this.falsity(condition.right)})`;
      case "not":
        return this.truth(condition.operand);
      case "path":
        return this.#access.equals?.(condition, false) ?? `${this.value(condition)} === false`;
      case "comparison":
      case "in":
      case "call":
        return this.#test(condition, false);
      case "constant":
        return String(condition.value === false);
      case "array":
      case "arithmetic":
      case "negate":
        return "false";
      default:
        return assertNever(condition);
    }
  }
  /** Computed at most once per row, or a query nested deep would make code of exponential size. */
  value(condition) {
    const known2 = this.#values.get(condition);
    if (known2 !== void 0) return known2;
    const name = this.#value(condition);
    this.#values.set(condition, name);
    return name;
  }
  helper(name) {
    const known2 = this.#helpers.get(name);
    if (known2 !== void 0) return known2;
    const input = this.#code.input(runtime[name]);
    this.#helpers.set(name, input);
    return input;
  }
  constant(value) {
    return this.#code.input(value);
  }
  equals(path4, constant2) {
    const { value } = constant2;
    return path4.kind === "path" && value !== void 0 ? this.#access.equals?.(path4, value) : void 0;
  }
  isDefined(path4) {
    return path4.kind === "path" ? this.#access.isDefined?.(path4) : void 0;
  }
  #test(condition, wanted) {
    if (condition.kind === "comparison") return comparisonCode(this, condition, wanted);
    if (condition.kind === "call") return callCode(this, condition, wanted);
    const list = /* @__PURE__ */ new Set();
    for (const item of condition.list.items) {
      if (item.kind === "constant" && item.value !== void 0) list.add(item.value);
    }
    const isIn2 = wanted !== condition.negated;
    return `${this.helper(isIn2 ? "isIn" : "isNotIn")}(${this.value(condition.left)}, ${this.constant(list)})`;
  }
  #value(condition) {
    switch (condition.kind) {
      case "path":
        return this.#access.value(condition);
      case "constant":
        return this.constant(condition.value);
      case "array":
        return this.constant(arrayOf(condition));
      case "negate":
        return this.#code.perRow(`${this.helper("negate")}(${this.value(condition.operand)})`);
      case "arithmetic": {
        const operation = this.helper(operations[condition.operator]);
        return this.#code.perRow(`${operation}(${this.value(condition.left)}, ${this.value(condition.right)})`);
      }
      default:
        return this.#code.perRow(`${this.truth(condition)} ? true : ${this.falsity(condition)} ? false : undefined`);
    }
  }
};
var operations = { "+": "add", "-": "subtract", "*": "multiply", "/": "divide", "%": "remainder" };
function arrayOf(literal) {
  return literal.items.map((item) => item.kind === "array" ? arrayOf(item) : item.value);
}

// src/query/compile/compile-row-test.ts
function compileRowTest(condition, read4) {
  const code = new Code();
  const reader = code.input(read4);
  const value = (path4) => `${reader}(row, ${code.input(namesOf(path4))})`;
  const truth = new ConditionCode(code, { value: (path4) => code.perRow(value(path4)) }).truth(condition);
  return code.compile("row", `${code.statements.join("\n")}
return ${truth};`);
}

// src/query/engine/read-member.ts
function readMember2(value, segments) {
  let found = value;
  for (const segment of segments) {
    if (typeof found !== "object" || found === null || Array.isArray(found)) return void 0;
    found = memberOf(found, segment);
  }
  return found;
}
function memberOf(object2, name) {
  if (Object.hasOwn(object2, name)) return object2[name];
  const wanted = name.toLowerCase();
  for (const key2 of Object.keys(object2)) if (key2.toLowerCase() === wanted) return object2[key2];
  return void 0;
}

// src/hub/queries/job-rows.ts
var tests = /* @__PURE__ */ new WeakMap();
function* selectJobs(query, rows) {
  const test2 = testOf(query);
  for (const row of rows) if (test2(row)) yield row;
}
function testOf(query) {
  if (query.where === void 0) return () => true;
  const known2 = tests.get(query);
  if (known2 !== void 0) return known2;
  const test2 = compileRowTest(query.where, readMember2);
  tests.set(query, test2);
  return test2;
}

// src/hub/queries/live-query.ts
var LiveQuery = class {
  #index;
  #query;
  #engine;
  #keys = /* @__PURE__ */ new Set();
  #stop;
  constructor(index, query, listener, engine) {
    this.#index = index;
    this.#query = query;
    this.#engine = engine;
    this.#stop = index.onIndexed((key2) => {
      const change3 = this.#changeOf(key2);
      if (change3 !== void 0) listener({ key: key2, change: change3 });
    });
  }
  /** Finds the rows there are now. */
  *begin() {
    yield* this.#engine.find(this.#query, 0, (row) => this.#keys.add(this.#engine.table.keyOf(row)).size > 0);
  }
  get keys() {
    return this.#keys;
  }
  close() {
    this.#stop();
  }
  #changeOf(key2) {
    if (this.#index.engineOf(key2) !== this.#engine) return void 0;
    const row = this.#engine.table.rowOf(key2);
    const meets = row !== void 0 && this.#engine.matches(this.#query, row);
    if (meets && this.#keys.has(key2)) return "changed";
    if (meets) {
      this.#keys.add(key2);
      return "entered";
    }
    return this.#keys.delete(key2) ? "left" : void 0;
  }
};

// src/hub/queries/local-queries.ts
var mostPaths = 2e3;
function* knownPaths(catalogue2) {
  const known2 = [];
  for (const { segments, count, type } of catalogue2.find?.("", mostPaths) ?? []) {
    known2.push({ segments, count, type, values: type === "object" ? [] : catalogue2.values(segments, "") });
    yield;
  }
  return known2;
}

// src/lib/recent-map.ts
var RecentMap = class {
  #entries = /* @__PURE__ */ new Map();
  #most;
  #mayGo;
  /** What `mayGo` does not let go stays, beyond `most` too. */
  constructor(most6, mayGo = () => true) {
    this.#most = most6;
    this.#mayGo = mayGo;
  }
  get size() {
    return this.#entries.size;
  }
  get(key2) {
    const value = this.#entries.get(key2);
    if (value === void 0) return void 0;
    this.#entries.delete(key2);
    this.#entries.set(key2, value);
    return value;
  }
  set(key2, value) {
    this.#entries.delete(key2);
    this.#entries.set(key2, value);
    for (const [old, held] of this.#entries) {
      if (this.#entries.size <= this.#most) return;
      if (old !== key2 && this.#mayGo(held)) this.#entries.delete(old);
    }
  }
};

// src/query/engine/result-keys.ts
function resultColumns(items) {
  let unnamed = 0;
  const columns = /* @__PURE__ */ new Map();
  for (const { value, alias } of items) {
    const key2 = alias ?? (value.kind === "path" ? value.segments.at(-1).name : `$${++unnamed}`);
    columns.set(key2, { key: key2, value });
  }
  return [...columns.values()];
}

// src/query/engine/table-query.ts
function tableQuery(query) {
  const columns = query.select.kind === "all" ? void 0 : resultColumns(query.select.items);
  const aggregates2 = (columns ?? []).flatMap(({ value }) => value.kind === "aggregate" ? [value] : []);
  const groupBy = query.groupBy.map(queryPath);
  return {
    where: query.where,
    top: query.top,
    columns,
    groupBy,
    isAggregate: aggregates2.length > 0 || groupBy.length > 0,
    conditionPaths: pathsOf(query.where).map(queryPath),
    groupPaths: [...groupBy, ...aggregates2.flatMap(({ path: path4 }) => path4 === void 0 ? [] : [queryPath(path4)])],
    deviceIds: deviceIdsOf(query.where)
  };
}
function queryPath(path4) {
  const segments = namesOf(path4);
  return { key: pathKey(segments), segments };
}
function deviceIdsOf(where2) {
  for (const part of conjunctsOf(where2)) {
    if (part.kind === "comparison" && part.operator === "=") {
      const { left, right } = part;
      if (isDeviceId(left) && right.kind === "constant") return textsOf([right]);
      if (isDeviceId(right) && left.kind === "constant") return textsOf([left]);
    }
    if (part.kind === "in" && !part.negated && isDeviceId(part.left)) return textsOf(part.list.items);
  }
  return void 0;
}
function isDeviceId(node) {
  return node.kind === "path" && node.segments.length === 1 && node.segments[0].name === "deviceId";
}
function textsOf(items) {
  return [
    ...new Set(items.flatMap((item) => item.kind === "constant" && typeof item.value === "string" ? [item.value] : []))
  ];
}

// src/hub/queries/prepared-query.ts
var PreparedQueries = class {
  #known = new RecentMap(bounds.query.prepared);
  /** Throws HubError 400. */
  query(text2) {
    return this.#prepare(`q${text2}`, () => parseQuery(text2));
  }
  /** Throws HubError 400. */
  condition(text2) {
    return this.#prepare(`c${text2}`, () => {
      const { from, where: where2 } = parseCondition2(text2);
      return { from, where: where2, select: { kind: "all", span: { start: 0, end: 0 } }, groupBy: [], top: void 0 };
    });
  }
  #prepare(key2, parse4) {
    const known2 = this.#known.get(key2);
    if (known2 !== void 0) return known2;
    const parsed = refused(parse4);
    const prepared = { from: parsed.from, query: tableQuery(parsed) };
    this.#known.set(key2, prepared);
    return prepared;
  }
};
function refused(parse4) {
  try {
    return parse4();
  } catch (error) {
    if (error instanceof QuerySyntaxError) throw argumentInvalid(`BadRequest: ${messageOf(error)}`);
    throw error;
  }
}

// src/hub/queries/recent-rows.ts
var most = 16 * 2 ** 20;
var RecentRows = class {
  #rows = /* @__PURE__ */ new Map();
  #bytes = 0;
  constructor(table2) {
    table2.onChange((row) => this.#forget(row));
  }
  get(row, { connected, lastActivityTime }) {
    const known2 = this.#rows.get(row);
    if (known2?.connected !== connected || known2.lastActivityTime !== lastActivityTime) return void 0;
    return known2.bytes;
  }
  /** `bytes` is lent. */
  set(row, { connected, lastActivityTime }, bytes) {
    this.#forget(row);
    this.#rows.set(row, { bytes: Buffer.from(bytes), connected, lastActivityTime });
    this.#bytes += bytes.length;
    for (const [oldest] of this.#rows) {
      if (this.#bytes <= most) return;
      this.#forget(oldest);
    }
  }
  #forget(row) {
    const known2 = this.#rows.get(row);
    if (known2 === void 0) return;
    this.#rows.delete(row);
    this.#bytes -= known2.bytes.length;
  }
};

// src/query/engine/block.ts
var blockRows = 4096;
var blockShift = 12;
var noShape = -1;
var Block = class {
  shapes = new Int32Array(blockRows).fill(noShape);
  starts = new Uint32Array(blockRows);
  #lengths = new Uint16Array(blockRows);
  codes = new Int32Array(256);
  rows = 0;
  #used = 0;
  #garbage = 0;
  lengthOf(row) {
    return this.#lengths[row];
  }
  /** Writes the first `length` of `codes` as the values of a row. */
  write(row, shape, codes, length) {
    if (this.shapes[row] === noShape) this.rows++;
    this.shapes[row] = shape;
    if (this.#lengths[row] !== length) this.#place(row, length);
    const start = this.starts[row];
    for (let index = 0; index < length; index++) this.codes[start + index] = codes[index];
  }
  erase(row) {
    this.rows--;
    this.shapes[row] = noShape;
    this.#garbage += this.#lengths[row];
    this.#lengths[row] = 0;
  }
  codesOf(row) {
    return this.codes.subarray(this.starts[row], this.starts[row] + this.#lengths[row]);
  }
  #place(row, length) {
    this.#garbage += this.#lengths[row];
    this.#lengths[row] = 0;
    if (this.#used + length > this.codes.length) this.#makeRoom(length);
    this.starts[row] = this.#used;
    this.#lengths[row] = length;
    this.#used += length;
  }
  /** Compacts; the new array is larger than what lives in it by an eighth, or by what a full block would need. */
  #makeRoom(length) {
    const live = this.#used - this.#garbage + length;
    const perRow = Math.ceil(live / Math.max(1, this.rows));
    const isFilling = this.#garbage * 8 < this.#used;
    const target = isFilling ? Math.min(live * 2, Math.max(perRow * blockRows, live + 64)) : live + (live >> 3);
    const next = new Int32Array(target + 16);
    let used = 0;
    for (let row = 0; row < blockRows; row++) {
      const size = this.#lengths[row];
      if (size === 0) continue;
      next.set(this.codesOf(row), used);
      this.starts[row] = used;
      used += size;
    }
    this.codes = next;
    this.#used = used;
    this.#garbage = 0;
  }
  get bytes() {
    return this.codes.byteLength + this.shapes.byteLength + this.starts.byteLength + this.#lengths.byteLength;
  }
};

// src/query/engine/path-tree.ts
var PathNode = class {
  id;
  name;
  parent;
  /** How many shapes have it. */
  shapes = 0;
  children = /* @__PURE__ */ new Map();
  /** Strings seen under this path, and how many of them were new to the store: timestamps and serial numbers are. */
  strings = 0;
  fresh = 0;
  constructor(id2, name, parent) {
    this.id = id2;
    this.name = name;
    this.parent = parent;
  }
  /** False where nearly every row has a string of its own: sharing those would cost more than it saves. */
  get repeats() {
    return this.strings < 1024 || this.fresh * 2 < this.strings;
  }
  /** Counts a string; the counts are halved now and then so that the judgement can change. */
  saw(isNew) {
    this.strings++;
    if (isNew) this.fresh++;
    if (this.strings < 65536) return;
    this.strings >>= 1;
    this.fresh >>= 1;
  }
  get segments() {
    return this.parent === void 0 ? [] : [...this.parent.segments, this.name];
  }
};
var PathTree = class {
  root = new PathNode(0, "", void 0);
  #nodes = [this.root];
  #free = [];
  node(id2) {
    return this.#nodes[id2];
  }
  child(parent, name) {
    const known2 = parent.children.get(name);
    if (known2 !== void 0) return known2;
    const id2 = this.#free.pop() ?? this.#nodes.length;
    const node = new PathNode(id2, name, parent);
    this.#nodes[id2] = node;
    parent.children.set(name, node);
    return node;
  }
  /** A shape with these members appeared (+1) or went (-1). Members without a shape are forgotten. */
  use(ids, by) {
    const gone = [];
    for (const id2 of ids) {
      const node = this.node(id2);
      node.shapes += by;
      if (node.shapes === 0) gone.push(node);
    }
    for (const node of gone) {
      node.parent?.children.delete(node.name);
      this.#nodes[node.id] = void 0;
      this.#free.push(node.id);
    }
  }
  get size() {
    return this.#nodes.length - this.#free.length - 1;
  }
};

// src/query/engine/row-writer.ts
var RowWriter = class {
  entries = new Int32Array(256);
  codes = new Int32Array(256);
  entryCount = 0;
  codeCount = 0;
  #paths;
  #values;
  #open = [];
  #node;
  constructor(paths, values) {
    this.#paths = paths;
    this.#values = values;
    this.#node = paths.root;
  }
  begin() {
    this.entryCount = 0;
    this.codeCount = 0;
    this.#open.length = 0;
    this.#node = this.#paths.root;
  }
  member(name, value) {
    if (value === void 0) return;
    if (isObject(value)) {
      this.open(name);
      this.members(value);
      this.close();
      return;
    }
    const node = this.#paths.child(this.#node, name);
    this.#enter(node.id << 1);
    if (this.codeCount === this.codes.length) this.codes = doubled(this.codes);
    this.codes[this.codeCount++] = this.#encode(node, value);
  }
  members(values) {
    for (const name of Object.keys(values)) this.member(name, values[name]);
  }
  open(name) {
    const node = this.#paths.child(this.#node, name);
    this.#enter(node.id << 1 | 1);
    this.#open.push(this.#node);
    this.#node = node;
  }
  close() {
    this.#node = this.#open.pop();
  }
  #enter(entry) {
    if (this.entryCount === this.entries.length) this.entries = doubled(this.entries);
    this.entries[this.entryCount++] = entry;
  }
  #encode(node, value) {
    if (typeof value !== "string") return this.#values.encode(value, true);
    const { repeats } = node;
    const before = this.#values.sharedCount;
    const code = this.#values.encode(value, repeats);
    node.saw(!repeats || this.#values.sharedCount > before);
    return code;
  }
};
function doubled(array) {
  const next = new Int32Array(array.length * 2);
  next.set(array);
  return next;
}

// src/query/engine/shape-table.ts
var ShapeTable = class {
  #paths;
  #shapes = [];
  #byHash = /* @__PURE__ */ new Map();
  #free = [];
  #reuses = 0;
  constructor(paths) {
    this.#paths = paths;
  }
  /** One more than the highest number of a shape there ever was. */
  get limit() {
    return this.#shapes.length;
  }
  shape(id2) {
    return this.#shapes[id2];
  }
  *all() {
    for (const shape of this.#shapes) if (shape !== void 0) yield shape;
  }
  /** Grows whenever a number gets another meaning than it had. */
  get reuses() {
    return this.#reuses;
  }
  /** The shape with the first `length` entries, one row added to it. */
  acquire(entries, length) {
    const hash = hashOf(entries, length);
    const bucket = this.#byHash.get(hash);
    const known2 = bucket?.find((shape2) => isSame(shape2.entries, entries, length));
    const shape = known2 ?? this.#create(entries.slice(0, length), hash, bucket);
    shape.rows++;
    return shape;
  }
  release(id2) {
    const shape = this.#shapes[id2];
    if (--shape.rows > 0) return;
    this.#shapes[id2] = void 0;
    this.#free.push(id2);
    const rest = this.#byHash.get(shape.hash).filter((other) => other !== shape);
    if (rest.length > 0) this.#byHash.set(shape.hash, rest);
    else this.#byHash.delete(shape.hash);
    this.#paths.use(pathsOf2(shape), -1);
  }
  #create(entries, hash, bucket) {
    const reused = this.#free.pop();
    const shape = { id: reused ?? this.#shapes.length, entries, hash, rows: 0 };
    this.#shapes[shape.id] = shape;
    if (reused !== void 0) this.#reuses++;
    if (bucket === void 0) this.#byHash.set(hash, [shape]);
    else bucket.push(shape);
    this.#paths.use(pathsOf2(shape), 1);
    return shape;
  }
};
function* pathsOf2(shape) {
  for (const entry of shape.entries) yield entry >> 1;
}
function hashOf(entries, length) {
  let hash = 2166136261;
  for (let index = 0; index < length; index++) hash = Math.imul(hash ^ entries[index], 16777619);
  return hash;
}
function isSame(known2, entries, length) {
  if (known2.length !== length) return false;
  for (let index = 0; index < length; index++) if (known2[index] !== entries[index]) return false;
  return true;
}

// src/query/engine/row-table.ts
var RowTable = class {
  values = new ValueStore();
  paths = new PathTree();
  shapes = new ShapeTable(this.paths);
  #blocks = [];
  #keys = [];
  #rows = /* @__PURE__ */ new Map();
  #writer = new RowWriter(this.paths, this.values);
  #listeners = [];
  #next = 0;
  /** Rows there are. */
  get size() {
    return this.#rows.size;
  }
  /** One more than the highest row number there ever was. */
  get limit() {
    return this.#next;
  }
  block(index) {
    return this.#blocks[index];
  }
  rowOf(key2) {
    return this.#rows.get(key2);
  }
  /** Undefined when the row does not exist any more. */
  keyOf(row) {
    return this.#keys[row >>> blockShift]?.[row & blockRows - 1];
  }
  onChange(listener) {
    this.#listeners.push(listener);
  }
  /** Creates or replaces a row; `write` names its members. */
  put(key2, write4) {
    const writer = this.#writer;
    writer.begin();
    write4(writer);
    const known2 = this.#rows.get(key2);
    const row = known2 ?? this.#add(key2);
    const block = this.#blocks[row >>> blockShift];
    const index = row & blockRows - 1;
    const before = block.shapes[index];
    const shape = this.shapes.acquire(writer.entries, writer.entryCount);
    if (before !== noShape) this.#release(block, index, before);
    block.write(index, shape.id, writer.codes, writer.codeCount);
    for (const listener of this.#listeners) listener(row, known2 === void 0 ? "added" : "changed");
    return row;
  }
  delete(key2) {
    const row = this.#rows.get(key2);
    if (row === void 0) return;
    const [blockIndex, index] = [row >>> blockShift, row & blockRows - 1];
    const block = this.#blocks[blockIndex];
    this.#release(block, index, block.shapes[index]);
    block.erase(index);
    this.#rows.delete(key2);
    this.#keys[blockIndex][index] = void 0;
    for (const listener of this.#listeners) listener(row, "removed");
    const isFull = this.#next > (blockIndex + 1) * blockRows;
    if (block.rows > 0 || !isFull) return;
    this.#blocks[blockIndex] = void 0;
    this.#keys[blockIndex] = [];
  }
  /** Bytes of the blocks; strings and doubles not counted. */
  get bytes() {
    return this.#blocks.reduce((sum, block) => sum + (block?.bytes ?? 0), 0);
  }
  #add(key2) {
    const row = this.#next++;
    const blockIndex = row >>> blockShift;
    this.#blocks[blockIndex] ??= new Block();
    this.#keys[blockIndex] ??= [];
    this.#keys[blockIndex][row & blockRows - 1] = key2;
    this.#rows.set(key2, row);
    return row;
  }
  #release(block, index, shape) {
    for (const code of block.codesOf(index)) this.values.release(code);
    this.shapes.release(shape);
  }
};

// src/query/engine/column.ts
var absentId = 0;
var objectId = 1;
var maximalDistinct = 1 << 18;
var Column = class {
  /** By value number; holes where a number is free. */
  values = [void 0, someObject];
  #ids = /* @__PURE__ */ new Map([
    [void 0, absentId],
    [someObject, objectId]
  ]);
  #free = [];
  #blocks = [];
  #isWide = false;
  #counts = new Uint32Array(256);
  /** Value numbers in the order in which they got a value, those before `forgotten` cut off; truth tables follow it. */
  assigned = [absentId, objectId];
  forgotten = 0;
  /** False once the column is dropped: nobody keeps it current any more. */
  isKept = true;
  /** Rows that have this value now. */
  count(id2) {
    return this.#counts[id2] ?? 0;
  }
  idOf(value) {
    return this.#ids.get(value) ?? -1;
  }
  /** Value numbers of the rows of a block; all absent where nothing was set. */
  block(index) {
    const known2 = this.#blocks[index];
    if (known2 !== void 0) return known2;
    const created = this.#isWide ? new Uint32Array(blockRows) : new Uint16Array(blockRows);
    this.#blocks[index] = created;
    return created;
  }
  idAt(row) {
    return this.block(row >>> blockShift)[row & blockRows - 1];
  }
  /** A row that is new to the column. False when the value cannot be held: the column is of no more use then. */
  add(row, value) {
    const id2 = this.#acquire(value);
    if (id2 < 0) return false;
    this.block(row >>> blockShift)[row & blockRows - 1] = id2;
    return true;
  }
  change(row, value) {
    const before = this.idAt(row);
    if (this.#ids.get(value) === before) return true;
    const added = this.add(row, value);
    if (added) this.#release(before);
    return added;
  }
  remove(row) {
    this.#release(this.idAt(row));
    this.block(row >>> blockShift)[row & blockRows - 1] = absentId;
  }
  get distinct() {
    return this.#ids.size;
  }
  get bytes() {
    return this.#blocks.length * blockRows * (this.#isWide ? 4 : 2) + this.#counts.byteLength + this.#ids.size * 64;
  }
  #acquire(value) {
    if (typeof value === "object" && value !== null && value !== someObject) return -1;
    const known2 = this.#ids.get(value);
    if (known2 !== void 0) {
      this.#counts[known2]++;
      return known2;
    }
    const id2 = this.#free.pop() ?? this.values.length;
    if (id2 >= maximalDistinct) return -1;
    if (id2 > 65535 && !this.#isWide) this.#widen();
    if (id2 >= this.#counts.length) this.#counts = grow(this.#counts);
    this.values[id2] = value;
    this.#ids.set(value, id2);
    this.#counts[id2] = 1;
    this.#log(id2);
    return id2;
  }
  #log(id2) {
    if (this.assigned.length > 4096 + 2 * this.#ids.size) {
      this.forgotten += this.assigned.length;
      this.assigned.length = 0;
    }
    this.assigned.push(id2);
  }
  #release(id2) {
    if (--this.#counts[id2] > 0 || id2 <= objectId) return;
    this.#ids.delete(this.values[id2]);
    this.values[id2] = void 0;
    this.#free.push(id2);
  }
  #widen() {
    this.#isWide = true;
    for (const [index, block] of this.#blocks.entries()) this.#blocks[index] = Uint32Array.from(block);
  }
};
function grow(counts) {
  const next = new Uint32Array(counts.length * 2);
  next.set(counts);
  return next;
}

// src/query/engine/column-set.ts
var defaultColumnLimits = { bytes: 96 * 2 ** 20, rows: 1e3, queries: 500 };
var maximalStale = 65536;
var rowsPerStep = 4096;
var parsesPerStep = 64;
var ColumnSet = class {
  #table;
  #limits;
  #entries = /* @__PURE__ */ new Map();
  /** Paths whose values a column cannot hold, and since which query that is known. */
  #refused = /* @__PURE__ */ new Map();
  #queries = 0;
  #version = 0;
  constructor(table2, limits2 = defaultColumnLimits) {
    this.#table = table2;
    this.#limits = limits2;
    table2.onChange((row, change3) => this.#follow(row, change3));
  }
  /** Grows whenever a column becomes usable or is dropped. */
  get version() {
    return this.#version;
  }
  get bytes() {
    return [...this.#entries.values()].reduce((sum, entry) => sum + entry.column.bytes, 0);
  }
  get keys() {
    return [...this.#entries.values()].filter((entry) => entry.isReady).map((entry) => entry.key);
  }
  /** A column that is ready, for use in a query. */
  column(key2) {
    const entry = this.#entries.get(key2);
    return entry?.isReady ? entry.column : void 0;
  }
  /** A query over these paths begins; what nobody used for long is dropped. */
  countQuery(keys) {
    this.#queries++;
    for (const key2 of keys) {
      const entry = this.#entries.get(key2);
      if (entry !== void 0) entry.usedAt = this.#queries;
    }
    for (const entry of this.#entries.values()) {
      if (this.#queries - entry.usedAt > this.#limits.queries) this.#drop(entry.key);
    }
    for (const [key2, since] of this.#refused) if (this.#queries - since > 100) this.#refused.delete(key2);
  }
  /** Brings columns over documents up to date with the rows that changed. Hands back control in between. */
  *refresh(keys) {
    for (const key2 of keys) {
      const entry = this.#entries.get(key2);
      if (entry?.stale === void 0) continue;
      let steps = 0;
      for (const row of entry.stale) {
        entry.stale.delete(row);
        if (!entry.column.change(row, entry.read(row))) this.#refuse(key2);
        if (++steps % parsesPerStep === 0) yield;
      }
    }
  }
  clear() {
    for (const key2 of [...this.#entries.keys()]) this.#drop(key2);
  }
  canLearn(key2) {
    return !this.#entries.has(key2) && !this.#refused.has(key2) && this.#table.size >= this.#limits.rows;
  }
  /** Builds the column of a path, unless there is one. Hands back control in between. */
  *learn(key2, read4, parses) {
    if (!this.canLearn(key2)) return;
    const stale = parses ? /* @__PURE__ */ new Set() : void 0;
    const entry = { key: key2, read: read4, column: new Column(), stale, builtTo: 0, isReady: false, usedAt: this.#queries };
    this.#entries.set(key2, entry);
    const step = parses ? parsesPerStep : rowsPerStep;
    while (entry.builtTo < this.#table.limit) {
      const to = Math.min(entry.builtTo + step, this.#table.limit);
      for (; entry.builtTo < to; entry.builtTo++) {
        if (this.#table.keyOf(entry.builtTo) === void 0) continue;
        if (!entry.column.add(entry.builtTo, read4(entry.builtTo))) return this.#refuse(key2);
      }
      yield;
      if (this.#entries.get(key2) !== entry) return;
    }
    entry.isReady = true;
    this.#version++;
    this.#makeRoom();
  }
  #makeRoom() {
    while (this.bytes > this.#limits.bytes && this.#entries.size > 0) {
      const [oldest] = [...this.#entries.values()].sort((a, b) => a.usedAt - b.usedAt);
      this.#drop(oldest.key);
    }
  }
  #refuse(key2) {
    this.#refused.set(key2, this.#queries);
    this.#drop(key2);
  }
  #drop(key2) {
    const entry = this.#entries.get(key2);
    if (entry !== void 0) entry.column.isKept = false;
    this.#entries.delete(key2);
    this.#version++;
  }
  #follow(row, change3) {
    for (const entry of this.#entries.values()) {
      if (!entry.isReady && row >= entry.builtTo) continue;
      if (!this.#followWith(entry, row, change3)) this.#refuse(entry.key);
    }
  }
  #followWith({ column: column2, stale, read: read4 }, row, change3) {
    if (change3 === "removed") {
      stale?.delete(row);
      column2.remove(row);
      return true;
    }
    if (stale === void 0) return change3 === "added" ? column2.add(row, read4(row)) : column2.change(row, read4(row));
    stale.add(row);
    return stale.size <= maximalStale && (change3 === "changed" || column2.add(row, void 0));
  }
};

// src/query/compile/compile-value-test.ts
function compileValueTest(condition) {
  const code = new Code();
  const writer = new ConditionCode(code, { value: () => "value" });
  const [truth, falsity] = [writer.truth(condition), writer.falsity(condition)];
  const body = `${code.statements.join("\n")}
return ${truth} ? 1 : ${falsity} ? 2 : 0;`;
  return code.compile("value", body);
}

// src/query/engine/truth-table.ts
var TruthTable = class {
  #column;
  #test;
  #bits = new Uint8Array(256);
  #seen = 0;
  constructor(column2, test2) {
    this.#column = column2;
    this.#test = test2;
  }
  /** Bit 1 true, bit 2 false, by value number; up to date. */
  bits = () => {
    const { assigned, forgotten, values } = this.#column;
    const length = forgotten + assigned.length;
    if (this.#seen === length) return this.#bits;
    if (values.length > this.#bits.length) {
      const next = new Uint8Array(values.length * 2);
      next.set(this.#bits);
      this.#bits = next;
    }
    if (this.#seen < forgotten) for (const id2 of values.keys()) this.#bits[id2] = this.#test(values[id2]);
    else for (let at = this.#seen; at < length; at++) this.#evaluate(assigned[at - forgotten]);
    this.#seen = length;
    return this.#bits;
  };
  #evaluate(id2) {
    this.#bits[id2] = this.#test(this.#column.values[id2]);
  }
};

// src/query/engine/row-access.ts
var RowAccess = class {
  #code;
  #table;
  #ways;
  #sole;
  #ids = /* @__PURE__ */ new Map();
  #codes = /* @__PURE__ */ new Map();
  #values = /* @__PURE__ */ new Map();
  #store;
  constructor(code, table2, ways, sole) {
    this.#code = code;
    this.#table = table2;
    this.#ways = ways;
    this.#sole = sole;
  }
  value(path4) {
    const key2 = keyOf(path4);
    const known2 = this.#values.get(key2);
    if (known2 !== void 0) return known2;
    const name = this.#value(key2, this.#ways.get(key2));
    this.#values.set(key2, name);
    return name;
  }
  equals(path4, constant2) {
    const key2 = keyOf(path4);
    const way = this.#ways.get(key2);
    if (way.way === "column") {
      const id2 = this.#code.once(`${this.#code.input(way.column)}.idOf(${this.#code.input(constant2)})`);
      return `${this.#id(key2, way.column)} === ${id2}`;
    }
    return way.way === "rows" ? this.#codeEquals(this.#codeOf(key2, way.slots), constant2) : void 0;
  }
  isDefined(path4) {
    const key2 = keyOf(path4);
    const way = this.#ways.get(key2);
    return way.way === "rows" ? `${this.#codeOf(key2, way.slots)} !== ${fixedCode.absent}` : void 0;
  }
  table(condition) {
    const key2 = this.#sole.get(condition);
    const way = key2 === void 0 ? void 0 : this.#ways.get(key2);
    if (key2 === void 0 || way?.way !== "column" || isEquality(condition)) return void 0;
    const table2 = new TruthTable(way.column, compileValueTest(condition));
    const bits = this.#code.once(`${this.#code.input(table2.bits)}()`);
    return `${bits}[${this.#id(key2, way.column)}]`;
  }
  #value(key2, way) {
    switch (way.way) {
      case "column": {
        const values = this.#code.input(way.column.values);
        return this.#code.perRow(`${values}[${this.#id(key2, way.column)}]`);
      }
      case "rows":
        return this.#decoded(this.#codeOf(key2, way.slots));
      case "reader":
        return this.#code.perRow(`${this.#code.input(way.reader.read)}(first + i)`);
    }
  }
  /** The value's number in its column. */
  #id(key2, column2) {
    const known2 = this.#ids.get(key2);
    if (known2 !== void 0) return known2;
    const ids = this.#code.once(`${this.#code.input(column2)}.block(blockIndex)`);
    const expression = `${ids}[i]`;
    this.#ids.set(key2, expression);
    return expression;
  }
  /** The value's code in the row. */
  #codeOf(key2, slots) {
    const known2 = this.#codes.get(key2);
    if (known2 !== void 0) return known2;
    const code = this.#code;
    const table2 = code.once(`${code.input(slots)}.table()`);
    const resolve4 = code.input(slots.resolve);
    const at = code.perRow(`${table2}[shape] === -3 ? ${resolve4}(shape) : ${table2}[shape]`);
    const name = code.perRow(`${at} >= 0 ? codes[starts[i] + ${at}] : ${at} === -2 ? ${fixedCode.object} : 0`);
    this.#codes.set(key2, name);
    return name;
  }
  #decoded(name) {
    const store = this.#storeName();
    const index = `${name} >>> 2`;
    return this.#code.perRow(
      `(${name} & 3) === ${tag.shared} ? ${store}.shared[${index}] : (${name} & 3) === ${tag.integer} ? ${name} >> 2 : (${name} & 3) === ${tag.double} ? ${store}.doubles[${index}] : ${store}.own[${index}]`
    );
  }
  #codeEquals(name, constant2) {
    const store = this.#storeName();
    const value = this.#code.input(constant2);
    const code = this.#code.once(`${store}.peek(${value})`);
    if (typeof constant2 === "string") {
      return `(${name} === ${code} || (${name} & 3) === ${tag.own} && ${store}.own[${name} >>> 2] === ${value})`;
    }
    if (typeof constant2 !== "number" || this.#table.values.peek(constant2) !== -1) return `${name} === ${code}`;
    return `((${name} & 3) === ${tag.double} && ${store}.doubles[${name} >>> 2] === ${value})`;
  }
  #storeName() {
    this.#store ??= this.#code.input(this.#table.values);
    return this.#store;
  }
};
function keyOf(path4) {
  return pathKey(namesOf(path4));
}
function isEquality(condition) {
  if (condition.kind !== "comparison" || condition.operator !== "=") return condition.kind === "path";
  return condition.left.kind === "constant" || condition.right.kind === "constant" ? condition.left.kind === "path" || condition.right.kind === "path" : false;
}

// src/query/engine/compile-scan.ts
function compileScan(condition, table2, ways) {
  const code = new Code();
  const sole = condition === void 0 ? /* @__PURE__ */ new Map() : solePaths(condition);
  const writer = new ConditionCode(code, new RowAccess(code, table2, ways, sole));
  const cost = (part) => costOf(ways.get(sole.get(part) ?? ""));
  const lines2 = [];
  const exists = "const shape = shapes[i]; if (shape === -1) continue;";
  for (const part of conjunctsOf(condition).sort((a, b) => cost(a) - cost(b))) {
    if (cost(part) > 0 && !lines2.includes(exists)) lines2.push(exists);
    const truth = writer.truth(part);
    lines2.push(...code.statements, `if (!(${truth})) continue;`);
    code.statements = [];
  }
  if (!lines2.includes(exists)) lines2.push(exists);
  return code.compile(
    "block, blockIndex, first, from, to, found",
    `const shapes = block.shapes, starts = block.starts, codes = block.codes;
${code.preamble.join("\n")}
let count = 0;
for (let i = from; i < to; i++) {
${lines2.join("\n")}
found[count++] = i;
}
return count;`
  );
}
function costOf(way) {
  if (way === void 0) return 2;
  if (way.way === "reader") return way.reader.parses ? 4 : 3;
  return way.way === "column" ? 0 : 1;
}

// src/query/engine/find-rows.ts
function* scanRows(table2, scan, options2, take) {
  const found = new Uint16Array(blockRows);
  let looked = 0;
  let row = options2.from;
  while (row < table2.limit) {
    const blockIndex = row >>> blockShift;
    const first = blockIndex << blockShift;
    const [from, end] = [row - first, Math.min(row - first + options2.step, blockRows)];
    const block = table2.block(blockIndex);
    const count = block === void 0 ? 0 : scan()(block, blockIndex, first, from, end, found);
    if (block !== void 0) looked += Math.min(end, table2.limit - first) - from;
    for (let at = 0; at < count; at++) if (!take(first + found[at])) return { looked };
    row = first + end;
    yield;
  }
  return { looked };
}
function* scanCandidates(table2, scan, rows, take) {
  let looked = 0;
  for (const row of rows) {
    if (++looked % 64 === 0) yield;
    if (matchesRow(table2, scan(), row) && !take(row)) break;
  }
  return { looked };
}
var single = new Uint16Array(1);
function matchesRow(table2, scan, row) {
  const blockIndex = row >>> blockShift;
  const block = table2.block(blockIndex);
  const index = row & blockRows - 1;
  return block !== void 0 && scan(block, blockIndex, blockIndex << blockShift, index, index + 1, single) === 1;
}

// src/query/engine/groups.ts
var Groups = class {
  #by;
  #aggregates;
  #groups = /* @__PURE__ */ new Map();
  /** By the value itself, where one member makes the groups: quicker than by its text. */
  #byValue = /* @__PURE__ */ new Map();
  constructor(by, aggregates2) {
    this.#by = by;
    this.#aggregates = aggregates2;
    if (by.length === 0) this.#group([]);
  }
  add(row) {
    this.addMany(
      this.#by.map((read4) => read4(row)),
      1,
      row
    );
  }
  /** Several rows of the same values; only where all aggregates are COUNT. */
  addMany(values, count, row) {
    const group = this.#group(values.map((value) => typeof value === "object" && value !== null ? void 0 : value));
    for (const [index, { read: read4 }] of this.#aggregates.entries()) {
      const tally = group.tallies[index];
      tally.rows += count;
      const value = read4?.(row);
      if (typeof value !== "number") continue;
      tally.numbers++;
      tally.sum += value;
      tally.least = Math.min(tally.least, value);
      tally.most = Math.max(tally.most, value);
    }
  }
  /** In an order that does not depend on which rows came first, so that pages fit together while rows change. */
  sorted() {
    return [...this.#groups.values()].sort((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
  }
  #group(values) {
    if (values.length !== 1) return this.#groupByText(values);
    const known2 = this.#byValue.get(values[0]);
    if (known2 !== void 0) return known2;
    const created = this.#groupByText(values);
    this.#byValue.set(values[0], created);
    return created;
  }
  #groupByText(values) {
    const key2 = values.length === 1 ? keyOf2(values[0]) : values.map(keyOf2).join("\0");
    const known2 = this.#groups.get(key2);
    if (known2 !== void 0) return known2;
    const tallies = this.#aggregates.map(() => ({ rows: 0, numbers: 0, sum: 0, least: Infinity, most: -Infinity }));
    const group = { key: key2, values, tallies };
    this.#groups.set(key2, group);
    return group;
  }
};
function keyOf2(value) {
  return value === void 0 ? "" : JSON.stringify(value);
}
function groupRow(group, columns, by) {
  const row = bareObject();
  let aggregate = 0;
  for (const { key: key2, value } of columns) {
    const cell = value.kind === "path" ? group.values[by.indexOf(pathKey(namesOf(value)))] : outcome(value, group.tallies[aggregate++]);
    if (cell !== void 0) row[key2] = cell;
  }
  return row;
}
function outcome({ name }, tally) {
  if (name === "COUNT") return tally.rows;
  if (name === "SUM") return tally.sum;
  if (tally.numbers === 0) return void 0;
  return name === "AVG" ? tally.sum / tally.numbers : name === "MIN" ? tally.least : tally.most;
}

// src/query/engine/path-slots.ts
var slot = { unresolved: -3, object: -2, absent: -1 };
var PathSlots = class {
  segments;
  #paths;
  #shapes;
  #slots = new Int32Array(16).fill(slot.unresolved);
  #reuses;
  constructor(segments, paths, shapes) {
    this.segments = segments;
    this.#paths = paths;
    this.#shapes = shapes;
    this.#reuses = shapes.reuses;
  }
  /** By number of shape; valid until shapes are added. */
  table() {
    const { limit, reuses } = this.#shapes;
    if (reuses !== this.#reuses) this.#slots.fill(slot.unresolved);
    this.#reuses = reuses;
    if (limit > this.#slots.length) {
      const next = new Int32Array(Math.max(limit, Math.ceil(this.#slots.length * 1.5))).fill(slot.unresolved);
      next.set(this.#slots);
      this.#slots = next;
    }
    return this.#slots;
  }
  /** Called by generated code for a shape it sees for the first time. */
  resolve = (id2) => {
    const found = this.#find(this.#shapes.shape(id2));
    this.table()[id2] = found;
    return found;
  };
  #find(shape) {
    let node = this.#paths.root;
    let isObject2 = true;
    for (const segment of this.segments) {
      const next = isObject2 ? this.#member(shape, node, segment) : void 0;
      if (next === void 0) return slot.absent;
      node = next.node;
      isObject2 = next.isObject;
    }
    return isObject2 ? slot.object : positionOf(shape, node.id);
  }
  #member(shape, parent, name) {
    let folded;
    const exact = parent.children.get(name);
    const wanted = name.toLowerCase();
    for (const entry of shape.entries) {
      const node = this.#paths.node(entry >> 1);
      const found = { node, isObject: (entry & 1) === 1 };
      if (node === exact) return found;
      if (folded === void 0 && node.parent === parent && node.name.toLowerCase() === wanted) folded = found;
    }
    return folded;
  }
};
function positionOf(shape, id2) {
  let position = 0;
  for (const entry of shape.entries) {
    if (entry === id2 << 1) return position;
    if ((entry & 1) === 0) position++;
  }
  return slot.absent;
}

// src/query/engine/path-reader.ts
function pathReader(table2, slots) {
  return (row) => {
    const block = table2.block(row >>> blockShift);
    const index = row & blockRows - 1;
    const shape = block?.shapes[index] ?? noShape;
    if (block === void 0 || shape === noShape) return void 0;
    const known2 = slots.table()[shape];
    const at = known2 === slot.unresolved ? slots.resolve(shape) : known2;
    if (at >= 0) return table2.values.decode(block.codes[block.starts[index] + at]);
    return at === slot.object ? someObject : void 0;
  };
}

// src/query/engine/path-ways.ts
var maximalSlots = 256;
var PathWays = class {
  #table;
  #source;
  #columns;
  #slots = /* @__PURE__ */ new Map();
  constructor(table2, source, columns) {
    this.#table = table2;
    this.#source = source;
    this.#columns = columns;
  }
  way(path4) {
    const column2 = this.#columns.column(path4.key);
    return column2 === void 0 ? this.#uncolumned(path4) : { way: "column", column: column2 };
  }
  ways(paths) {
    return new Map(paths.map((path4) => [path4.key, this.way(path4)]));
  }
  /** The ways that see every change at once. */
  uncolumned(paths) {
    return new Map(paths.map((path4) => [path4.key, this.#uncolumned(path4)]));
  }
  /** Reads single rows; `someObject` stands for an object held in the table. */
  reader({ key: key2, segments }) {
    return this.#source.reader(segments)?.read ?? pathReader(this.#table, this.#slotsOf(key2, segments));
  }
  /** How to learn a path; undefined where its values change without notice. */
  learner(path4) {
    const reader = this.#source.reader(path4.segments);
    if (reader === void 0) return { read: this.reader(path4), parses: false };
    return reader.isVolatile ? void 0 : reader;
  }
  #uncolumned({ key: key2, segments }) {
    const reader = this.#source.reader(segments);
    return reader === void 0 ? { way: "rows", slots: this.#slotsOf(key2, segments) } : { way: "reader", reader };
  }
  #slotsOf(key2, segments) {
    const known2 = this.#slots.get(key2);
    if (known2 !== void 0) return known2;
    if (this.#slots.size >= maximalSlots) this.#slots.delete(this.#slots.keys().next().value);
    const created = new PathSlots(segments, this.#table.paths, this.#table.shapes);
    this.#slots.set(key2, created);
    return created;
  }
};

// src/query/engine/plan.ts
function planPath(key2, way) {
  const path4 = key2.replaceAll("\n", ".");
  switch (way.way) {
    case "column":
      return { path: path4, by: "column", distinct: way.column.distinct };
    case "rows":
      return { path: path4, by: "rows", distinct: void 0 };
    case "reader":
      return { path: path4, by: way.reader.parses ? "document" : "member", distinct: void 0 };
  }
}
function accessOf(paths, table2) {
  return table2.size > 0 && paths.length > 0 && paths.every(({ by }) => by === "column") ? "columns" : "scan";
}

// src/query/engine/table-engine.ts
var TableEngine = class {
  table;
  source;
  columns;
  #ways;
  #scans = /* @__PURE__ */ new WeakMap();
  #rowScans = /* @__PURE__ */ new WeakMap();
  constructor(table2, source, limits2) {
    this.table = table2;
    this.source = source;
    this.columns = new ColumnSet(table2, limits2);
    this.#ways = new PathWays(table2, source, this.columns);
  }
  /** The rows from a number on that meet the condition, in order of creation, until `take` has enough. */
  *find(query, from, take) {
    if (query.deviceIds !== void 0) {
      const rows = query.deviceIds.flatMap((id2) => this.source.rowsOf(id2)).filter((row) => row >= from);
      return yield* scanCandidates(
        this.table,
        () => this.#scan(query),
        rows.sort((a, b) => a - b),
        take
      );
    }
    const keys = [...query.conditionPaths, ...query.groupPaths].map((path4) => path4.key);
    if (from === 0) this.columns.countQuery(keys);
    yield* this.columns.refresh(keys);
    return yield* scanRows(this.table, () => this.#scan(query), { from, step: this.#step(query) }, take);
  }
  /** All groups of an aggregating query, in a fixed order. */
  *groups(query) {
    const aggregates2 = (query.columns ?? []).flatMap(({ value }) => {
      if (value.kind !== "aggregate") return [];
      return [{ aggregate: value, read: value.path && this.#reader(queryPath(value.path)) }];
    });
    const by = query.groupBy.map((path4) => this.#reader(path4));
    const groups = new Groups(by, aggregates2);
    const countsOnly = aggregates2.every(({ aggregate }) => aggregate.name === "COUNT");
    const looked = countsOnly && query.groupBy.length <= 1 ? yield* this.#count(query, groups) : yield* this.#gather(query, groups);
    return { groups: groups.sorted(), looked };
  }
  groupRow(group, query) {
    return groupRow(
      group,
      query.columns ?? [],
      query.groupBy.map((path4) => path4.key)
    );
  }
  /** One row of the answer to a query that names members. */
  projection(query) {
    const cells = (query.columns ?? []).flatMap(({ key: key2, value }) => {
      if (value.kind !== "path") return [];
      const path4 = queryPath(value);
      return [{ key: key2, path: path4, read: this.#ways.reader(path4) }];
    });
    return (row) => {
      const result2 = bareObject();
      for (const { key: key2, path: path4, read: read4 } of cells) {
        const held = read4(row);
        const cell = held === someObject ? readMember2(this.source.document(row), path4.segments) : held;
        if (cell !== void 0) result2[key2] = cell;
      }
      return result2;
    };
  }
  /** Reads one path of single rows; `someObject` stands for an object. */
  reader(segments) {
    return this.#ways.reader({ key: pathKey(segments), segments });
  }
  /** Whether a row meets the condition now. Columns over documents lag behind changes, so none are used. */
  matches(query, row) {
    const known2 = this.#rowScans.get(query);
    const scan = known2 ?? compileScan(query.where, this.table, this.#ways.uncolumned(query.conditionPaths));
    if (known2 === void 0) this.#rowScans.set(query, scan);
    return matchesRow(this.table, scan, row);
  }
  /** Whether `learn` would do anything. */
  wantsToLearn(query) {
    return query.deviceIds === void 0 && this.#learnable(query).some(({ key: key2 }) => this.columns.canLearn(key2));
  }
  /** Learns columns for the paths a query used, if that pays. */
  *learn(query) {
    if (query.deviceIds !== void 0) return;
    for (const { key: key2, read: read4, parses } of this.#learnable(query)) yield* this.columns.learn(key2, read4, parses);
  }
  /** How a query would be answered now. */
  plan(query) {
    const used = [...query.conditionPaths, ...query.groupPaths];
    const paths = [...this.#ways.ways(used)].map(([key2, way]) => planPath(key2, way));
    const [rowsInTable, columnBytes] = [this.table.size, this.columns.bytes];
    const isCounted = query.isAggregate && this.#isCounted(query);
    const access = query.deviceIds !== void 0 ? "look-up" : isCounted ? "counts" : accessOf(paths, this.table);
    return { access, paths, rowsInTable, columnBytes };
  }
  #learnable(query) {
    return [...query.conditionPaths, ...query.groupPaths].flatMap((path4) => {
      const learner = this.#ways.learner(path4);
      return learner === void 0 ? [] : [{ key: path4.key, read: learner.read, parses: learner.parses }];
    });
  }
  /** COUNT without a condition, over all rows or over the values of a column, is known without looking at rows. */
  #isCounted(query) {
    const [by] = query.groupBy;
    if (query.where !== void 0 || query.groupBy.length > 1) return false;
    if ((query.columns ?? []).some(({ value }) => value.kind === "aggregate" && value.name !== "COUNT")) return false;
    return by === void 0 || this.columns.column(by.key) !== void 0;
  }
  *#count(query, groups) {
    yield* this.columns.refresh(query.groupPaths.map((path4) => path4.key));
    const [by] = query.groupBy;
    const column2 = by && this.columns.column(by.key);
    if (this.#isCounted(query)) {
      this.columns.countQuery(query.groupPaths.map((path4) => path4.key));
      if (column2 === void 0) groups.addMany([], this.table.size, 0);
      else for (const [id2, value] of column2.values.entries()) addCount(groups, value, column2.count(id2));
      return 0;
    }
    if (by === void 0) {
      let count = 0;
      const { looked } = yield* this.find(query, 0, () => ++count > 0);
      groups.addMany([], count, 0);
      return looked;
    }
    return column2 === void 0 ? yield* this.#gather(query, groups) : yield* this.#countBy(query, column2, groups);
  }
  /**
   * Counts by value number; numbers may change their meaning between steps, so each step's counts are taken over at its
   * end.
   */
  *#countBy(query, column2, groups) {
    const counts = [];
    const seen = [];
    const read4 = this.#reader(query.groupBy[0]);
    const scan = this.find(query, 0, (row) => {
      if (!column2.isKept) groups.addMany([read4(row)], 1, row);
      else {
        const id2 = column2.idAt(row);
        counts[id2] = (counts[id2] ?? 0) + 1;
        if (counts[id2] === 1) seen.push(id2);
      }
      return true;
    });
    for (; ; ) {
      const step = scan.next();
      for (const id2 of seen) addCount(groups, column2.values[id2], counts[id2]);
      for (const id2 of seen) counts[id2] = 0;
      seen.length = 0;
      if (step.done) return step.value.looked;
      yield;
    }
  }
  *#gather(query, groups) {
    const { looked } = yield* this.find(query, 0, (row) => {
      groups.add(row);
      return true;
    });
    return looked;
  }
  #reader(path4) {
    const column2 = this.columns.column(path4.key);
    const read4 = this.#ways.reader(path4);
    return column2 === void 0 ? read4 : (row) => column2.isKept ? column2.values[column2.idAt(row)] : read4(row);
  }
  #scan(query) {
    const known2 = this.#scans.get(query);
    if (known2?.version === this.columns.version) return known2.scan;
    const scan = compileScan(query.where, this.table, this.#ways.ways(query.conditionPaths));
    this.#scans.set(query, { scan, version: this.columns.version });
    return scan;
  }
  /** Rows per step, so that a step stays under a millisecond or two. */
  #step(query) {
    const readers = query.conditionPaths.map((path4) => this.#ways.way(path4)).filter((way) => way.way === "reader");
    const groupReaders = query.groupPaths.map((path4) => this.source.reader(path4.segments));
    const parses = [...readers.map((way) => way.reader), ...groupReaders].some((reader) => reader?.parses);
    return parses ? 64 : readers.length > 0 ? 1024 : blockRows;
  }
};
function addCount(groups, value, count) {
  if (count > 0) groups.addMany([value], count, 0);
}

// src/hub/queries/slices.ts
var turnMilliseconds = 2;
var Slices = class {
  #isOver;
  #turnEnd = 0;
  #isInTurn = false;
  constructor(isOver2 = () => false) {
    this.#isOver = isOver2;
  }
  /** Runs steps to their end, over as many turns as it takes. Rejects with HubError 503 when it is over before. */
  async run(steps) {
    for (; ; ) {
      if (performance.now() >= this.#end()) await new Promise((resolve4) => setImmediate(resolve4));
      if (this.#isOver()) throw hubError("ServiceUnavailable", "the hub stopped before the query was done");
      const step = steps.next();
      if (step.done) return step.value;
    }
  }
  /** Many short queries in a row never leave the turn by themselves, so the time counts from where the turn began. */
  #end() {
    if (this.#isInTurn) return this.#turnEnd;
    this.#isInTurn = true;
    this.#turnEnd = performance.now() + turnMilliseconds;
    setImmediate(() => {
      this.#isInTurn = false;
    }).unref();
    return this.#turnEnd;
  }
};

// src/hub/queries/twin-row.ts
function writeTwinRow(row, identity, twin) {
  row.member("status", identity.status);
  if (identity.statusReason !== null) row.member("statusReason", identity.statusReason);
  row.member("authenticationType", identity.authentication.type);
  row.member("modelId", twin.modelId);
  row.member("version", twinVersion(twin));
  if (Object.keys(twin.tags).length > 0) row.member("tags", twin.tags);
  if (Object.keys(twin.configurations).length > 0) row.member("configurations", twin.configurations);
  row.open("properties");
  writeSection(row, "desired", twin.desired);
  writeSection(row, "reported", twin.reported);
  row.close();
  row.member("capabilities", identity.capabilities);
  row.member("deviceScope", identity.deviceScope);
  row.member("parentScopes", identity.parentScopes);
}
function writeSection(row, name, { values, version }) {
  row.open(name);
  row.members(values);
  row.member("$version", version);
  row.close();
}
var heldRoots = /* @__PURE__ */ new Set([
  "status",
  "statusReason",
  "authenticationType",
  "modelId",
  "version",
  "tags",
  "configurations",
  "properties",
  "capabilities",
  "deviceScope",
  "parentScopes"
]);

// src/hub/queries/twin-source.ts
var TwinSource = class {
  #parts;
  #parsedRow = -1;
  #parsed = {};
  #members;
  constructor(parts) {
    this.#parts = parts;
    const { connections } = parts;
    this.#members = {
      deviceId: (key2) => splitKey(key2).deviceId,
      moduleId: (key2) => splitKey(key2).moduleId,
      connectionState: (key2) => connections.activity(key2).connected ? "Connected" : "Disconnected",
      lastActivityTime: (key2) => connections.activity(key2).lastActivityTime,
      cloudToDeviceMessageCount: () => 0
    };
    parts.table.onChange((row) => {
      if (row === this.#parsedRow) this.#parsedRow = -1;
    });
  }
  reader(segments) {
    const [root2 = "", ...rest] = segments;
    if (heldRoots.has(root2) && !segments.includes("$metadata")) return void 0;
    const member2 = Object.hasOwn(this.#members, root2) ? this.#members[root2] : void 0;
    const isVolatile = root2 === "connectionState" || root2 === "lastActivityTime";
    if (member2 === void 0) return { read: (row) => this.#fromDocument(row, segments), parses: true, isVolatile };
    const read4 = (row) => {
      const key2 = this.#parts.table.keyOf(row);
      const value = key2 === void 0 ? void 0 : member2(key2);
      return rest.length === 0 ? value : readMember2(value, rest);
    };
    return { read: read4, parses: false, isVolatile };
  }
  document(row) {
    const key2 = this.#parts.table.keyOf(row);
    return key2 === void 0 ? {} : this.#parts.document(key2);
  }
  rowsOf(deviceId3) {
    const { table: table2, state, isModules } = this.#parts;
    const keys = isModules ? state.modulesOf(deviceId3) : [deviceId3];
    return keys.map((key2) => table2.rowOf(key2)).filter((row) => row !== void 0);
  }
  #fromDocument(row, segments) {
    if (row !== this.#parsedRow) {
      this.#parsed = this.document(row);
      this.#parsedRow = row;
    }
    return readMember2(this.#parsed, segments);
  }
};

// src/hub/queries/twin-index.ts
var mostDirty = 1e3;
var dirtyTime = 100;
var TwinIndex = class {
  devices;
  modules;
  /** The time of all queries and of the index itself. */
  slices = new Slices(() => this.#isClosed);
  #parts;
  #waiting = [];
  /** What rows that wait still show, and how many changes they wait for. */
  #stale = /* @__PURE__ */ new Map();
  #timer;
  #listeners = /* @__PURE__ */ new Set();
  #unsubscribe;
  #dirty = /* @__PURE__ */ new Set();
  #dirtyTimer;
  #isFilled = false;
  #isClosed = false;
  #filling;
  constructor(parts, limits2) {
    this.#parts = parts;
    this.devices = this.#engine(false, limits2);
    this.modules = this.#engine(true, limits2);
    this.#unsubscribe = [
      parts.feed.subscribe((event) => this.#follow(event), "changes"),
      // A row may have been made of what was not on disk yet.
      parts.state.onUndone((keys) => keys.forEach((key2) => void this.#indexSoon(key2)))
    ];
  }
  close() {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#dirtyTimer);
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }
  engineOf(key2) {
    return isModuleKey(key2) ? this.modules : this.devices;
  }
  /** Resolves when all twins are indexed, and all changes that are old enough. Undefined when that is so already. */
  ready() {
    if (!this.#isFilled) {
      this.#filling ??= this.#fill();
      return this.#filling;
    }
    this.#indexDirty();
    this.#applyDue();
    return void 0;
  }
  /** Calls after a row was brought up to date. */
  onIndexed(listener) {
    this.#indexDirty();
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  /** What a row shows; undefined when there is nothing to show any more. */
  shown(key2) {
    const stale = this.#stale.get(key2);
    return stale === void 0 ? this.#current(key2) : stale.shown;
  }
  /** Whether the row shows the twin as it is in the state. */
  isCurrent(key2) {
    return this.#stale.size === 0 || !this.#stale.has(key2);
  }
  /** The whole twin as JSON text, as the index sees it. */
  documentJson(key2) {
    const shown3 = this.shown(key2);
    return shown3 && twinDocumentJson(shown3.twin, shown3.identity, this.#parts.connections.activity(key2));
  }
  document(key2) {
    const text2 = this.documentJson(key2);
    return text2 === void 0 ? {} : toBareObject(JSON.parse(text2));
  }
  #engine(isModules, limits2) {
    const { state, connections } = this.#parts;
    const table2 = new RowTable();
    const document = (key2) => this.document(key2);
    return new TableEngine(table2, new TwinSource({ table: table2, state, connections, isModules, document }), limits2);
  }
  /** What changes while the index is filled is indexed anew at the end. */
  async #fill() {
    await this.slices.run(this.#fillSteps());
    this.#isFilled = true;
    this.#indexDirty();
  }
  *#fillSteps() {
    for (const [key2, twin] of this.#parts.state.entries("twin")) {
      const identity = this.#parts.state.get("identity", key2);
      if (identity !== void 0) this.engineOf(key2).table.put(key2, (row) => writeTwinRow(row, identity, twin));
      yield;
    }
  }
  #follow(event) {
    if (event.type !== "twin" && event.type !== "lifecycle") return;
    const { key: key2 } = event;
    const { indexLag } = this.#parts.faults;
    if (indexLag > 0 || this.#waiting.length > 0) {
      if (this.#isFilled) {
        this.#indexDirty();
        this.#postpone(event, indexLag);
      } else this.#dirty.add(key2);
    } else if (this.#listeners.size > 0 && this.#isFilled) this.#index(key2);
    else this.#indexSoon(key2);
  }
  /** Nobody looks until the next query: of a twin written many times in a while the row is made once. */
  #indexSoon(key2) {
    this.#dirty.add(key2);
    if (!this.#isFilled) return;
    if (this.#dirty.size >= mostDirty) this.#indexDirty();
    else this.#dirtyTimer ??= setTimeout(() => this.#indexDirty(), dirtyTime).unref();
  }
  #indexDirty() {
    if (!this.#isFilled || this.#isClosed) return;
    clearTimeout(this.#dirtyTimer);
    this.#dirtyTimer = void 0;
    for (const key2 of this.#dirty) this.#index(key2);
    this.#dirty.clear();
  }
  #postpone(event, lag) {
    const { key: key2 } = event;
    this.#waiting.push({ key: key2, due: performance.now() + lag });
    const stale = this.#stale.get(key2);
    if (stale !== void 0) stale.changes++;
    else this.#stale.set(key2, { shown: this.#before(event), changes: 1 });
    this.#timer ??= setTimeout(() => this.#wake(), lag).unref();
  }
  /** Queries see what is due whenever they are run; who follows one has to be told. */
  #wake() {
    this.#timer = void 0;
    this.#applyDue();
    const [next] = this.#waiting;
    if (next !== void 0) this.#timer = setTimeout(() => this.#wake(), next.due - performance.now()).unref();
  }
  #before(event) {
    const now = this.#current(event.key);
    if (now === void 0) return void 0;
    if (event.type === "twin") return { identity: now.identity, twin: event.before };
    return event.before && { identity: event.before, twin: now.twin };
  }
  #applyDue() {
    const now = performance.now();
    let count = 0;
    while (count < this.#waiting.length && this.#waiting[count].due <= now) count++;
    for (const { key: key2 } of this.#waiting.splice(0, count)) {
      const stale = this.#stale.get(key2);
      if (--stale.changes > 0) continue;
      this.#stale.delete(key2);
      this.#index(key2);
    }
  }
  #index(key2) {
    const current = this.#current(key2);
    const { table: table2 } = this.engineOf(key2);
    if (current === void 0) table2.delete(key2);
    else table2.put(key2, (row) => writeTwinRow(row, current.identity, current.twin));
    for (const listener of this.#listeners) listener(key2);
  }
  #current(key2) {
    const { state } = this.#parts;
    const [identity, twin] = [state.get("identity", key2), state.get("twin", key2)];
    return identity && twin && { identity, twin };
  }
};

// src/hub/queries/hub-queries.ts
var largestPage = bounds.query.pageRows;
var HubQueries = class {
  index;
  #parts;
  /** Tells runs of the hub apart. */
  #epoch = randomBytes2(6).toString("base64url");
  #prepared = new PreparedQueries();
  #learning = /* @__PURE__ */ new Set();
  #recentDevices;
  #recentModules;
  /** What rows of the page before took, and a quarter more. */
  #bytesPerRow = 256;
  constructor(parts, limits2) {
    this.#parts = parts;
    this.index = new TwinIndex(parts, limits2);
    this.#recentDevices = new RecentRows(this.index.devices.table);
    this.#recentModules = new RecentRows(this.index.modules.table);
  }
  /** Begins to index the twins there are; queries wait for it. */
  start() {
    this.index.ready()?.catch(() => {
    });
  }
  close() {
    this.index.close();
  }
  async run({ text: text2, pageSize: pageSize2, continuation }) {
    if (pageSize2 !== void 0 && pageSize2 < 1) throw argumentInvalid("x-ms-max-item-count must be a number from 1");
    const prepared = this.#prepared.query(text2);
    const from = continuation === void 0 ? { at: 0 } : readContinuation(this.#epoch, text2, continuation);
    const size = Math.min(pageSize2 ?? largestPage, largestPage, from.left ?? prepared.query.top ?? largestPage);
    const page = await this.#settled(() => this.#page(prepared, from, size));
    const left = from.left ?? prepared.query.top;
    const rest = left === void 0 ? void 0 : left - page.rows;
    const hasMore = page.next !== void 0 && rest !== 0;
    return {
      itemType: page.itemType,
      body: page.body,
      rows: page.rows,
      continuation: hasMore ? writeContinuation(this.#epoch, text2, { ...page.next, left: rest }) : void 0
    };
  }
  async select(condition) {
    const { from, query } = this.#prepared.condition(condition);
    return this.#settled(async () => {
      const engine = this.#engine(from);
      const keys = [];
      await this.#inSlices(engine.find(query, 0, (row) => keys.push(engine.table.keyOf(row)) > 0));
      this.#learn(engine, query);
      return keys;
    });
  }
  /** Runs a query to its last row and says how. */
  async explain(text2) {
    const { from, query } = this.#prepared.query(text2);
    await this.index.ready();
    const engine = this.#engine(from);
    const plan = engine.plan(query);
    const began = performance.now();
    const limit = query.top ?? Number.POSITIVE_INFINITY;
    let rowsFound = 0;
    let rowsLookedAt;
    if (query.isAggregate) {
      const { groups, looked } = await this.#inSlices(engine.groups(query));
      [rowsFound, rowsLookedAt] = [Math.min(groups.length, limit), looked];
    } else {
      const { looked } = await this.#inSlices(engine.find(query, 0, () => ++rowsFound < limit));
      rowsLookedAt = looked;
    }
    const milliseconds = performance.now() - began;
    this.#learn(engine, query);
    return { ...plan, rowsFound, rowsLookedAt, milliseconds };
  }
  /** Follows which twins meet a query from now on; aggregates and jobs cannot be followed. Rejects with HubError 400. */
  async watch(text2, listener) {
    const { from, query } = this.#prepared.query(text2);
    if (from === "devices.jobs" || query.isAggregate)
      throw argumentInvalid("only queries for single twins can be followed");
    await this.index.ready();
    const live = new LiveQuery(this.index, query, listener, this.#engine(from));
    await this.#inSlices(live.begin());
    return live;
  }
  async catalogue() {
    await this.index.ready();
    const engine = this.index.devices;
    return this.#inSlices(knownPaths(new TableCatalogue(engine)));
  }
  async #page(prepared, from, size) {
    const { query } = prepared;
    if (prepared.from === "devices.jobs") return this.#jobPage(query, from, size);
    const engine = this.#engine(prepared.from);
    if (query.isAggregate) {
      const { groups } = await this.#inSlices(engine.groups(query));
      this.#learn(engine, query);
      return groupPage(groups, (group) => engine.groupRow(group, query), { from, size });
    }
    const rows = [];
    await this.#inSlices(engine.find(query, from.at, (row) => rows.push(row) <= size));
    this.#learn(engine, query);
    const next = rows.length > size ? { at: rows.pop() } : void 0;
    return { ...this.#write(engine, query, rows), next };
  }
  #write(engine, query, rows) {
    const writer = new PageWriter(this.#bytesPerRow * rows.length + 64);
    const project = query.columns && engine.projection(query);
    const recent = this.#recentRows(engine);
    for (const row of rows) {
      const key2 = engine.table.keyOf(row);
      if (key2 === void 0) continue;
      if (project === void 0) this.#writeTwin(writer, key2, row, recent);
      else writer.row(JSON.stringify(project(row)));
    }
    const body = writer.end();
    if (rows.length > 0) this.#bytesPerRow = Math.ceil(body.length / rows.length * 1.25);
    return { itemType: project === void 0 ? "Twin" : "Raw", rows: writer.rows, body };
  }
  /** What was read may be newer than the disk: it is told when the disk has it, and read again when it was undone. */
  async #settled(read4) {
    const { state } = this.#parts;
    for (; ; ) {
      await this.index.ready();
      const result2 = await read4();
      const pending2 = [state.settled("twin"), state.settled("identity")].filter((promise) => promise !== void 0);
      if (pending2.length === 0) return result2;
      const outcomes = await Promise.allSettled(pending2);
      if (outcomes.every(({ status }) => status === "fulfilled")) return result2;
    }
  }
  /** Undefined while something is not on disk yet: what is undone is told to nobody, so rows made of it would stay. */
  #recentRows(engine) {
    const { state } = this.#parts;
    if (state.settled("twin") !== void 0 || state.settled("identity") !== void 0) return void 0;
    return engine === this.index.modules ? this.#recentModules : this.#recentDevices;
  }
  #writeTwin(writer, key2, row, recent) {
    const { state, connections } = this.#parts;
    if (this.index.isCurrent(key2)) {
      const activity = connections.activity(key2);
      const known2 = recent?.get(row, activity);
      if (known2 !== void 0) return writer.written(known2);
      const [identity, text2] = [state.get("identity", key2), state.twinText(key2, row)];
      if (identity === void 0) return;
      const written = text2 && writer.storedTwin(text2, identity, activity);
      if (written !== void 0) return recent?.set(row, activity, written);
    }
    const document = this.index.documentJson(key2);
    if (document !== void 0) writer.row(document);
  }
  #jobPage(query, { at }, size) {
    const writer = new PageWriter();
    let [index, next] = [0, -1];
    for (const row of selectJobs(query, this.#parts.jobs.rows())) {
      if (index++ < at) continue;
      if (writer.rows === size) {
        next = index - 1;
        break;
      }
      writer.row(JSON.stringify(row));
    }
    return { itemType: "DeviceJob", rows: writer.rows, body: writer.end(), next: next < 0 ? void 0 : { at: next } };
  }
  #engine(from) {
    return from === "devices.modules" ? this.index.modules : this.index.devices;
  }
  /** Columns are learned behind the answer's back. */
  #learn(engine, query) {
    if (this.#learning.has(query) || !engine.wantsToLearn(query)) return;
    this.#learning.add(query);
    const done = () => void this.#learning.delete(query);
    this.#inSlices(engine.learn(query)).then(done, done);
  }
  #inSlices(steps) {
    return this.index.slices.run(steps);
  }
};

// src/twin/metadata.ts
function stampOf(at, version) {
  const stamp = bareObject();
  stamp.$lastUpdated = at;
  if (version !== void 0) stamp.$lastUpdatedVersion = version;
  return stamp;
}
function stampTree(value, stamp) {
  if (!isObject(value)) return stamp;
  const node = copyOf(stamp);
  for (const key2 in value) node[key2] = stampTree(value[key2], stamp);
  return node;
}
function restamp(metadata, stamp) {
  const node = copyOf(stamp);
  if (metadata !== void 0) {
    for (const key2 in metadata) if (!isStampKey(key2)) node[key2] = metadata[key2];
  }
  return node;
}
function metadataOf(metadata, key2) {
  const member2 = metadata?.[key2];
  return isObject(member2) ? member2 : void 0;
}
function copyOf(stamp) {
  const node = bareObject();
  for (const key2 in stamp) node[key2] = stamp[key2];
  return node;
}
function isStampKey(key2) {
  return key2 === "$lastUpdated" || key2 === "$lastUpdatedVersion";
}

// src/twin/merge.ts
function mergeSection(values, metadata, patch, stamp) {
  let nextValues;
  let nextMetadata;
  let diff;
  let growth = 0;
  for (const key2 in patch) {
    const change3 = mergeMember(key2, values[key2], metadataOf(metadata, key2), patch[key2], stamp);
    if (change3 === void 0) continue;
    nextValues ??= copy(values);
    nextMetadata ??= restamp(metadata, stamp);
    diff ??= bareObject();
    diff[key2] = change3.diff;
    growth += change3.growth;
    if (change3.value === void 0) {
      delete nextValues[key2];
      delete nextMetadata[key2];
    } else {
      nextValues[key2] = change3.value;
      nextMetadata[key2] = change3.metadata;
    }
  }
  return { values: nextValues ?? values, metadata: nextMetadata ?? metadata, diff, growth };
}
function mergeMember(key2, current, metadata, patch, stamp) {
  if (patch === null) {
    if (current === void 0) return void 0;
    return { value: void 0, metadata: void 0, diff: null, growth: -memberSize(key2, current) };
  }
  if (isObject(patch) && isObject(current)) {
    const merged = mergeSection(current, metadata ?? bareObject(), patch, stamp);
    const { values, diff, growth: growth2 } = merged;
    return diff && { value: values, metadata: merged.metadata, diff, growth: growth2 };
  }
  const value = withoutNulls(patch);
  const growth = memberSize(key2, value) - memberSize(key2, current);
  return { value, metadata: stampTree(value, stamp), diff: value, growth };
}
function withoutNulls(value) {
  if (!isObject(value)) return value;
  const kept = bareObject();
  for (const key2 in value) if (value[key2] !== null) kept[key2] = withoutNulls(value[key2]);
  return kept;
}
function replaceDiff(current, next) {
  const diff = bareObject();
  for (const key2 in current) if (next[key2] === void 0) diff[key2] = null;
  for (const key2 in next) {
    const before = current[key2];
    const after = next[key2];
    if (isObject(before) && isObject(after)) {
      const nested = replaceDiff(before, after);
      if (nested !== void 0) diff[key2] = nested;
    } else diff[key2] = after;
  }
  return Object.keys(diff).length > 0 ? diff : void 0;
}
function copy(object2) {
  const next = bareObject();
  for (const key2 in object2) next[key2] = object2[key2];
  return next;
}

// src/twin/reported-section.ts
var mostWaiting = 16;
var ReportedSection = class _ReportedSection {
  version;
  #stamp;
  #waiting;
  #sizeBound;
  /** Both go when they are merged. */
  #before;
  #patch;
  #merged;
  /** The patch was validated, takes `size` without its nulls, and does not change any more. */
  constructor(before, patch, size, now) {
    this.version = before.version + 1;
    this.#stamp = stampOf(now);
    this.#waiting = waitingIn(before) + 1;
    this.#sizeBound = sizeBoundOf(before) + size;
    this.#before = before;
    this.#patch = patch;
    if (this.#waiting > mostWaiting) this.#look();
  }
  get values() {
    return this.#look().values;
  }
  get metadata() {
    return this.#look().metadata;
  }
  /** What `sectionSize` says of the values is no more than this. */
  get sizeBound() {
    return this.#sizeBound;
  }
  /** What it says, which bounds later sections more tightly. */
  measure() {
    this.#sizeBound = sectionSize(this.values);
    return this.#sizeBound;
  }
  toJSON() {
    const { values, metadata } = this.#look();
    return { values, metadata, version: this.version };
  }
  static waitingIn(section2) {
    return section2 instanceof _ReportedSection && section2.#merged === void 0 ? section2.#waiting : 0;
  }
  #look() {
    if (this.#merged !== void 0) return this.#merged;
    const waiting = [];
    let start = this;
    while (start instanceof _ReportedSection && start.#merged === void 0) {
      waiting.push(start);
      start = start.#before;
    }
    const draft = new Draft(start);
    for (let next = waiting.pop(); next !== void 0; next = waiting.pop()) draft.merge(next.#patch, next.#stamp);
    this.#merged = draft;
    this.#before = void 0;
    this.#patch = void 0;
    return draft;
  }
};
var { waitingIn } = ReportedSection;
function sizeBoundOf(section2) {
  return section2 instanceof ReportedSection ? section2.sizeBound : sectionSize(section2.values);
}
var Draft = class {
  values;
  metadata;
  #own = /* @__PURE__ */ new Set();
  constructor({ values, metadata }) {
    this.values = copyOf2(values);
    this.metadata = copyOf2(metadata);
  }
  merge(patch, stamp) {
    this.#merge(this.values, this.metadata, patch, stamp);
  }
  /** Whether anything counts as changed. */
  #merge(values, metadata, patch, stamp) {
    let isChanged = false;
    for (const key2 in patch) {
      const written = patch[key2];
      const current = values[key2];
      if (written === null) {
        if (current === void 0) continue;
        delete values[key2];
        delete metadata[key2];
      } else if (isObject(written) && isObject(current)) {
        const node = this.#owned(metadata, key2, stamp);
        if (!this.#merge(this.#owned(values, key2), node, written, stamp)) continue;
      } else {
        const value = withoutNulls(written);
        values[key2] = value;
        metadata[key2] = stampTree(value, stamp);
      }
      isChanged = true;
    }
    if (isChanged) metadata.$lastUpdated = stamp.$lastUpdated;
    return isChanged;
  }
  #owned(parent, key2, otherwise = {}) {
    const member2 = parent[key2];
    if (this.#own.has(member2)) return member2;
    const copy2 = copyOf2(isObject(member2) ? member2 : otherwise);
    this.#own.add(copy2);
    parent[key2] = copy2;
    return copy2;
  }
};
function copyOf2(object2) {
  const copy2 = bareObject();
  for (const key2 in object2) copy2[key2] = object2[key2];
  return copy2;
}

// src/twin/write.ts
function patchTwin(twin, write4, now) {
  const tagsPatch = patchOf(twin.tags, write4.tags, "tags");
  const desiredPatch2 = patchOf(twin.desired.values, withoutReserved(write4.desired), "desired");
  const tags = mergeSection(twin.tags, bareObject(), tagsPatch, stampOf(now));
  const version = twin.desired.version + 1;
  const desired = mergeSection(twin.desired.values, twin.desired.metadata, desiredPatch2, stampOf(now, version));
  if (tags.growth > 0) validateSize("tags", twin.tags, tags.values);
  if (desired.growth > 0) validateSize("desired", twin.desired.values, desired.values);
  if (tags.diff === void 0 && desired.diff === void 0) return { twin, changed: false, desiredDiff: void 0 };
  const section2 = desired.diff === void 0 ? twin.desired : { values: desired.values, metadata: desired.metadata, version };
  return {
    twin: { ...twin, etag: twin.etag + 1, tags: tags.values, desired: section2 },
    changed: true,
    desiredDiff: desired.diff
  };
}
function replaceTwin(twin, write4, now) {
  const tags = replacementOf(write4.tags, "tags");
  const values = replacementOf(withoutReserved(write4.desired), "desired");
  refuseFlood("tags", { values: twin.tags }, tags);
  refuseFlood("desired", twin.desired, values);
  validateWrite("tags", tags, "forbidden");
  validateWrite("desired", values, "forbidden");
  validateSize("tags", twin.tags, tags);
  validateSize("desired", twin.desired.values, values);
  const desiredDiff = replaceDiff(twin.desired.values, values);
  const version = twin.desired.version + 1;
  const metadata = stampTree(values, stampOf(now, version));
  const desired = desiredDiff === void 0 ? twin.desired : { values, metadata, version };
  return { twin: { ...twin, etag: twin.etag + 1, tags, desired }, changed: true, desiredDiff };
}
function reportTwin(twin, patch, now) {
  const size = refuseFlood("reported", twin.reported, patch);
  validateWrite("reported", patch, "delete");
  const reported = new ReportedSection(twin.reported, patch, size, now);
  const limit = limits.sectionSize.reported;
  if (reported.sizeBound > limit && reported.measure() > limit) {
    validateSize("reported", twin.reported.values, reported.values);
  }
  return withReported(twin, reported);
}
function reportTwinAgain(twin, patch, now) {
  return withReported(twin, new ReportedSection(twin.reported, patch, sectionSize(patch), now));
}
function withReported({ etag, tags, desired, modelId, configurations }, reported) {
  return { etag, tags, desired, reported, modelId, configurations };
}
function patchOf(current, patch, section2) {
  if (patch === void 0) return bareObject();
  if (patch === null) return clearing(current);
  const object2 = objectOf(patch, section2);
  refuseFlood(section2, { values: current }, object2);
  validateWrite(section2, object2, "delete");
  return object2;
}
function replacementOf(written, section2) {
  if (written === void 0) return bareObject();
  if (written !== null) return objectOf(written, section2);
  const path4 = section2 === "tags" ? ["tags"] : ["properties", "desired"];
  throw new TwinRuleError(
    "null",
    path4,
    `Value of Property or Tag cannot be null. Error in Property/Tag ${path4.at(-1)}`
  );
}
function clearing(current) {
  const patch = bareObject();
  for (const key2 of Object.keys(current)) patch[key2] = null;
  return patch;
}
function withoutReserved(section2) {
  if (!isObject(section2)) return section2;
  const kept = bareObject();
  for (const key2 of Object.keys(section2)) if (key2 !== "$metadata" && key2 !== "$version") kept[key2] = section2[key2];
  return kept;
}
function objectOf(value, section2) {
  if (isObject(value)) return value;
  const path4 = section2 === "tags" ? ["tags"] : ["properties", section2];
  const found = value === null ? "null" : Array.isArray(value) ? "an array" : `a ${typeof value}`;
  throw new TwinRuleError("type", path4, `${path4.join(".")} must be an object, found ${found}`);
}

// src/hub/state/settled.ts
function readSettled(state, kind2, key2) {
  const value = state.get(kind2, key2);
  const pending2 = state.settled(kind2, key2);
  return pending2 === void 0 ? value : pending2.then(() => value);
}
async function settledRefusal(state, kind2, key2, refusal2) {
  await state.settled(kind2, key2);
  return refusal2;
}

// src/hub/twins/ruled.ts
function refusalOf(error) {
  return error instanceof TwinRuleError ? argumentInvalid(error.message) : error;
}
function ruled(write4) {
  try {
    return write4();
  } catch (error) {
    throw refusalOf(error);
  }
}

// src/hub/twins/twin-writer.ts
var TwinWriter = class {
  #state;
  #clock;
  #feed;
  constructor(state, clock, feed2) {
    this.#state = state;
    this.#clock = clock;
    this.#feed = feed2;
  }
  /** Resolves with the new twin when it is on disk. Throws HubError 400, 404, 412. */
  patch(key2, write4, options2) {
    return this.#write(key2, "update", write4, options2);
  }
  replace(key2, write4, options2) {
    return this.#write(key2, "replace", write4, options2);
  }
  /**
   * A patch of reported. `base` is the optimistic lock of hub-reference 3.6. Calls back instead of giving a promise, which
   * with those that follow from it would be a tenth of what a report costs (bench/hub).
   */
  report(key2, { patch, text: text2, base }, { accepted, refused: refused2 }) {
    let before;
    let after;
    const at = timestamp(this.#clock);
    try {
      before = this.#require(key2);
      requireVersion(before, base);
      after = reportTwin(before, patch, at);
    } catch (refusal2) {
      void settledRefusal(this.#state, "twin", key2, refusalOf(refusal2)).then(refused2, refused2);
      return;
    }
    this.#state.report(key2, after, { patch: text2, at, version: after.reported.version }).then(() => {
      this.#feed.emit({
        type: "twin",
        key: key2,
        operation: "update",
        section: "reported",
        before,
        after,
        desiredPush: void 0,
        cause: byDevice
      });
      accepted(after);
    }, refused2);
  }
  /**
   * What automatic configurations do to a twin, in one commit: their statuses, and of the content that won or left, a
   * patch of desired. Statuses alone leave the etag as it is (inferred).
   */
  async configure(key2, write4) {
    const before = this.#require(key2);
    const patch = write4.desired === void 0 ? {} : { desired: write4.desired };
    const { twin, desiredDiff } = ruled(() => patchTwin(before, patch, timestamp(this.#clock)));
    const after = { ...twin, configurations: write4.configurations };
    await this.#state.commit([{ kind: "twin", key: key2, value: after }]);
    const desiredPush = desiredDiff && withVersion(desiredDiff, after.desired.version);
    const { cause } = write4;
    this.#feed.emit({ type: "twin", key: key2, operation: "update", section: "service", before, after, desiredPush, cause });
    return after;
  }
  /** A plug-and-play device's model, named at each connection; it moves no counter. hub-reference 2.2. */
  async announceModel(key2, modelId) {
    const before = this.#require(key2);
    if (before.modelId === modelId) return;
    const after = { ...before, modelId };
    await this.#state.commit([{ kind: "twin", key: key2, value: after }]);
    const news = { operation: "update", section: "reported", before, after, desiredPush: void 0 };
    this.#feed.emit({ type: "twin", key: key2, ...news, cause: byDevice });
  }
  async #write(key2, operation, write4, options2) {
    const { ifMatch, cause } = options2;
    const apply2 = operation === "update" ? patchTwin : replaceTwin;
    let before;
    let result2;
    try {
      before = this.#require(key2);
      requireEtag(before, ifMatch);
      result2 = apply2(before, write4, timestamp(this.#clock));
    } catch (refusal2) {
      throw await settledRefusal(this.#state, "twin", key2, refusalOf(refusal2));
    }
    const { twin: after, changed, desiredDiff } = result2;
    if (!changed) {
      await this.#state.settled("twin", key2);
      return before;
    }
    await this.#state.commit([{ kind: "twin", key: key2, value: after }]);
    const desiredPush = desiredDiff && withVersion(desiredDiff, after.desired.version);
    this.#feed.emit({ type: "twin", key: key2, operation, section: "service", before, after, desiredPush, cause });
    return after;
  }
  #require(key2) {
    const twin = this.#state.get("twin", key2);
    if (twin === void 0) throw hubError("DeviceNotFound", key2);
    return twin;
  }
};
var byDevice = { by: "device" };
function requireEtag(twin, ifMatch) {
  if (ifMatch === void 0 || ifMatch === "*" || ifMatch === twinEtag(twin.etag)) return;
  throw hubError("PreconditionFailed", "PreconditionFailed, ETag may be invalid.");
}
function requireVersion({ reported }, base) {
  if (base === void 0 || base === reported.version) return;
  throw hubError("PreconditionFailed", `reported $version is ${reported.version}, not ${base}`);
}
function withVersion(diff, version) {
  const push = bareObject();
  for (const key2 of Object.keys(diff)) push[key2] = diff[key2];
  push.$version = version;
  return push;
}

// src/hub/compose.ts
function compose(state, faults3, options2) {
  const clock = new HubClock(options2.fixedTime);
  const feed2 = new Feed(() => clock.now());
  const jobStore = new JobStore(state);
  const connections = new ConnectionRegistry(clock, feed2);
  const methods = new MethodBroker(connections);
  const queries = new HubQueries({ state, feed: feed2, connections, faults: faults3, jobs: jobStore });
  const core = {
    hostNames: hostNamesOf(options2),
    clock,
    random: seededRandom(options2.seed),
    state,
    feed: feed2,
    twins: new TwinWriter(state, clock, feed2),
    connections,
    methods,
    queries,
    faults: faults3
  };
  const jobs = new Jobs(core, jobStore, clock);
  const configurations = new Configurations(core);
  const control2 = new HubControl(faults3, clock, connections);
  const parts = [queries, jobs, configurations];
  return {
    context: { ...core, jobs, configurations, control: control2, localQueries: queries },
    mqtt: { ...core, connections, methods },
    start: () => parts.forEach((part) => void part.start()),
    close: () => {
      for (const part of parts) part.close();
      methods.close();
      connections.close();
      faults3.close();
    }
  };
}

// src/hub/connection-strings.ts
var usualMqttPort = 8883;
function serviceConnectionString(hostName, state, policyName = "iothubowner") {
  const policy = state.get("policy", policyName);
  if (policy === void 0) throw new Error(`the hub has no policy ${policyName}`);
  return `HostName=${hostName};SharedAccessKeyName=${policyName};SharedAccessKey=${policy.primaryKey}`;
}
function deviceConnectionString(hub, deviceId3, moduleId2) {
  const key2 = hub.state.get("identity", identityKey(deviceId3, moduleId2))?.authentication.symmetricKey.primaryKey;
  if (!key2) return void 0;
  const module = moduleId2 === void 0 ? "" : `;ModuleId=${moduleId2}`;
  const usual = hub.mqttPort === usualMqttPort && hub.hostName === "localhost";
  const gateway = usual ? "" : `;GatewayHostName=${hub.address}${portSuffix(hub.mqttPort)}`;
  return `HostName=${hub.hostName};DeviceId=${deviceId3}${module};SharedAccessKey=${key2}${gateway}`;
}
function portSuffix(port) {
  return port === usualMqttPort ? "" : `:${port}`;
}

// src/hub/data-directory/open-data-directory.ts
import { mkdir } from "node:fs/promises";
import { dirname as dirname3, join as join6, resolve as resolve2 } from "node:path";

// src/hub/certificates/certificates.ts
import { join } from "node:path";

// src/hub/data-directory/private-file.ts
import { randomBytes as randomBytes3 } from "node:crypto";
import { open, readFile, rename, unlink } from "node:fs/promises";
async function readIfPresent(path4) {
  try {
    return await readFile(path4, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return void 0;
    throw error;
  }
}
function parseJson(text2) {
  try {
    return JSON.parse(text2);
  } catch {
    return void 0;
  }
}
async function writePrivateFile(path4, text2, durability = "durable") {
  const draft = `${path4}.${randomBytes3(4).toString("hex")}.tmp`;
  try {
    const file = await open(draft, "wx", 384);
    try {
      await file.writeFile(text2);
      if (durability === "durable") await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path4);
  } catch (error) {
    await unlink(draft).catch(() => void 0);
    throw error;
  }
}

// src/hub/certificates/is-usable.ts
import { createPrivateKey, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
var margin = 30 * 24 * 36e5;
function isUsableAuthority(authority, now) {
  return check2(() => {
    const certificate = new X509Certificate(authority.certificate);
    return certificate.ca && isCurrent(certificate, now) && holdsKey(certificate, authority);
  });
}
function isUsableServer(server, authority, hosts, now) {
  return check2(() => {
    const certificate = new X509Certificate(server.certificate);
    return isCurrent(certificate, now) && holdsKey(certificate, server) && certificate.verify(new X509Certificate(authority.certificate).publicKey) && hosts.every((host) => covers(certificate, host));
  });
}
function isCurrent(certificate, now) {
  return Date.parse(certificate.validFrom) <= now && now + margin < Date.parse(certificate.validTo);
}
function holdsKey(certificate, { key: key2 }) {
  return certificate.checkPrivateKey(createPrivateKey(key2));
}
function covers(certificate, host) {
  return (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== void 0;
}
function check2(usable) {
  try {
    return usable();
  } catch {
    return false;
  }
}

// src/hub/certificates/certificates.ts
var authorityFile = "ca.pem";
async function loadCertificates(directory, hosts, now) {
  const authorityPaths = { certificate: join(directory, authorityFile), key: join(directory, "ca-key.pem") };
  const serverPaths = { certificate: join(directory, "server.pem"), key: join(directory, "server-key.pem") };
  let authority = await read2(authorityPaths);
  if (authority === void 0 || !isUsableAuthority(authority, now)) {
    authority = await (await issuing()).issueAuthority(now);
    await write(authorityPaths, authority);
  }
  let server = await read2(serverPaths);
  if (server === void 0 || !isUsableServer(server, authority, hosts, now)) {
    server = await (await issuing()).issueServer(authority, hosts, now);
    await write(serverPaths, server);
  }
  return { key: server.key, cert: server.certificate, ca: authority.certificate };
}
var temporaryAuthority;
var temporaryServers = /* @__PURE__ */ new Map();
function temporaryCertificates(hosts, now) {
  const key2 = hosts.join(" ");
  let material = temporaryServers.get(key2);
  if (material === void 0) {
    material = makeTemporary(hosts, now);
    temporaryServers.set(key2, material);
    material.catch(() => temporaryServers.delete(key2));
  }
  return material;
}
async function makeTemporary(hosts, now) {
  temporaryAuthority ??= await (await issuing()).issueAuthority(now);
  const authority = temporaryAuthority;
  const server = await (await issuing()).issueServer(authority, hosts, now);
  return { key: server.key, cert: server.certificate, ca: authority.certificate };
}
var issuing = () => Promise.resolve().then(() => (init_issue(), issue_exports));
async function read2(paths) {
  const [certificate, key2] = await Promise.all([readIfPresent(paths.certificate), readIfPresent(paths.key)]);
  return certificate === void 0 || key2 === void 0 ? void 0 : { certificate, key: key2 };
}
async function write(paths, issued3) {
  await writePrivateFile(paths.key, issued3.key);
  await writePrivateFile(paths.certificate, issued3.certificate);
}

// src/hub/state/durable-state.ts
import { setImmediate as immediate2 } from "node:timers/promises";

// src/hub/store/store.ts
import { join as join3 } from "node:path";

// src/hub/store/file-header.ts
var formatVersion = 2;
var fileHeaderBytes = 32;
function fileHeader(type, version = formatVersion) {
  return Buffer.from(`${`twin-tui hub ${type} ${version}`.padEnd(fileHeaderBytes - 1)}
`);
}
function parseFileHeader(bytes, type) {
  const match = /^twin-tui hub (log|snapshot) (\d{1,6}) *\n$/.exec(bytes.toString("latin1", 0, fileHeaderBytes));
  return match && match[1] === type ? Number(match[2]) : void 0;
}

// src/hub/store/group-commit.ts
import { setImmediate as immediate } from "node:timers/promises";

// src/hub/store/commit-group.ts
var none = /* @__PURE__ */ new Set();
var CommitGroup = class {
  frame;
  /** Settles for all commits of the group at once. */
  done;
  #undos = [];
  #keys = /* @__PURE__ */ new Map();
  #resolve;
  #reject;
  constructor(frame) {
    this.frame = frame;
    this.done = new Promise((resolve4, reject) => {
      this.#resolve = resolve4;
      this.#reject = reject;
    });
    this.done.catch(() => void 0);
  }
  note(kind2, key2, undo) {
    let keys = this.#keys.get(kind2);
    if (keys === void 0) {
      keys = /* @__PURE__ */ new Set();
      this.#keys.set(kind2, keys);
    }
    keys.add(key2);
    this.#undos.push(undo);
  }
  writes(kind2, key2) {
    const keys = this.#keys.get(kind2);
    return keys !== void 0 && (key2 === void 0 || keys.has(key2));
  }
  keysOf(kind2) {
    return this.#keys.get(kind2) ?? none;
  }
  undo() {
    for (let undo = this.#undos.pop(); undo !== void 0; undo = this.#undos.pop()) undo();
  }
  succeed() {
    this.#resolve();
  }
  fail(error) {
    this.#reject(error);
  }
};

// src/lib/write-text.ts
var longest = 64;
function writeText(bytes, text2, offset) {
  const { length } = text2;
  if (length > longest) return bytes.write(text2, offset);
  for (let index = 0; index < length; index++) {
    const code = text2.charCodeAt(index);
    if (code > 127) return bytes.write(text2, offset);
    bytes[offset + index] = code;
  }
  return length;
}

// src/hub/store/crc32.ts
import * as zlib from "node:zlib";
var crc322 = zlib.crc32 ?? slowCrc32;
var table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder2 = byte;
  for (let bit = 0; bit < 8; bit++) remainder2 = remainder2 & 1 ? remainder2 >>> 1 ^ 3988292384 : remainder2 >>> 1;
  return remainder2;
});
function slowCrc32(bytes) {
  let crc = 4294967295;
  for (const byte of bytes) crc = crc >>> 8 ^ table[(crc ^ byte) & 255];
  return (crc ^ 4294967295) >>> 0;
}

// src/hub/store/frame.ts
var frameHeaderBytes = 20;
var frameMark = Buffer.from([245, 84, 87, 78]);
var mark = frameMark.readUInt32LE();
var longestPayload = bounds.store.frame;
function sealFrame(frame, sequence) {
  const payload = frame.subarray(frameHeaderBytes);
  frame.writeUInt32LE(mark, 0);
  frame.writeUInt32LE(sequence, 4);
  frame.writeUInt32LE(payload.length, 8);
  frame.writeUInt32LE(crc322(payload), 12);
  frame.writeUInt32LE(crc322(frame.subarray(0, 16)), 16);
}
function readFrameHeader(bytes, offset) {
  if (bytes.length - offset < frameHeaderBytes || bytes.readUInt32LE(offset) !== mark) return void 0;
  if (bytes.readUInt32LE(offset + 16) !== crc322(bytes.subarray(offset, offset + 16))) return void 0;
  const length = bytes.readUInt32LE(offset + 8);
  if (length > longestPayload) return void 0;
  return { sequence: bytes.readUInt32LE(offset + 4), length, crc: bytes.readUInt32LE(offset + 12) };
}

// src/hub/store/stored-change.ts
var kindNumbers = {
  identity: 1,
  twin: 2,
  policy: 3,
  configuration: 4,
  job: 5,
  authority: 6,
  session: 7,
  report: 8
};
var kindsByNumber = new Map(Object.entries(kindNumbers).map(([kind2, number2]) => [number2, kind2]));
var changeHeaderBytes = 7;
var deleted = 4294967295;
var longestKey = bounds.store.key;
function writeChangeHeader(bytes, offset, kind2, keyBytes, valueBytes) {
  bytes.writeUInt8(kindNumbers[kind2], offset);
  bytes.writeUInt16LE(keyBytes, offset + 1);
  bytes.writeUInt32LE(valueBytes ?? deleted, offset + 3);
}
function* readChanges(payload) {
  let offset = 0;
  while (offset < payload.length) {
    const kind2 = kindsByNumber.get(payload.readUInt8(offset));
    if (kind2 === void 0) throw new RangeError(`kind ${payload.readUInt8(offset)} is not known`);
    const keyStart = offset + changeHeaderBytes;
    const keyEnd = keyStart + payload.readUInt16LE(offset + 1);
    const length = payload.readUInt32LE(offset + 3);
    const end = length === deleted ? keyEnd : keyEnd + length;
    if (end > payload.length) throw new RangeError("a change reaches beyond its frame");
    const json = length === deleted ? void 0 : payload.subarray(keyEnd, end);
    yield { kind: kind2, key: payload.toString("utf8", keyStart, keyEnd), json };
    offset = end;
  }
}

// src/hub/store/frame-writer.ts
var firstCapacity = 64 * 1024;
var nothing2 = [];
var FrameWriter = class {
  #bytes = Buffer.allocUnsafeSlow(firstCapacity);
  #end = frameHeaderBytes;
  /** Bytes of the frame so far, header included. */
  get length() {
    return this.#end;
  }
  get isEmpty() {
    return this.#end === frameHeaderBytes;
  }
  /**
   * Returns how many bytes the value's text takes, which `lent` gives. The text may come in pieces; undefined deletes the
   * key.
   */
  add(kind2, key2, json) {
    const pieces = json === void 0 ? nothing2 : Array.isArray(json) ? json : [json];
    const keyBytes = Buffer.byteLength(key2);
    if (keyBytes > longestKey) throw new RangeError(`a key of ${keyBytes} bytes is longer than the store takes`);
    let room = changeHeaderBytes + keyBytes;
    for (const piece of pieces) room += typeof piece === "string" ? piece.length * 3 : piece.length;
    this.#reserve(room);
    const start = this.#end;
    const valueStart = start + changeHeaderBytes + writeText(this.#bytes, key2, start + changeHeaderBytes);
    let end = valueStart;
    for (const piece of pieces) end += this.#put(piece, end);
    writeChangeHeader(this.#bytes, start, kind2, keyBytes, json === void 0 ? void 0 : end - valueStart);
    this.#end = end;
    return end - valueStart;
  }
  /** The text that was added last, of so many bytes; it stays as it is until the frame is cleared. */
  lent(bytes) {
    return this.#bytes.subarray(this.#end - bytes, this.#end);
  }
  /** Forgets what was added since the frame had this length. */
  rewind(length) {
    this.#end = length;
  }
  /** The finished frame; it must be written before this writer is used again. */
  seal(sequence) {
    const frame = this.#bytes.subarray(0, this.#end);
    sealFrame(frame, sequence);
    return frame;
  }
  clear() {
    this.#end = frameHeaderBytes;
    if (this.#bytes.length > 16 * 1024 * 1024) this.#bytes = Buffer.allocUnsafeSlow(firstCapacity);
  }
  #put(piece, offset) {
    return typeof piece === "string" ? writeText(this.#bytes, piece, offset) : piece.copy(this.#bytes, offset);
  }
  #reserve(bytes) {
    if (this.#end + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#end + bytes));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
};

// src/hub/store/group-commit.ts
var longestGroup = bounds.store.group;
var GroupCommit = class {
  #wordError;
  #undone;
  #log;
  #spare = new FrameWriter();
  /** In the order of writing; the first may be on its way to the disk, the last may be open to further commits. */
  #groups = [];
  #running;
  #writing;
  #next;
  #failures = 0;
  /** `wordError` makes of a failure of the disk what those who wait are told; `undone` hears what was taken back. */
  constructor(log, wordError, undone = () => {
  }) {
    this.#log = log;
    this.#wordError = wordError;
    this.#undone = undone;
  }
  /** Bytes of the log that is written to. */
  get logBytes() {
    return this.#log.bytes;
  }
  /** How often writing failed and commits were undone. */
  get failures() {
    return this.#failures;
  }
  /** The group that commits made now belong to. It is written when the present turn of the event loop is over. */
  get open() {
    let group = this.#groups.at(-1);
    if (group === void 0 || this.#isClosed(group)) {
      group = new CommitGroup(this.#spare ?? new FrameWriter());
      this.#spare = void 0;
      this.#groups.push(group);
      this.#run();
    }
    return group;
  }
  settled(kind2, key2) {
    for (let index = this.#groups.length - 1; index >= 0; index--) {
      const group = this.#groups[index];
      if (group.writes(kind2, key2)) return group.done;
    }
    return void 0;
  }
  /** Undefined when all commits made so far are on the disk; else resolves when they are, rejects when they are undone. */
  get barrier() {
    return this.#groups.at(-1)?.done;
  }
  /** Resolves when nothing waits to be written any more, be it written or undone. */
  async idle() {
    while (this.#running !== void 0) await this.#running;
  }
  /** All commits made from now on go to the log that `open` makes. When that fails they go on to the old one. */
  rotate(open3) {
    return new Promise((resolve4, reject) => {
      this.#next = { open: open3, done: (error) => error === void 0 ? resolve4() : reject(error) };
      this.#run();
    });
  }
  async close() {
    await this.idle();
    await this.#log.close();
  }
  #isClosed(group) {
    return group === this.#writing || group.frame.length >= longestGroup;
  }
  #run() {
    this.#running ??= this.#work().finally(() => {
      this.#running = void 0;
      if (this.#groups.length > 0 || this.#next !== void 0) this.#run();
    });
  }
  async #work() {
    await immediate();
    while (this.#groups.length > 0 || this.#next !== void 0) {
      if (this.#next !== void 0) await this.#changeLog();
      const group = this.#groups[0];
      if (group !== void 0) await this.#write(group);
      await immediate();
    }
  }
  async #write(group) {
    this.#writing = group;
    try {
      if (!group.frame.isEmpty) await this.#log.append(group.frame.seal(this.#log.sequence));
    } catch (error) {
      this.#undoAll(error);
      return;
    } finally {
      this.#writing = void 0;
    }
    this.#groups.shift();
    this.#reuse(group);
    group.succeed();
  }
  /** Later commits may rest on those that failed, so all go; in the reverse order, before anybody hears of it. */
  #undoAll(cause) {
    this.#failures++;
    const groups = this.#groups.splice(0);
    for (const group of groups.toReversed()) group.undo();
    for (const group of groups) this.#undone(group);
    const error = this.#wordError(cause);
    for (const group of groups) {
      group.fail(error);
      this.#reuse(group);
    }
  }
  async #changeLog() {
    const { open: open3, done } = this.#next;
    this.#next = void 0;
    try {
      const log = await open3();
      const old = this.#log;
      this.#log = log;
      await old.close().catch(() => void 0);
      done();
    } catch (error) {
      done(error);
    }
  }
  #reuse({ frame }) {
    frame.clear();
    this.#spare = frame;
  }
};

// src/hub/store/log-file.ts
import { dirname } from "node:path";
var LogFile = class _LogFile {
  #file;
  #end;
  #sequence;
  #isDirty;
  constructor(file, end, sequence, isDirty) {
    this.#file = file;
    this.#end = end;
    this.#sequence = sequence;
    this.#isDirty = isDirty;
  }
  static async create(files, path4, version) {
    const file = await files.open(path4, "create");
    try {
      await file.write(fileHeader("log", version), 0);
      await file.sync();
      await files.syncDirectory(dirname(path4));
      return new _LogFile(file, fileHeaderBytes, 1, false);
    } catch (error) {
      await file.close().catch(() => void 0);
      await files.remove(path4).catch(() => void 0);
      throw error;
    }
  }
  /** Goes on after `end`; what is behind it is cut off. */
  static async reopen(files, path4, end, sequence) {
    const file = await files.open(path4, "update");
    const log = new _LogFile(file, end, sequence, true);
    try {
      await log.#clean();
      return log;
    } catch (error) {
      await file.close().catch(() => void 0);
      throw error;
    }
  }
  get bytes() {
    return this.#end;
  }
  /** The number the next frame must be sealed with. */
  get sequence() {
    return this.#sequence;
  }
  /** Resolves when the frame is on the disk. When it rejects, the frame is not part of the log. */
  async append(frame) {
    if (this.#isDirty) await this.#clean();
    this.#isDirty = true;
    try {
      await this.#file.write(frame, this.#end);
      await this.#file.sync();
    } catch (error) {
      await this.#clean().catch(() => void 0);
      throw error;
    }
    this.#isDirty = false;
    this.#end += frame.length;
    this.#sequence++;
  }
  close() {
    return this.#file.close();
  }
  async #clean() {
    await this.#file.truncate(this.#end);
    await this.#file.sync();
    this.#isDirty = false;
  }
};

// src/hub/store/migrations.ts
var migrations = [];
function migrate(change3, from, to, steps) {
  let changes = [change3];
  for (let version = from; version < to; version++) {
    const step = steps[version];
    if (step !== void 0) changes = changes.flatMap(step);
  }
  return changes;
}

// src/hub/store/recover.ts
import { join as join2 } from "node:path";

// src/hub/store/frame-reader.ts
var chunkBytes = 1024 * 1024;
var FrameReader = class {
  #file;
  #chunk = Buffer.alloc(0);
  #chunkStart = fileHeaderBytes;
  /** Where the next frame begins, in bytes. */
  offset = fileHeaderBytes;
  /** The number the next frame must have. */
  sequence = 1;
  constructor(file) {
    this.#file = file;
  }
  /** The payload of the next frame, lent until the next call; undefined when there is no whole one. */
  async next() {
    await this.#have(frameHeaderBytes);
    const header = readFrameHeader(this.#chunk, this.#position);
    if (header === void 0 || header.sequence !== this.sequence) return void 0;
    await this.#have(frameHeaderBytes + header.length);
    const payload = payloadOf2(this.#chunk, this.#position, header);
    if (payload === void 0) return void 0;
    this.offset += frameHeaderBytes + header.length;
    this.sequence++;
    return payload;
  }
  get #position() {
    return this.offset - this.#chunkStart;
  }
  /** Reads on unless so many bytes from the offset on are there already. */
  async #have(bytes) {
    if (this.#chunk.length - this.#position >= bytes) return;
    const chunk = Buffer.allocUnsafeSlow(Math.max(bytes, chunkBytes));
    this.#chunk = chunk.subarray(0, await this.#file.read(chunk, this.offset));
    this.#chunkStart = this.offset;
  }
};
function payloadOf2(bytes, offset, header) {
  const start = offset + frameHeaderBytes;
  if (bytes.length - start < header.length) return void 0;
  const payload = bytes.subarray(start, start + header.length);
  return crc322(payload) === header.crc ? payload : void 0;
}

// src/hub/store/store-error.ts
var StoreError = class extends AppError {
  name = "StoreError";
  file;
  /** Where in the file it is wrong, in bytes. */
  offset;
  constructor(file, offset, message, hint) {
    super(message, { hint, exitCode: ExitCode.failed });
    this.file = file;
    this.offset = offset;
  }
};
function damaged(file, offset, what) {
  return new StoreError(
    file,
    offset,
    `The hub's store is damaged: ${file}, byte ${offset}: ${what}. Nothing was changed.`,
    "Put the file back from a backup, or start with another --data-dir."
  );
}
function tooNew(file, version, known2) {
  return new StoreError(
    file,
    0,
    `${file} was written by a newer twin-tui (format ${version}, this one knows up to ${known2}). Nothing was changed.`,
    "Use the newer twin-tui, or start with another --data-dir."
  );
}
function unusable2(directory, cause) {
  const code = cause instanceof Error ? cause.code : void 0;
  const message = `The hub's store in ${directory} cannot be opened: ${messageOf(cause)}. Nothing in it was lost.`;
  return new AppError(message, { hint: hintOf2(code), exitCode: ExitCode.failed, cause });
}
function hintOf2(code) {
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return "The disk is full: make room on it, or start with another --data-dir.";
    case "EROFS":
    case "EACCES":
    case "EPERM":
      return "It must be writable for you: mend its permissions, start with another --data-dir, or with --ephemeral.";
    case "EMFILE":
    case "ENFILE":
      return "Too many files are open: raise the limit (ulimit -n), then start again.";
    default:
      return "Check the disk, then start again; or start with another --data-dir.";
  }
}

// src/hub/store/store-name.ts
function storeName({ generation, type }) {
  return `${String(generation).padStart(6, "0")}.${type}`;
}
function parseStoreName(name) {
  const match = /^(\d{6,15})\.(log|snapshot)$/.exec(name);
  return match ? { generation: Number(match[1]), type: match[2] } : void 0;
}

// src/hub/store/tail.ts
var sectorBytes = 512;
function isTorn(tail, start, sequence) {
  if (hasLaterFrame(tail, sequence)) return false;
  if (tail.length < frameHeaderBytes) return true;
  const header = readFrameHeader(tail, 0);
  if (header !== void 0 && tail.length < frameHeaderBytes + header.length) return true;
  return hasEmptySector(tail, start);
}
function hasLaterFrame(tail, sequence) {
  for (let at = tail.indexOf(frameMark, 1); at >= 0; at = tail.indexOf(frameMark, at + 1)) {
    const header = readFrameHeader(tail, at);
    if (header !== void 0 && header.sequence > sequence && payloadOf2(tail, at, header) !== void 0) return true;
  }
  return false;
}
function hasEmptySector(tail, start) {
  let from = 0;
  while (from < tail.length) {
    const end = Math.min(tail.length, from + sectorBytes - (start + from) % sectorBytes);
    if (tail.subarray(from, end).every((byte) => byte === 0)) return true;
    from = end;
  }
  return false;
}

// src/hub/store/recover.ts
async function recover(options2) {
  const names2 = (await options2.files.list(options2.directory)).map(parseStoreName).filter((name) => name !== void 0);
  const generations = logsToRead(names2, options2.directory);
  if (generations.length === 0) return nothingYet;
  const first = generations[0];
  const hasSnapshot = names2.some((name) => name.type === "snapshot" && name.generation === first);
  const snapshot = hasSnapshot ? await readSnapshot(options2, first) : void 0;
  const logs = [];
  for (const generation of generations) logs.push(await readLog(options2, generation, logs));
  const last = logs.at(-1);
  return {
    generation: last.generation,
    logBytes: last.bytes,
    sequence: last.sequence,
    snapshotBytes: snapshot?.bytes ?? 0,
    torn: logs.filter((log) => log.isTorn),
    isOld: [snapshot, ...logs].some((file) => file !== void 0 && file.version < options2.format.version)
  };
}
var nothingYet = {
  generation: 0,
  logBytes: 0,
  sequence: 1,
  snapshotBytes: 0,
  torn: [],
  isOld: false
};
function logsToRead(names2, directory) {
  const all = (type) => names2.filter((name) => name.type === type).map((name) => name.generation);
  const logs = all("log");
  const latest3 = Math.max(...logs, ...all("snapshot"), 0);
  const first = Math.max(...all("snapshot"), 0) || Math.min(1, latest3);
  const needed = Array.from({ length: latest3 === 0 ? 0 : latest3 - first + 1 }, (_, index) => first + index);
  const missing = needed.find((generation) => !logs.includes(generation));
  if (missing === void 0) return needed;
  throw damaged(join2(directory, storeName({ generation: missing, type: "log" })), 0, "the file is missing");
}
async function readSnapshot(options2, generation) {
  return withFile(options2, { generation, type: "snapshot" }, async (file, path4) => {
    const bytes = await file.size();
    const version = await readVersion(options2, file, path4, "snapshot");
    if (version === void 0) throw damaged(path4, 0, "it does not begin like a snapshot");
    const reader = new FrameReader(file);
    let isComplete = false;
    for (let payload = await reader.next(); payload !== void 0; payload = await reader.next()) {
      isComplete = payload.length === 0;
      loadFrame(options2, payload, version, path4, reader.offset);
    }
    if (!isComplete || reader.offset < bytes)
      throw damaged(path4, reader.offset, "a part of it is not as it was written");
    return { bytes, version };
  });
}
async function readLog(options2, generation, before) {
  return withFile(options2, { generation, type: "log" }, async (file, path4) => {
    const size = await file.size();
    const version = await readVersion(options2, file, path4, "log");
    if (version === void 0) {
      await requireBegun(file, path4);
      return { generation, bytes: 0, sequence: 1, version: options2.format.version, isTorn: false };
    }
    const reader = new FrameReader(file);
    for (let payload = await reader.next(); payload !== void 0; payload = await reader.next()) {
      requireWhole(options2, before);
      loadFrame(options2, payload, version, path4, reader.offset);
    }
    const { offset, sequence } = reader;
    const isTorn2 = offset < size;
    if (isTorn2) {
      await requireTorn(file, path4, reader, size);
      options2.note(`${path4}: cut off an unfinished write of ${size - offset} bytes at byte ${offset}.`);
    }
    return { generation, bytes: offset, sequence, version, isTorn: isTorn2 };
  });
}
function requireWhole({ directory }, before) {
  const torn = before.find((log) => log.isTorn);
  if (torn === void 0) return;
  const path4 = join2(directory, storeName({ generation: torn.generation, type: "log" }));
  throw damaged(path4, torn.bytes, "its end is missing");
}
async function requireTorn(file, path4, { offset, sequence }, size) {
  const tail = Buffer.allocUnsafeSlow(size - offset);
  await file.read(tail, offset);
  if (!isTorn(tail, offset, sequence)) throw damaged(path4, offset, "a record is not as it was written");
}
async function requireBegun(file, path4) {
  const bytes = Buffer.alloc(fileHeaderBytes + 1);
  const read4 = await file.read(bytes, 0);
  const isBegun = read4 < fileHeaderBytes || bytes.subarray(0, read4).every((byte) => byte === 0);
  if (!isBegun) throw damaged(path4, 0, "it does not begin like a log");
}
async function readVersion({ format }, file, path4, type) {
  const bytes = Buffer.alloc(fileHeaderBytes);
  if (await file.read(bytes, 0) < fileHeaderBytes) return void 0;
  const version = parseFileHeader(bytes, type);
  if (version !== void 0 && version > format.version) throw tooNew(path4, version, format.version);
  return version;
}
function loadFrame(options2, payload, version, path4, end) {
  const { format, load } = options2;
  try {
    for (const change3 of readChanges(payload)) {
      if (version === format.version) load(change3);
      else for (const migrated of migrate(change3, version, format.version, format.migrations)) load(migrated);
    }
  } catch (error) {
    throw damaged(path4, end - payload.length, messageOf(error));
  }
}
async function withFile({ files, directory }, name, use) {
  const path4 = join2(directory, storeName(name));
  const file = await files.open(path4, "read");
  try {
    return await use(file, path4);
  } finally {
    await file.close();
  }
}

// src/hub/store/system-files.ts
import { open as open2, readdir, rename as rename2, unlink as unlink2 } from "node:fs/promises";
var flags = { read: "r", create: "w+", update: "r+" };
var systemFiles = {
  list: (directory) => readdir(directory),
  open: async (path4, mode) => new SystemFile(await open2(path4, flags[mode], 384)),
  rename: rename2,
  remove: unlink2,
  syncDirectory
};
var SystemFile = class {
  #handle;
  constructor(handle) {
    this.#handle = handle;
  }
  async size() {
    return (await this.#handle.stat()).size;
  }
  async read(buffer, position) {
    let done = 0;
    while (done < buffer.length) {
      const { bytesRead } = await this.#handle.read(buffer, done, buffer.length - done, position + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return done;
  }
  async write(buffer, position) {
    let done = 0;
    while (done < buffer.length) {
      const { bytesWritten } = await this.#handle.write(buffer, done, buffer.length - done, position + done);
      done += bytesWritten;
    }
  }
  truncate(length) {
    return this.#handle.truncate(length);
  }
  sync() {
    return this.#handle.datasync();
  }
  close() {
    return this.#handle.close();
  }
};
async function syncDirectory(path4) {
  if (process.platform === "win32") return;
  const directory = await open2(path4, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

// src/hub/store/write-snapshot.ts
import { dirname as dirname2 } from "node:path";
var frameBytes = 256 * 1024;
var bytesPerSync = 8 * 1024 * 1024;
async function writeSnapshot({ files, path: path4, version, entries, confirm }) {
  const draft = `${path4}.tmp`;
  try {
    const file = await files.open(draft, "create");
    let bytes;
    try {
      bytes = await writeFrames(file, entries, version);
      await file.sync();
    } finally {
      await file.close();
    }
    await confirm();
    await files.rename(draft, path4);
    await files.syncDirectory(dirname2(path4));
    return bytes;
  } catch (error) {
    await files.remove(draft).catch(() => void 0);
    throw error;
  }
}
async function writeFrames(file, entries, version) {
  await file.write(fileHeader("snapshot", version), 0);
  const frame = new FrameWriter();
  let position = fileHeaderBytes;
  let synced = 0;
  let sequence = 1;
  const flush = async () => {
    const bytes = frame.seal(sequence++);
    await file.write(bytes, position);
    position += bytes.length;
    frame.clear();
    if (position - synced < bytesPerSync) return;
    await file.sync();
    synced = position;
  };
  for (const [kind2, key2, json] of entries) {
    frame.add(kind2, key2, json);
    if (frame.length >= frameBytes) await flush();
  }
  if (!frame.isEmpty) await flush();
  await flush();
  return position;
}

// src/hub/store/store.ts
var defaults = {
  files: systemFiles,
  format: { version: formatVersion, migrations },
  note: () => {
  },
  undone: () => {
  },
  snapshotAfter: 32 * 1024 * 1024
};
var fewestReports = 8e4;
var bytesPerReport = 2048;
var Store = class _Store {
  commits;
  #settings;
  #generation;
  #snapshotBytes;
  #snapshotDue;
  #reports = 0;
  #snapshot;
  constructor(settings, log, { generation, snapshotBytes }) {
    this.#settings = settings;
    this.commits = new GroupCommit(log, writeFailed, settings.undone);
    this.#generation = Math.max(1, generation);
    this.#snapshotBytes = snapshotBytes;
    this.#snapshotDue = Math.max(settings.snapshotAfter, snapshotBytes);
  }
  /** Reads what there is through `load`, then is ready to write. Throws AppError: StoreError, or what the disk refused. */
  static async open(options2) {
    const settings = withDefaults(options2);
    try {
      return await _Store.#open(settings);
    } catch (error) {
      throw error instanceof AppError ? error : unusable2(settings.directory, error);
    }
  }
  static async #open(settings) {
    const { files, directory } = settings;
    let reports = 0;
    const load = (change3) => {
      if (change3.kind === "report") reports++;
      settings.load(change3);
    };
    const recovered = await recover({ ...settings, load });
    await cutTornLogs(settings, recovered);
    for (const name of await files.list(directory))
      if (name.endsWith(".tmp")) await files.remove(join3(directory, name));
    const store = new _Store(settings, await openLog(settings, recovered), recovered);
    store.#reports = reports;
    if (recovered.isOld) await store.snapshot();
    return store;
  }
  /** To be called after commits, with how many reports they were: starts a snapshot when the log has grown long. */
  keepShort(reports = 0) {
    this.#reports += reports;
    if (this.#snapshot !== void 0 || !this.#isLong) return;
    this.snapshot().catch((error) => {
      this.#reports = 0;
      this.#snapshotDue = this.commits.logBytes + this.#settings.snapshotAfter;
      this.#settings.note(`The hub's log could not be shortened, it is tried again later: ${messageOf(error)}`);
    });
  }
  get #isLong() {
    if (this.commits.logBytes >= this.#snapshotDue) return true;
    return this.#reports >= Math.max(fewestReports, this.#snapshotBytes / bytesPerReport);
  }
  /** Begins a new generation, and removes the old ones when it is whole. */
  snapshot() {
    this.#snapshot ??= this.#takeSnapshot().finally(() => {
      this.#snapshot = void 0;
    });
    return this.#snapshot;
  }
  /** Waits for what is being written. */
  async close() {
    await this.#snapshot?.catch(() => void 0);
    await this.commits.close();
  }
  async #takeSnapshot() {
    const { files, directory, format, entries, snapshotAfter } = this.#settings;
    const generation = this.#generation + 1;
    const path4 = (type) => join3(directory, storeName({ generation, type }));
    await this.commits.rotate(() => LogFile.create(files, path4("log"), format.version));
    this.#generation = generation;
    this.#reports = 0;
    const { failures } = this.commits;
    const confirm = async () => {
      await this.commits.barrier;
      if (this.commits.failures > failures) throw new Error("writes failed meanwhile");
    };
    const options2 = { files, path: path4("snapshot"), version: format.version, entries: entries(), confirm };
    this.#snapshotBytes = await writeSnapshot(options2);
    this.#snapshotDue = Math.max(snapshotAfter, this.#snapshotBytes);
    await this.#removeBefore(generation);
  }
  async #removeBefore(generation) {
    const { files, directory } = this.#settings;
    for (const name of await files.list(directory)) {
      const parsed = parseStoreName(name);
      if (parsed !== void 0 && parsed.generation < generation) await files.remove(join3(directory, name));
    }
  }
};
function withDefaults({ directory, load, entries, ...options2 }) {
  const { files, format, note, undone, snapshotAfter } = options2;
  return {
    directory,
    load,
    entries,
    files: files ?? defaults.files,
    format: format ?? defaults.format,
    note: note ?? defaults.note,
    undone: undone ?? defaults.undone,
    snapshotAfter: snapshotAfter ?? defaults.snapshotAfter
  };
}
async function cutTornLogs({ files, directory }, { torn, generation }) {
  for (const log of torn.filter((log2) => log2.generation < generation)) {
    const path4 = join3(directory, storeName({ generation: log.generation, type: "log" }));
    await (await LogFile.reopen(files, path4, log.bytes, log.sequence)).close();
  }
}
function openLog({ files, directory, format }, recovered) {
  const path4 = join3(directory, storeName({ generation: Math.max(1, recovered.generation), type: "log" }));
  if (recovered.logBytes === 0) return LogFile.create(files, path4, format.version);
  return LogFile.reopen(files, path4, recovered.logBytes, recovered.sequence);
}
function writeFailed(cause) {
  const code = cause instanceof Error ? cause.code : void 0;
  return hubError("ServerError", `The hub could not store the change (${code ?? "unknown cause"}), it was undone.`);
}

// src/hub/state/module-index.ts
var ModuleIndex = class {
  #modules = /* @__PURE__ */ new Map();
  of(deviceId3) {
    return [...this.#modules.get(deviceId3) ?? []];
  }
  /** Called for every identity that comes, stays or goes; those of devices are passed over. */
  note(key2, exists) {
    const slash = key2.indexOf("/");
    if (slash < 0) return;
    const deviceId3 = key2.slice(0, slash);
    const modules = this.#modules.get(deviceId3) ?? /* @__PURE__ */ new Set();
    if (exists) modules.add(key2);
    else modules.delete(key2);
    if (modules.size > 0) this.#modules.set(deviceId3, modules);
    else this.#modules.delete(deviceId3);
  }
};

// src/hub/state/twin-arena.ts
var segmentBytes = 1 << 20;
var headerBytes = 8;
var nowhere = 4294967295;
var TwinArena = class {
  #segments = /* @__PURE__ */ new Map();
  #segmentOf = new Uint32Array(1024);
  #offsetOf = new Uint32Array(1024);
  #current = 0;
  #nextSegment = 0;
  #live = 0;
  #garbage = 0;
  read(slot2) {
    const { bytes } = this.#segments.get(this.#segmentOf[slot2]);
    const start = this.#offsetOf[slot2] + headerBytes;
    return bytes.subarray(start, start + bytes.readUInt32LE(start - 4));
  }
  /** Writes the text of a new slot, or another one for a slot that had one. */
  write(slot2, text2, isNew) {
    if (!isNew) this.free(slot2);
    this.#append(slot2, text2);
    if (this.#garbage > segmentBytes * 4 && this.#garbage * 8 > this.#live) this.#compact();
  }
  free(slot2) {
    const segment = this.#segments.get(this.#segmentOf[slot2]);
    const size = segment.bytes.readUInt32LE(this.#offsetOf[slot2] + 4) + headerBytes;
    segment.garbage += size;
    this.#garbage += size;
    this.#live -= size;
    this.#segmentOf[slot2] = nowhere;
  }
  /** Bytes taken from the system. */
  get bytes() {
    let sum = this.#segmentOf.byteLength + this.#offsetOf.byteLength;
    for (const segment of this.#segments.values()) sum += segment.bytes.length;
    return sum;
  }
  #append(slot2, text2) {
    const size = text2.length + headerBytes;
    const segment = this.#room(size);
    const start = segment.used;
    segment.bytes.writeUInt32LE(slot2, start);
    segment.bytes.writeUInt32LE(text2.length, start + 4);
    text2.copy(segment.bytes, start + headerBytes);
    segment.used += size;
    this.#live += size;
    if (slot2 >= this.#segmentOf.length) this.#grow(slot2);
    this.#segmentOf[slot2] = this.#current;
    this.#offsetOf[slot2] = start;
  }
  #room(size) {
    const current = this.#segments.get(this.#current);
    if (current !== void 0 && current.used + size <= current.bytes.length) return current;
    const bytes = Buffer.allocUnsafeSlow(Math.max(segmentBytes, size));
    const segment = { bytes, used: 0, garbage: 0 };
    this.#current = this.#nextSegment++;
    this.#segments.set(this.#current, segment);
    return segment;
  }
  /** Moves what lives in the segment with the most garbage, and gives the segment up. */
  #compact() {
    let worst = -1;
    for (const [number2, { garbage }] of this.#segments) {
      if (number2 !== this.#current && garbage > (this.#segments.get(worst)?.garbage ?? 0)) worst = number2;
    }
    const segment = this.#segments.get(worst);
    if (segment === void 0) return;
    for (let at = 0; at < segment.used; ) {
      const [slot2, length] = [segment.bytes.readUInt32LE(at), segment.bytes.readUInt32LE(at + 4)];
      const isLive = this.#segmentOf[slot2] === worst && this.#offsetOf[slot2] === at;
      const start = at + headerBytes;
      at = start + length;
      if (!isLive) continue;
      this.#live -= length + headerBytes;
      this.#append(slot2, segment.bytes.subarray(start, at));
    }
    this.#garbage -= segment.garbage;
    this.#segments.delete(worst);
  }
  #grow(slot2) {
    const length = Math.max(slot2 + 1, Math.ceil(this.#segmentOf.length * 1.25));
    const [segments, offsets] = [new Uint32Array(length), new Uint32Array(length)];
    segments.set(this.#segmentOf);
    offsets.set(this.#offsetOf);
    this.#segmentOf = segments;
    this.#offsetOf = offsets;
  }
};

// src/hub/state/twin-cache.ts
var TwinCache = class {
  #entries = /* @__PURE__ */ new Map();
  #limits;
  #leave;
  #bytes = 0;
  /** `leave` is called for those that leave because of a limit. */
  constructor(limits2, leave = () => {
  }) {
    this.#limits = { count: Number.POSITIVE_INFINITY, ...limits2 };
    this.#leave = leave;
  }
  get size() {
    return this.#entries.size;
  }
  get(key2) {
    return this.#entries.get(key2)?.twin;
  }
  /** Adds the twin as the newest. */
  set(key2, twin, bytes) {
    this.delete(key2);
    this.#entries.set(key2, { twin, bytes });
    this.#bytes += bytes;
    this.#shrink();
  }
  /** Puts a newer state in the place of a twin, `bytes` longer than it; false when there is none. */
  exchange(key2, twin, bytes) {
    const entry = this.#entries.get(key2);
    if (entry === void 0) return false;
    entry.twin = twin;
    entry.bytes += bytes;
    this.#bytes += bytes;
    this.#shrink();
    return true;
  }
  delete(key2) {
    const entry = this.#entries.get(key2);
    if (entry === void 0) return;
    this.#entries.delete(key2);
    this.#bytes -= entry.bytes;
  }
  #shrink() {
    if (this.#bytes <= this.#limits.bytes && this.#entries.size <= this.#limits.count) return;
    for (const [oldest, { twin }] of this.#entries) {
      this.delete(oldest);
      this.#leave(oldest, twin);
      if (this.#bytes <= this.#limits.bytes && this.#entries.size <= this.#limits.count) return;
    }
  }
};

// src/hub/state/twin-text.ts
var known = /* @__PURE__ */ new WeakMap();
function twinText(twin) {
  const { etag, tags, desired, reported, modelId, configurations } = twin;
  const [model, report] = [JSON.stringify(modelId), JSON.stringify(reported)];
  return `{"etag":${etag},"tags":${textOf(tags)},"desired":${textOf(desired)},"reported":${report},"modelId":${model},"configurations":${textOf(configurations)}}`;
}
function textOf(part) {
  let text2 = known.get(part);
  if (text2 === void 0) {
    text2 = JSON.stringify(part);
    known.set(part, text2);
  }
  return text2;
}

// src/hub/state/packed-twin-map.ts
var recentLimits = { bytes: 4 * 2 ** 20 };
var freshLimits = { bytes: 4 * 2 ** 20, count: 1e3 };
var PackedTwinMap = class {
  #slots = /* @__PURE__ */ new Map();
  /** Whose slot it is. */
  #keys = [];
  #free = [];
  #arena = new TwinArena();
  /** As their texts are. */
  #recent = new TwinCache(recentLimits);
  /** Newer than their texts: of a twin that reports again and again a text is made only when it is wanted. */
  #fresh = new TwinCache(freshLimits, (key2, twin) => this.#pack(key2, twin));
  get size() {
    return this.#slots.size;
  }
  has(key2) {
    return this.#slots.has(key2);
  }
  get(key2) {
    const known2 = this.#fresh.get(key2) ?? this.#recent.get(key2);
    if (known2 !== void 0) return known2;
    const text2 = this.#packed(key2);
    if (text2 === void 0) return void 0;
    const twin = parse(text2);
    this.#recent.set(key2, twin, text2.length);
    return twin;
  }
  /**
   * The twin's text, as `JSON.stringify` writes it; a view that stays as it is when the twin changes. `guess` is its
   * likely place in the order of creation: of a million twins, one that is guessed right is found without the map (23 to
   * 8 % of a page's time, bench/query).
   */
  text(key2, guess = -1) {
    const fresh = this.#fresh.size === 0 ? void 0 : this.#fresh.get(key2);
    if (fresh !== void 0) this.#pack(key2, fresh);
    return this.#keys[guess] === key2 ? this.#arena.read(guess) : this.#packed(key2);
  }
  /**
   * A twin that is there changes; its text is made when it is asked for. `bytes` is about what the change takes. The undo
   * of the first of several updates in a row undoes them all.
   */
  update(key2, twin, bytes) {
    const before = this.get(key2);
    this.#refresh(key2, twin, bytes);
    return () => this.#refresh(key2, before, 0);
  }
  /** `json` is the twin's text; it is copied. */
  set(key2, twin, json) {
    const undo = this.#remembered(key2);
    this.load(key2, json);
    this.#recent.set(key2, twin, json.length);
    return undo;
  }
  delete(key2) {
    const undo = this.#remembered(key2);
    this.#remove(key2);
    return undo;
  }
  /** What was read from the disk; it is parsed when it is asked for. */
  load(key2, json) {
    this.#recent.delete(key2);
    this.#fresh.delete(key2);
    const known2 = this.#slots.get(key2);
    const slot2 = known2 ?? this.#free.pop() ?? this.#slots.size;
    if (known2 === void 0) {
      this.#slots.set(key2, slot2);
      this.#keys[slot2] = key2;
    }
    this.#arena.write(slot2, json, known2 === void 0);
  }
  /** Twins that are written while this is being read are seen as they were or as they are. */
  *entries() {
    for (const [key2, slot2] of this.#slots) {
      yield [key2, this.#fresh.get(key2) ?? this.#recent.get(key2) ?? parse(this.#arena.read(slot2))];
    }
  }
  /** As `entries`, as text: for snapshots and export. */
  *texts() {
    for (const key2 of this.#slots.keys()) yield [key2, this.text(key2)];
  }
  /** Bytes outside the JavaScript heap. */
  get bytes() {
    return this.#arena.bytes;
  }
  #packed(key2) {
    const slot2 = this.#slots.get(key2);
    return slot2 === void 0 ? void 0 : this.#arena.read(slot2);
  }
  #pack(key2, twin) {
    this.load(key2, Buffer.from(twinText(twin)));
    this.#recent.set(key2, twin, this.#packed(key2).length);
  }
  #refresh(key2, twin, bytes) {
    if (this.#fresh.exchange(key2, twin, bytes)) return;
    this.#recent.delete(key2);
    this.#fresh.set(key2, twin, this.#packed(key2).length + bytes);
  }
  /** Puts back what is there now. */
  #remembered(key2) {
    const [text2, fresh] = [this.#packed(key2), this.#fresh.get(key2)];
    return () => {
      if (text2 === void 0) return this.#remove(key2);
      this.load(key2, text2);
      if (fresh !== void 0) this.#refresh(key2, fresh, 0);
    };
  }
  #remove(key2) {
    const slot2 = this.#slots.get(key2);
    if (slot2 === void 0) return;
    this.#recent.delete(key2);
    this.#fresh.delete(key2);
    this.#slots.delete(key2);
    this.#arena.free(slot2);
    this.#keys[slot2] = "";
    this.#free.push(slot2);
  }
};
function parse(text2) {
  return toBareObject(JSON.parse(text2.toString()));
}

// src/hub/state/twin-report.ts
function reportText({ patch, at, version }) {
  return [`[${version},"${at}",`, patch, "]"];
}
function parseReport(json) {
  const [version, at, patch] = JSON.parse(json.toString());
  return { version, at, patch: toBareObject(patch) };
}
function replayReport(twin, { patch, at, version }) {
  return twin?.reported.version === version - 1 ? reportTwinAgain(twin, patch, at) : void 0;
}

// src/hub/state/state-maps.ts
var kinds = ["policy", "authority", "identity", "twin", "configuration", "job", "session"];
var StateMaps = class {
  #twins = new PackedTwinMap();
  #modules = new ModuleIndex();
  #maps = {
    identity: /* @__PURE__ */ new Map(),
    policy: /* @__PURE__ */ new Map(),
    configuration: /* @__PURE__ */ new Map(),
    job: /* @__PURE__ */ new Map(),
    authority: /* @__PURE__ */ new Map(),
    session: /* @__PURE__ */ new Map()
  };
  get(kind2, key2) {
    return this.#mapOf(kind2).get(key2);
  }
  has(kind2, key2) {
    return this.#mapOf(kind2).has(key2);
  }
  entries(kind2) {
    return this.#mapOf(kind2).entries();
  }
  count(kind2) {
    return this.#mapOf(kind2).size;
  }
  twinText(key2, guess) {
    return this.#twins.text(key2, guess);
  }
  modulesOf(deviceId3) {
    return this.#modules.of(deviceId3);
  }
  /** `json` is the value's text as it is written to disk. */
  apply(change3, json) {
    if (change3.kind === "twin") {
      const { key: key2, value } = change3;
      return value === void 0 ? this.#twins.delete(key2) : this.#twins.set(key2, value, json);
    }
    const before = this.#maps[change3.kind].get(change3.key);
    this.#put(change3.kind, change3.key, change3.value);
    return () => this.#put(change3.kind, change3.key, before);
  }
  /** Changes a twin that is there, without its text, by about so many bytes. */
  updateTwin(key2, twin, bytes) {
    return this.#twins.update(key2, twin, bytes);
  }
  /** What was read from disk; undefined deletes. */
  load(kind2, key2, json) {
    if (kind2 === "report") return this.#replay(key2, json);
    if (kind2 !== "twin")
      this.#put(kind2, key2, json && toBare(JSON.parse(json.toString())));
    else if (json === void 0) this.#twins.delete(key2);
    else this.#twins.load(key2, json);
  }
  /** Everything as text, kind by kind; what changes meanwhile may be seen as it was or as it is. */
  *texts() {
    for (const kind2 of kinds) {
      if (kind2 === "twin") for (const [key2, json] of this.#twins.texts()) yield [kind2, key2, json];
      else for (const [key2, value] of this.#maps[kind2]) yield [kind2, key2, JSON.stringify(value)];
    }
  }
  #replay(key2, json) {
    const twin = replayReport(this.#twins.get(key2), parseReport(json));
    if (twin !== void 0) this.#twins.update(key2, twin, json.length);
  }
  #mapOf(kind2) {
    return kind2 === "twin" ? this.#twins : this.#maps[kind2];
  }
  #put(kind2, key2, value) {
    const map = this.#maps[kind2];
    if (value === void 0) map.delete(key2);
    else map.set(key2, value);
    if (kind2 === "identity") this.#modules.note(key2, value !== void 0);
  }
};

// src/hub/state/durable-state.ts
var nothing3 = Buffer.alloc(0);
var changesPerTurn = 500;
var DurableState = class _DurableState {
  #maps;
  #store;
  #isClosed = false;
  #filling;
  #undone;
  constructor(maps, store, filling, undone) {
    this.#maps = maps;
    this.#store = store;
    this.#filling = filling;
    this.#undone = undone;
  }
  /** Throws StoreError when the store is damaged or of a newer format. */
  static async open(options2) {
    const maps = new StateMaps();
    const load = ({ kind: kind2, key: key2, json }) => maps.load(kind2, key2, json);
    const filling = { signal: void 0 };
    const entries = () => unlessAborted(filling, maps.texts());
    const listeners = /* @__PURE__ */ new Set();
    const undone = (group) => {
      const keys = /* @__PURE__ */ new Set([...group.keysOf("twin"), ...group.keysOf("identity")]);
      for (const listener of listeners) listener(keys);
    };
    return new _DurableState(maps, await Store.open({ ...options2, load, entries, undone }), filling, listeners);
  }
  get(kind2, key2) {
    return this.#maps.get(kind2, key2);
  }
  entries(kind2) {
    return this.#maps.entries(kind2);
  }
  count(kind2) {
    return this.#maps.count(kind2);
  }
  twinText(key2, guess) {
    return this.#maps.twinText(key2, guess);
  }
  modulesOf(deviceId3) {
    return this.#maps.modulesOf(deviceId3);
  }
  /** Rejects with HubError 500 when the disk does not take it; it is undone by then. */
  commit(changes) {
    if (this.#isClosed) return stopped();
    if (changes.length === 0) return Promise.resolve();
    const group = this.#store.commits.open;
    const before = group.frame.length;
    try {
      const texts = changes.map((change3) => group.frame.lent(group.frame.add(change3.kind, change3.key, textOf2(change3))));
      for (const [index, change3] of changes.entries()) {
        group.note(change3.kind, change3.key, this.#maps.apply(change3, texts[index] ?? nothing3));
      }
    } catch (error) {
      group.frame.rewind(before);
      return Promise.reject(error);
    }
    this.#store.keepShort();
    return group.done;
  }
  /** The log keeps what was reported, and of a twin that reports often a text is made only now and then. */
  report(key2, twin, report) {
    if (this.#isClosed) return stopped();
    const group = this.#store.commits.open;
    const bytes = group.frame.add("report", key2, reportText(report));
    const isFirst = !group.writes("twin", key2);
    const undo = this.#maps.updateTwin(key2, twin, bytes);
    if (isFirst) group.note("twin", key2, undo);
    this.#store.keepShort(1);
    return group.done;
  }
  /** A snapshot appears whole or not at all, and until then the log knows nothing of what is in it. */
  async fill(changes, signal) {
    try {
      for (const [index, change3] of changes.entries()) {
        if (index % changesPerTurn === 0) await immediate2();
        signal?.throwIfAborted();
        const text2 = textOf2(change3);
        this.#maps.load(change3.kind, change3.key, text2 === void 0 ? void 0 : Buffer.from(text2));
      }
      this.#filling.signal = signal;
      await this.#store.snapshot();
    } catch (error) {
      this.#isClosed = true;
      throw error;
    } finally {
      this.#filling.signal = void 0;
    }
  }
  settled(kind2, key2) {
    return this.#store.commits.settled(kind2, key2);
  }
  onUndone(listener) {
    this.#undone.add(listener);
    return () => this.#undone.delete(listener);
  }
  /** Replaces the log by a snapshot now. */
  snapshot() {
    return this.#store.snapshot();
  }
  /** Waits for what is being written; later commits are refused. */
  async close() {
    this.#isClosed = true;
    await this.#store.close();
  }
};
function* unlessAborted(filling, values) {
  for (const value of values) {
    filling.signal?.throwIfAborted();
    yield value;
  }
}
function stopped() {
  return Promise.reject(hubError("ServiceUnavailable", "The hub is being stopped."));
}
function textOf2({ kind: kind2, value }) {
  if (value === void 0) return void 0;
  return kind2 === "twin" ? twinText(value) : JSON.stringify(value);
}

// src/hub/store/breakable-files.ts
function breakableFiles(files, isBroken) {
  const check3 = () => {
    if (isBroken()) throw Object.assign(new Error("the disk is broken on purpose"), { code: "EIO" });
  };
  return {
    ...files,
    open: async (path4, mode) => breakableFile(await files.open(path4, mode), check3)
  };
}
function breakableFile(file, check3) {
  return {
    size: () => file.size(),
    read: (buffer, position) => file.read(buffer, position),
    write: async (buffer, position) => {
      check3();
      await file.write(buffer, position);
    },
    truncate: (length) => file.truncate(length),
    sync: async () => {
      check3();
      await file.sync();
    },
    close: () => file.close()
  };
}

// src/hub/data-directory/directory-lock.ts
import { randomBytes as randomBytes4, randomInt } from "node:crypto";
import { readdir as readdir2, stat, unlink as unlink3, utimes } from "node:fs/promises";
import { join as join4 } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

// src/hub/data-directory/process-identity.ts
import { readFile as readFile2, readlink } from "node:fs/promises";
import { hostname } from "node:os";
import { promisify } from "node:util";
async function ownIdentity() {
  const [started, place2] = await Promise.all([startOf(process.pid), ownPlace()]);
  return { pid: process.pid, started, place: place2 };
}
async function isRunning(identity) {
  if (identity.place !== await ownPlace()) return void 0;
  if (!hasPid(identity.pid)) return false;
  return identity.started === void 0 || identity.started === await startOf(identity.pid);
}
function hasPid(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
async function startOf(pid) {
  try {
    if (process.platform === "linux") return startTicks(await readFile2(`/proc/${pid}/stat`, "utf8"));
    if (process.platform === "win32") return void 0;
    const { execFile } = await import("node:child_process");
    const { stdout } = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]);
    return stdout.trim() || void 0;
  } catch {
    return void 0;
  }
}
function startTicks(stat2) {
  return stat2.slice(stat2.lastIndexOf(")") + 2).split(" ")[19];
}
async function ownPlace() {
  if (process.platform !== "linux") return hostname();
  try {
    const boot = await readFile2("/proc/sys/kernel/random/boot_id", "utf8");
    return `${boot.trim()} ${await readlink("/proc/self/ns/pid")}`;
  } catch {
    return hostname();
  }
}

// src/hub/data-directory/directory-lock.ts
var attempts = 40;
var heartbeat = 5e3;
var voidAfter = 2e4;
var DirectoryLock = class _DirectoryLock {
  #path;
  #timer;
  constructor(path4) {
    this.#path = path4;
    this.#timer = setInterval(() => {
      const now = /* @__PURE__ */ new Date();
      utimes(path4, now, now).catch(() => void 0);
    }, heartbeat).unref();
  }
  /** Throws AppError when another process holds the directory; its cause has the code `ELOCKED`. */
  static async acquire(directory) {
    const own = await ownIdentity();
    for (let attempt2 = 1; ; attempt2++) {
      const path4 = join4(directory, `lock-${own.pid}-${randomBytes4(8).toString("hex")}`);
      await writeClaim(path4, { ...own, holds: false });
      const rival = await findRival(directory, path4);
      if (rival === void 0) {
        await writeClaim(path4, { ...own, holds: true });
        return new _DirectoryLock(path4);
      }
      await unlink3(path4);
      if (rival.holds || attempt2 === attempts) throw inUse(directory, rival);
      await delay(randomInt(5, 50 + 5 * attempt2));
    }
  }
  async release() {
    clearInterval(this.#timer);
    await unlink3(this.#path).catch(() => void 0);
  }
};
async function findRival(directory, own) {
  const now = (await stat(own)).mtimeMs;
  let rival;
  for (const path4 of await claimsIn(directory)) {
    const claim = path4 === own ? void 0 : await readClaim(path4);
    if (claim === void 0) continue;
    if (!await isAlive(claim, path4, now)) await unlink3(path4).catch(() => void 0);
    else if (rival === void 0 || claim.holds) rival = claim;
  }
  return rival;
}
async function claimsIn(directory) {
  const names2 = await readdir2(directory).catch(() => []);
  return names2.filter((name) => /^lock-\d+-[0-9a-f]{16}$/.test(name)).map((name) => join4(directory, name));
}
function writeClaim(path4, claim) {
  return writePrivateFile(path4, JSON.stringify(claim), "passing");
}
async function readClaim(path4) {
  const text2 = await readIfPresent(path4);
  return text2 === void 0 ? void 0 : parseJson(text2);
}
async function isAlive(claim, path4, now) {
  const running = await isRunning(claim);
  if (running !== void 0) return running;
  const touched = await stat(path4).catch(() => void 0);
  return touched !== void 0 && now - touched.mtimeMs < voidAfter;
}
function inUse(directory, { pid }) {
  const cause = Object.assign(new Error("the data directory is locked"), { code: "ELOCKED" });
  return new AppError(`The data directory ${directory} is in use by process ${pid}.`, {
    hint: "Stop that hub, or choose another directory with --data-dir, or keep nothing with --ephemeral.",
    exitCode: ExitCode.connection,
    cause
  });
}

// src/hub/data-directory/running-hub.ts
import { unlink as unlink4 } from "node:fs/promises";
import { join as join5 } from "node:path";
var fileName = "hub.json";
async function announceHub(dataDir, hub) {
  await writePrivateFile(join5(dataDir, fileName), `${JSON.stringify(hub, void 0, 2)}
`, "passing");
}
async function withdrawHub(dataDir) {
  await unlink4(join5(dataDir, fileName)).catch(() => void 0);
}

// src/hub/data-directory/open-data-directory.ts
async function openDataDirectory(path4, hosts, isBroken) {
  const directory = resolve2(path4);
  const lock = await lockDirectory(directory);
  try {
    const notes = [];
    const files = breakableFiles(systemFiles, isBroken);
    const tls = await loadCertificates(directory, hosts, Date.now());
    const state = await DurableState.open({
      directory: storePath(directory),
      files,
      note: (text2) => notes.push(text2)
    });
    return {
      state,
      tls,
      caFile: join6(directory, authorityFile),
      notes,
      announce: (hub) => announceHub(directory, { pid: process.pid, ...hub }),
      close: async () => {
        await withdrawHub(directory);
        await state.close().finally(() => lock.release());
      }
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
var storePath = (directory) => join6(directory, "store");
async function lockDirectory(directory) {
  try {
    await mkdir(storePath(directory), { recursive: true, mode: 448 });
    await systemFiles.syncDirectory(directory);
    await systemFiles.syncDirectory(dirname3(directory));
    return await DirectoryLock.acquire(directory);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError(`The data directory ${directory} cannot be used: ${messageOf(cause)}`, {
      hint: "Choose another with --data-dir, or keep nothing with --ephemeral.",
      cause
    });
  }
}

// src/hub/data-directory/open-temporary-storage.ts
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join7 } from "node:path";

// src/hub/state/memory-state.ts
var MemoryState = class {
  #maps = new StateMaps();
  #isBroken;
  /** While `isBroken` says so, writes are refused as if there were a disk and it failed. */
  constructor(isBroken = () => false) {
    this.#isBroken = isBroken;
  }
  get(kind2, key2) {
    return this.#maps.get(kind2, key2);
  }
  entries(kind2) {
    return this.#maps.entries(kind2);
  }
  count(kind2) {
    return this.#maps.count(kind2);
  }
  twinText(key2, guess) {
    return this.#maps.twinText(key2, guess);
  }
  modulesOf(deviceId3) {
    return this.#maps.modulesOf(deviceId3);
  }
  async commit(changes) {
    if (this.#isBroken())
      throw hubError("ServerError", "The hub cannot store the change: the disk is broken on purpose.");
    for (const change3 of changes) this.#maps.apply(change3, jsonOf(change3));
  }
  report(key2, twin) {
    return this.commit([{ kind: "twin", key: key2, value: twin }]);
  }
  async fill(changes, signal) {
    signal?.throwIfAborted();
    await this.commit(changes);
  }
  settled() {
    return void 0;
  }
  /** A write is done or refused at once: there is nothing to undo. */
  onUndone() {
    return () => {
    };
  }
};
var nothing4 = Buffer.alloc(0);
function jsonOf({ kind: kind2, value }) {
  return kind2 === "twin" && value !== void 0 ? Buffer.from(JSON.stringify(value)) : nothing4;
}

// src/hub/data-directory/open-temporary-storage.ts
async function openTemporaryStorage(hosts, isBroken) {
  const tls = await temporaryCertificates(hosts, Date.now());
  const directory = await mkdtemp(join7(tmpdir(), "twin-tui-"));
  const caFile = join7(directory, authorityFile);
  await writePrivateFile(caFile, tls.ca, "passing");
  return {
    state: new MemoryState(isBroken),
    tls,
    caFile,
    notes: [],
    announce: async () => {
    },
    close: () => rm(directory, { recursive: true, force: true })
  };
}

// src/hub/faults/ending-timers.ts
var EndingTimers = class {
  #timers;
  #waiting = /* @__PURE__ */ new Set();
  #ended = false;
  constructor(timers) {
    this.#timers = timers;
  }
  now() {
    return this.#timers.now();
  }
  after(milliseconds, act) {
    const cancel = this.#timers.after(this.#ended ? 0 : milliseconds, () => {
      this.#waiting.delete(waiting);
      act();
    });
    const waiting = { cancel, act };
    this.#waiting.add(waiting);
    return () => {
      this.#waiting.delete(waiting);
      cancel();
    };
  }
  end() {
    this.#ended = true;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const { cancel } of waiting) cancel();
    for (const { act } of waiting) act();
  }
};

// src/hub/faults/throttle.ts
var longestWait = 2e3;
var Throttle = class {
  #quota;
  #timers;
  #tokens;
  #filledAt;
  constructor(quota, timers) {
    this.#quota = quota;
    this.#timers = timers;
    this.#tokens = quota.burst;
    this.#filledAt = timers.now();
  }
  /** Undefined when it is the operation's turn at once. Rejects with HubError 429 ThrottlingBacklogTimeout. */
  admit(family, meter = 0) {
    this.#refill();
    const cost = this.#quota.meter === void 0 ? 1 : Math.max(1, Math.ceil(meter / this.#quota.meter));
    const wait = Math.max(0, (cost - this.#tokens) / this.#quota.rate * 1e3);
    if (wait > longestWait) return Promise.reject(throttled(family));
    this.#tokens -= cost;
    if (wait === 0) return void 0;
    return new Promise((resolve4) => this.#timers.after(Math.ceil(wait), resolve4));
  }
  #refill() {
    const now = this.#timers.now();
    const earned = (now - this.#filledAt) / 1e3 * this.#quota.rate;
    this.#tokens = Math.min(this.#quota.burst, this.#tokens + Math.max(0, earned));
    this.#filledAt = now;
  }
};
function throttled(family) {
  const text2 = `The request has been throttled. Wait 10 seconds and try again. Operation type: ${family}`;
  return hubError("ThrottlingBacklogTimeout", text2);
}

// src/hub/faults/hub-faults.ts
var noLatency = { milliseconds: 0, jitter: 0 };
var HubFaults = class {
  indexLag;
  diskBroken = false;
  /** Every quota counts as used up, whatever the tier: all that clients ask for is refused at once. */
  exhausted = false;
  #timers;
  #random;
  #throttles = /* @__PURE__ */ new Map();
  #tier;
  #units;
  #latency;
  /** `timers` is real time even when the hub's clock is fixed: waiting must come to an end. */
  constructor(options2 = {}, timers = systemTimers) {
    this.#timers = new EndingTimers(timers);
    this.#random = seededRandom(options2.seed);
    this.#tier = options2.tier ?? "off";
    this.#units = options2.units ?? 1;
    this.#latency = options2.latency ?? noLatency;
    this.indexLag = options2.indexLag ?? 0;
  }
  get tier() {
    return this.#tier;
  }
  get units() {
    return this.#units;
  }
  get latency() {
    return this.#latency;
  }
  /** Allowances start full. */
  throttleAs(tier, units = 1) {
    this.#tier = tier;
    this.#units = units;
    this.#throttles.clear();
  }
  answerAfter(latency) {
    this.#latency = latency;
  }
  admit(family, meter) {
    if (this.exhausted && family !== "JobDevice") return Promise.reject(throttled(family));
    if (this.#tier === "off") return void 0;
    const quota = quotaFor(family, this.#tier, this.#units);
    let throttle = this.#throttles.get(quota.shared);
    if (throttle === void 0) {
      throttle = new Throttle(quota, this.#timers);
      this.#throttles.set(quota.shared, throttle);
    }
    return throttle.admit(family, meter);
  }
  delay() {
    const { milliseconds, jitter } = this.#latency;
    if (milliseconds === 0 && jitter === 0) return void 0;
    const wait = milliseconds + jitter * this.#random(4).readUInt32BE() / 2 ** 32;
    return new Promise((resolve4) => this.#timers.after(wait, resolve4));
  }
  /** Nothing waits any longer: what was held up goes on at once, to be answered before the hub's doors close. */
  close() {
    this.#timers.end();
  }
};

// src/hub/http/listen-https.ts
import { createServer as createServer3 } from "node:https";

// src/hub/certificates/tls-options.ts
import { constants } from "node:crypto";
function tlsOptions({ key: key2, cert }) {
  return {
    key: key2,
    cert,
    minVersion: "TLSv1.2",
    requestCert: true,
    rejectUnauthorized: false,
    secureOptions: constants.SSL_OP_NO_TICKET
  };
}

// src/hub/operations/configurations/apply-configuration-content.ts
var applyConfigurationContent = {
  name: "ApplyConfigurationContent",
  method: "POST",
  path: "/devices/{deviceId}/applyConfigurationContent",
  access: "ServiceConnect",
  family: "ConfigurationWrite",
  run: async (context, { parameters, json, cause }) => {
    const deviceId3 = parameters.deviceId;
    const identity = context.state.get("identity", deviceId3);
    if (identity === void 0) throw hubError("DeviceNotFound", deviceId3);
    if (!identity.capabilities.iotEdge) throw argumentInvalid(`${deviceId3} is no edge device`);
    const { modulesContent } = parseContent(json());
    if (!isObject(modulesContent)) throw argumentInvalid("content for an edge device must be modulesContent");
    await applyToModules(context, deviceId3, modulesContent, cause);
    return { status: 204 };
  }
};

// src/hub/operations/configurations/delete-configuration.ts
var deleteConfiguration = {
  name: "DeleteConfiguration",
  method: "DELETE",
  path: "/configurations/{configurationId}",
  access: "ServiceConnect",
  family: "ConfigurationWrite",
  run: async ({ configurations }, { parameters, rawIfMatch }) => {
    await configurations.delete(parameters.configurationId, rawIfMatch);
    return { status: 204 };
  }
};

// src/hub/http/operation.ts
function jsonAnswer(status, value, headers) {
  return { status, body: JSON.stringify(value), ...headers && { headers } };
}

// src/hub/operations/configurations/get-configuration.ts
var getConfiguration = {
  name: "GetConfiguration",
  method: "GET",
  path: "/configurations/{configurationId}",
  access: "ServiceConnect",
  family: "ConfigurationRead",
  run: async ({ configurations }, { parameters }) => {
    const { body, etag } = await configurations.get(parameters.configurationId);
    return jsonAnswer(200, body, { ETag: etag });
  }
};

// src/hub/operations/configurations/list-configurations.ts
var listConfigurations = {
  name: "ListConfigurations",
  method: "GET",
  path: "/configurations",
  access: "ServiceConnect",
  family: "ConfigurationRead",
  run: async ({ configurations }) => jsonAnswer(200, await configurations.list())
};

// src/hub/operations/configurations/put-configuration.ts
var putConfiguration = {
  name: "PutConfiguration",
  method: "PUT",
  path: "/configurations/{configurationId}",
  access: "ServiceConnect",
  family: "ConfigurationWrite",
  run: async ({ configurations }, { parameters, json, rawIfMatch }) => {
    const { body, etag } = await configurations.put(parameters.configurationId, json(), rawIfMatch);
    return jsonAnswer(200, body, { ETag: etag });
  }
};

// src/hub/operations/configurations/test-queries.ts
var testQueries = {
  name: "TestConfigurationQueries",
  method: "POST",
  path: "/configurations/testQueries",
  access: "ServiceConnect",
  family: "ConfigurationRead",
  run: async (context, { json }) => {
    const body = json();
    if (!isObject(body)) throw argumentInvalid("expected an object with targetCondition and customMetricQueries");
    const targetConditionError = await conditionError(context, body.targetCondition);
    const customMetricQueryErrors = await metricErrors(context, parseMetrics(body.customMetricQueries));
    return jsonAnswer(200, { targetConditionError, customMetricQueryErrors });
  }
};
async function conditionError(context, condition) {
  if (condition === void 0 || condition === null) return null;
  if (typeof condition !== "string") throw argumentInvalid("targetCondition must be a text");
  if (condition.trim() === "*") return "'*' is no condition";
  try {
    await checkTargetCondition(context, condition);
    return null;
  } catch (error) {
    if (error instanceof HubError && error.status === 400) return error.message;
    throw error;
  }
}

// src/hub/http/identity-of-path.ts
function nameOf({ parameters }) {
  return { deviceId: parameters.deviceId, moduleId: parameters.moduleId };
}

// src/hub/operations/device/receive-message.ts
var receiveMessage = {
  name: "ReceiveMessage",
  method: "GET",
  path: "/devices/{deviceId}/messages/deviceBound",
  access: "identity",
  family: "MessageReceive",
  run: ({ connections }, request2) => {
    connections.touch(identityKey(nameOf(request2).deviceId));
    return { status: 204 };
  }
};

// src/hub/operations/device/send-telemetry.ts
var largest = bounds.telemetry.message;
var applicationProperty = "iothub-app-";
var sendTelemetry = {
  name: "SendTelemetry",
  method: "POST",
  path: "/devices/{deviceId}/messages/events",
  access: "identity",
  family: "TelemetrySend",
  run: ({ connections, feed: feed2 }, request2) => {
    const { deviceId: deviceId3 } = nameOf(request2);
    const bytes = request2.body.length;
    if (bytes > largest) throw hubError("MessageTooLarge", `the message takes ${bytes} bytes, the limit is ${largest}`);
    const key2 = identityKey(deviceId3);
    connections.touch(key2);
    feed2.emit({ type: "telemetry", key: key2, bytes, properties: propertiesOf(request2.headers) });
    return { status: 204 };
  }
};
function propertiesOf(headers) {
  const properties = [];
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(applicationProperty)) properties.push([name.slice(applicationProperty.length), String(value)]);
  }
  return Object.fromEntries(properties);
}

// src/hub/operations/digital-twins/digital-twin-document.ts
function digitalTwinDocument(deviceId3, twin) {
  const { desired, reported, modelId } = twin;
  const document = bareObject();
  document.$dtId = deviceId3;
  const metadata = bareObject();
  metadata.$model = modelId;
  const side = { values: reported.values, metadata: reported.metadata };
  const isPart = (name) => isComponent(reported.values[name]) || isComponent(desired.values[name]);
  for (const name of namesOf2(reported.values, desired.values).filter(isPart)) {
    const [shown3, wanted] = [asObject(reported.values[name]), asObject(desired.values[name])];
    const stamps = metadataOf(reported.metadata, name) ?? bareObject();
    const component = bareObject();
    const componentMetadata = bareObject();
    fill(component, componentMetadata, { values: shown3, metadata: stamps }, wanted, desired.version);
    component.$metadata = componentMetadata;
    document[name] = component;
  }
  fill(document, metadata, side, desired.values, desired.version);
  document.$metadata = metadata;
  return document;
}
var componentMark = "__t";
function isComponent(value) {
  return isObject(value) && value[componentMark] === "c";
}
function fill(document, metadata, shown3, wanted, version) {
  for (const name of namesOf2(shown3.values, wanted)) {
    const [value, wish] = [shown3.values[name], wanted[name]];
    if (name === componentMark || isComponent(value) || isComponent(wish)) continue;
    const about = bareObject();
    if (wish !== void 0) [about.desiredValue, about.desiredVersion] = [wish, version];
    if (value !== void 0) document[name] = acknowledged(value, about);
    const time2 = metadataOf(shown3.metadata, name)?.$lastUpdated;
    if (time2 !== void 0) about.lastUpdateTime = time2;
    metadata[name] = about;
  }
}
function acknowledged(value, about) {
  if (!isObject(value) || value.value === void 0 || value.ac === void 0) return value;
  about.ackCode = value.ac;
  if (value.av !== void 0) about.ackVersion = value.av;
  if (value.ad !== void 0) about.ackDescription = value.ad;
  return value.value;
}
function namesOf2(one, other) {
  return [.../* @__PURE__ */ new Set([...Object.keys(one), ...Object.keys(other)])];
}
function asObject(value) {
  return isObject(value) ? value : bareObject();
}

// src/hub/operations/digital-twins/get-digital-twin.ts
var getDigitalTwin = {
  name: "GetDigitalTwin",
  method: "GET",
  path: "/digitaltwins/{deviceId}",
  access: "ServiceConnect",
  family: "TwinRead",
  run: async ({ state }, request2) => {
    const { deviceId: deviceId3 } = nameOf(request2);
    const twin = await readSettled(state, "twin", deviceId3);
    if (twin === void 0) throw hubError("DeviceNotFound", deviceId3);
    return jsonAnswer(200, digitalTwinDocument(deviceId3, twin), { ETag: `"${twinEtag(twin.etag)}"` });
  }
};

// src/hub/http/read-body.ts
var nothing5 = Buffer.alloc(0);
function readBody(request2, limit) {
  const announced = Number(request2.headers["content-length"] ?? 0);
  if (announced > limit) return Promise.reject(tooLarge(limit));
  return new Promise((resolve4, reject) => {
    const body = new Body();
    request2.on("data", (chunk) => {
      if (body.length + chunk.length > limit) {
        request2.pause();
        reject(tooLarge(limit));
      } else body.add(chunk);
    });
    request2.on("end", () => resolve4(body.bytes));
    const cutOff = () => reject(hubError("RequestTimedOut", "the request ended before its body"));
    request2.on("error", cutOff);
    request2.on("close", cutOff);
  });
}
var Body = class {
  #room = nothing5;
  length = 0;
  add(chunk) {
    if (this.length === 0) this.#room = chunk;
    else {
      this.#reserve(this.length + chunk.length);
      chunk.copy(this.#room, this.length);
    }
    this.length += chunk.length;
  }
  get bytes() {
    return this.#room.subarray(0, this.length);
  }
  #reserve(bytes) {
    if (bytes <= this.#room.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes, 2 * this.length));
    this.#room.copy(larger, 0, 0, this.length);
    this.#room = larger;
  }
};
var utf8 = new TextDecoder("utf-8", { fatal: true });
function textOf3(body) {
  return utf8.decode(body);
}
function parseJson2(body) {
  if (body.length === 0) throw hubError("IotHubFormatError", "the body is empty, JSON was expected");
  try {
    return toBare(JSON.parse(textOf3(body)));
  } catch (error) {
    if (error instanceof HubError) throw error;
    throw hubError("IotHubFormatError", `the body is not JSON this hub can read: ${error.message}`);
  }
}
function tooLarge(limit) {
  return hubError("GenericRequestEntityTooLarge", `the body is longer than ${limit} bytes`);
}

// src/hub/identities/identity-errors.ts
function identityNotFound({ deviceId: deviceId3, moduleId: moduleId2 }) {
  if (moduleId2 === void 0) return hubError("DeviceNotFound", deviceId3);
  return hubError("ModuleNotFound", `${deviceId3}/${moduleId2}`);
}
function identityExists({ deviceId: deviceId3, moduleId: moduleId2 }) {
  if (moduleId2 === void 0) {
    return hubError("DeviceAlreadyExists", `A device with ID '${deviceId3}' is already registered.`);
  }
  return hubError(
    "ModuleAlreadyExistsOnDevice",
    `A module with ID '${moduleId2}' is already registered on '${deviceId3}'.`
  );
}
function preconditionFailed(text2) {
  return hubError("PreconditionFailed", text2);
}

// src/hub/operations/methods/call-method.ts
async function callMethod({ state, methods }, name, request2) {
  const { deviceId: deviceId3, moduleId: moduleId2 } = name;
  if (state.get("identity", deviceId3) === void 0) throw hubError("DeviceNotFound", deviceId3);
  const key2 = identityKey(deviceId3, moduleId2);
  if (state.get("identity", key2) === void 0) throw identityNotFound(name);
  return methods.invoke(key2, request2);
}

// src/hub/operations/digital-twins/invoke-command.ts
var common = {
  method: "POST",
  access: "ServiceConnect",
  family: "DirectMethod",
  errors: "nested",
  bodyLimit: bounds.rest.methodBody,
  run
};
var invokeCommand = {
  ...common,
  name: "InvokeCommand",
  path: "/digitaltwins/{deviceId}/commands/{command}"
};
var invokeComponentCommand = {
  ...common,
  name: "InvokeComponentCommand",
  path: "/digitaltwins/{deviceId}/components/{component}/commands/{command}"
};
async function run(context, request2) {
  const { component, command = "" } = request2.parameters;
  const methodName2 = checkMethodName(component === void 0 ? command : `${component}*${command}`);
  const payload = checkPayload(payloadOf3(request2));
  const timeouts = readTimeouts(
    seconds2(request2, "connectTimeoutInSeconds"),
    seconds2(request2, "responseTimeoutInSeconds")
  );
  const answer4 = await callMethod(context, nameOf(request2), { methodName: methodName2, payload, ...timeouts });
  const headers = { "x-ms-command-statuscode": String(answer4.status) };
  return { status: 200, headers, body: answer4.payload };
}
function payloadOf3(request2) {
  if (request2.body.length === 0) return "null";
  request2.json();
  return textOf3(request2.body).trim();
}
function seconds2({ query }, name) {
  const text2 = query.get(name);
  if (text2 === null) return void 0;
  if (/^\d{1,9}$/.test(text2)) return Number(text2);
  throw argumentInvalid(`${name} must be a number of seconds, found ${JSON.stringify(text2.slice(0, 40))}`);
}

// src/hub/operations/digital-twins/patch-digital-twin.ts
var patchDigitalTwin = {
  name: "PatchDigitalTwin",
  method: "PATCH",
  path: "/digitaltwins/{deviceId}",
  access: "ServiceConnect",
  family: "TwinUpdate",
  run: async ({ state, twins }, request2) => {
    const { deviceId: deviceId3 } = nameOf(request2);
    const { ifMatch, cause } = request2;
    const current = state.get("twin", deviceId3)?.desired.values ?? bareObject();
    const twin = await twins.patch(deviceId3, { desired: desiredPatch(current, request2.json()) }, { ifMatch, cause });
    return { status: 202, headers: { ETag: `"${twinEtag(twin.etag)}"` }, version: twin.desired.version };
  }
};
function desiredPatch(current, body) {
  if (!Array.isArray(body)) throw argumentInvalid("the body must be a JSON Patch: an array of operations");
  const patch = bareObject();
  for (const operation of body) {
    if (!isObject(operation)) throw argumentInvalid("each operation of a JSON Patch must be an object");
    const op = readWord(operation, "op", ["add", "replace", "remove"]);
    if (op === void 0) throw argumentInvalid("an operation lacks op");
    const value = op === "remove" ? null : operation.value;
    if (value === void 0) throw argumentInvalid("an operation lacks value");
    place(patch, current, readPointer(readString(operation, "path", 4096)), value);
  }
  return patch;
}
function place(patch, current, [first, second], value) {
  const before = current[first];
  if (second === void 0) {
    patch[first] = replacing(before, value);
    return;
  }
  const planned = patch[first] === void 0 || isObject(patch[first]) ? patch[first] : replacing(before, bareObject());
  const component = bareObject();
  if (isObject(planned)) for (const name of Object.keys(planned)) component[name] = planned[name];
  component[componentMark] = "c";
  component[second] = replacing(isObject(before) ? before[second] : void 0, value);
  patch[first] = component;
}
function replacing(before, value) {
  return isObject(before) && isObject(value) ? replaceDiff(before, value) ?? bareObject() : value;
}
function readPointer(path4) {
  const segments = path4?.split("/").slice(1) ?? [];
  const [first, second] = segments.map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (!path4?.startsWith("/") || !first || segments.length > 2) {
    throw argumentInvalid("path must be /property or /component/property");
  }
  return second === void 0 ? [first] : [first, second];
}

// src/hub/identities/identity-draft.ts
var noThumbprints2 = { primaryThumbprint: null, secondaryThumbprint: null };
var noKeys = { primaryKey: null, secondaryKey: null };
var generatedKeys = { symmetricKey: noKeys, x509Thumbprint: noThumbprints2, type: "sas" };
var noAuthentication = { ...generatedKeys, type: "none" };
function plainDraft(name) {
  return {
    ...name,
    status: "enabled",
    statusReason: null,
    authentication: generatedKeys,
    iotEdge: false,
    deviceScope: void 0,
    parentScopes: [],
    managedBy: void 0
  };
}

// src/hub/identities/edge-modules.ts
var names = ["$edgeAgent", "$edgeHub"];
function edgeModuleDrafts(device) {
  const { deviceId: deviceId3 } = device;
  return names.map((moduleId2) => ({
    ...plainDraft({ deviceId: deviceId3, moduleId: moduleId2 }),
    authentication: noAuthentication,
    managedBy: "iotEdge"
  }));
}
function isSystemModule(moduleId2) {
  return moduleId2.startsWith("$");
}

// src/hub/identities/identity-limits.ts
var modulesPerDevice = bounds.hub.modulesPerDevice;
var identitiesPerHub = bounds.hub.identities;
var identitiesPerFreeHub = bounds.hub.identitiesWhenFree;
function requireRoom({ state, faults: faults3 }, draft) {
  if (draft.moduleId !== void 0 && state.modulesOf(draft.deviceId).length >= modulesPerDevice) {
    throw hubError("TooManyModulesOnDevice", `a device may have ${modulesPerDevice} modules`);
  }
  const limit = faults3.tier === "F1" ? identitiesPerFreeHub : identitiesPerHub;
  if (state.count("identity") >= limit) throw hubError("TooManyDevices", `a hub may have ${limit} devices and modules`);
}

// src/hub/identities/edge-scope.ts
function scopesOf(state, draft, before, ticks) {
  if (draft.moduleId !== void 0) return {};
  return draft.iotEdge ? edgeScopes(state, draft, before, ticks) : leafScopes(state, draft, before);
}
function edgeScopes(state, draft, before, ticks) {
  const [parent] = draft.parentScopes;
  if (parent !== void 0) requireParent(state, parent);
  const parents = parent === void 0 ? {} : { parentScopes: [parent] };
  if (before === void 0) return { deviceScope: edgeScope(draft.deviceId, ticks), ...parents };
  if (!before.capabilities.iotEdge) {
    if (draft.deviceScope !== "") throw immutable("a device that becomes an edge device must send an empty one");
    return { deviceScope: edgeScope(draft.deviceId, ""), ...parents };
  }
  if (draft.deviceScope !== before.deviceScope) throw immutable(`an update must repeat ${before.deviceScope}`);
  return { deviceScope: before.deviceScope, ...parents };
}
function leafScopes(state, draft, before) {
  const { deviceScope } = draft;
  const wasEdge = before?.capabilities.iotEdge === true;
  if (!deviceScope || wasEdge) return {};
  requireParent(state, deviceScope);
  return { deviceScope, parentScopes: [deviceScope] };
}
var scheme = "ms-azure-iot-edge://";
function edgeScope(deviceId3, ticks) {
  return `${scheme}${deviceId3}-${ticks}`;
}
function requireParent(state, scope) {
  const deviceId3 = scope.slice(scheme.length, scope.lastIndexOf("-"));
  const parent = scope.startsWith(scheme) ? state.get("identity", deviceId3) : void 0;
  if (parent?.capabilities.iotEdge && parent.deviceScope === scope) return;
  throw hubError("InvalidDeviceScope", `no edge device has the scope ${JSON.stringify(scope)}`);
}
function immutable(hint) {
  return argumentInvalid(`Device scope is immutable: ${hint}`);
}

// src/hub/identities/new-identity.ts
var ticksAtEpoch = 621355968000000000n;
function makeIdentity(source, draft, before) {
  const { deviceId: deviceId3, moduleId: moduleId2, status, managedBy } = draft;
  const ticks = String(ticksAtEpoch + BigInt(source.clock.now()) * 10000n + BigInt(source.random(3).readUIntBE(0, 3)));
  return {
    deviceId: deviceId3,
    ...moduleId2 !== void 0 && { moduleId: moduleId2 },
    generationId: before?.generationId ?? ticks,
    etag: before === void 0 ? firstEtag(source) : before.etag + 1,
    status: moduleId2 === void 0 ? status : "enabled",
    statusReason: draft.statusReason,
    statusUpdatedTime: statusTime(source, status, before),
    authentication: completed(source, draft.authentication),
    capabilities: { iotEdge: moduleId2 === void 0 && draft.iotEdge },
    ...scopesOf(source.state, draft, before, ticks),
    ...moduleId2 !== void 0 && managedBy !== void 0 && { managedBy }
  };
}
function firstEtag({ random }) {
  return 1e8 + random(4).readUInt32BE() % 8e8;
}
function statusTime(source, status, before) {
  if (before === void 0) return neverTime;
  return before.status === status ? before.statusUpdatedTime : timestamp(source.clock);
}
function completed({ random }, authentication) {
  const { type, symmetricKey } = authentication;
  if (type !== "sas" || symmetricKey.primaryKey !== null) return authentication;
  return { ...authentication, symmetricKey: generateKeyPair(random) };
}

// src/hub/identities/identity-writer.ts
var IdentityWriter = class {
  #context;
  constructor(context) {
    this.#context = context;
  }
  /** Creates without `ifMatch`, else updates (hub-reference 0.5). Throws HubError 400, 404, 409, 412, 413. */
  put(draft, { ifMatch, cause }) {
    return ifMatch === void 0 ? this.create(draft, { cause }) : this.update(draft, { ifMatch, cause });
  }
  /** Throws HubError 400, 409, 413. */
  create(draft, options2) {
    return this.#tell(this.#create(draft, options2));
  }
  async #create(draft, { cause, twin }) {
    const { state } = this.#context;
    const key2 = identityKey(draft.deviceId, draft.moduleId);
    if (draft.moduleId !== void 0) refuseSystemModule(draft.moduleId);
    if (state.get("identity", key2) !== void 0) throw identityExists(draft);
    requireRoom(this.#context, draft);
    const identity = makeIdentity(this.#context, draft);
    const first = twin ?? ((empty2) => empty2);
    await this.#commit([{ before: void 0, after: identity }, ...this.#edgeModules(identity)], cause, key2, first);
    return identity;
  }
  /** Throws HubError 400, 404, 412. */
  update(draft, options2) {
    return this.#tell(this.#update(draft, options2));
  }
  async #update(draft, { ifMatch, cause }) {
    const before = this.#require(draft);
    if (draft.moduleId !== void 0) refuseSystemModule(draft.moduleId);
    requireMatch(before, ifMatch);
    const after = makeIdentity(this.#context, draft, before);
    await this.#commit([{ before, after }, ...this.#edgeChange(before, after)], cause);
    return after;
  }
  /** Without `ifMatch` it is refused. Throws HubError 404, 412. */
  delete(name, options2) {
    return this.#tell(this.#delete(name, options2));
  }
  async #delete(name, options2) {
    const before = this.#require(name);
    if (name.moduleId !== void 0) refuseSystemModule(name.moduleId);
    if (options2.ifMatch === void 0) throw preconditionFailed("PreconditionFailed, Etag missing.");
    requireMatch(before, options2.ifMatch);
    await this.#commit([...this.#modules(before), { before, after: void 0 }], options2.cause);
  }
  /** Other keys for an identity that has keys. Throws HubError 400, 404. */
  async rekey(name, change3, cause) {
    const before = this.#require(name);
    const { authentication, etag } = before;
    if (authentication.type !== "sas") throw argumentInvalid("only identities of the type sas have keys");
    const symmetricKey = change3(authentication.symmetricKey);
    const after = { ...before, etag: etag + 1, authentication: { ...authentication, symmetricKey } };
    await this.#commit([{ before, after }], cause);
    return after;
  }
  /** A refusal may rest on a write that is not on disk yet, and may be undone. */
  #tell(writing) {
    return writing.catch(async (refusal2) => {
      throw await settledRefusal(this.#context.state, "identity", void 0, refusal2);
    });
  }
  #require({ deviceId: deviceId3, moduleId: moduleId2 }) {
    const identity = this.#context.state.get("identity", identityKey(deviceId3, moduleId2));
    if (identity === void 0) throw identityNotFound({ deviceId: deviceId3, moduleId: moduleId2 });
    return identity;
  }
  #edgeModules(device) {
    if (!device.capabilities.iotEdge) return [];
    return edgeModuleDrafts(device).map((draft) => ({ before: void 0, after: makeIdentity(this.#context, draft) }));
  }
  #edgeChange(before, after) {
    if (before.capabilities.iotEdge === after.capabilities.iotEdge) return [];
    if (after.capabilities.iotEdge) return this.#edgeModules(after);
    return this.#modules(before).filter((step) => isSystemModule(step.before?.moduleId ?? ""));
  }
  #modules(device) {
    if (device.moduleId !== void 0) return [];
    const { state } = this.#context;
    return state.modulesOf(device.deviceId).map((key2) => ({ before: state.get("identity", key2), after: void 0 }));
  }
  async #commit(steps, cause, newKey, firstTwin = (empty2) => empty2) {
    const { state, clock, feed: feed2 } = this.#context;
    const empty2 = createTwin(timestamp(clock));
    const changes = steps.flatMap(({ before, after }) => {
      const key2 = keyOf3(before ?? after);
      const change3 = { kind: "identity", key: key2, value: after };
      if (before !== void 0 && after !== void 0) return [change3];
      const twin = after && (key2 === newKey ? firstTwin(empty2) : empty2);
      return [change3, { kind: "twin", key: key2, value: twin }];
    });
    await state.commit(changes);
    for (const { before, after } of steps) {
      const operation = before === void 0 ? "create" : after === void 0 ? "delete" : "update";
      feed2.emit({ type: "lifecycle", key: keyOf3(before ?? after), operation, before, after, cause });
    }
  }
};
function keyOf3({ deviceId: deviceId3, moduleId: moduleId2 }) {
  return identityKey(deviceId3, moduleId2);
}
function requireMatch(identity, ifMatch) {
  if (ifMatch === "*" || ifMatch === decimalEtag(identity.etag)) return;
  throw preconditionFailed("PreconditionFailed, ETag may be invalid.");
}
function refuseSystemModule(moduleId2) {
  if (!isSystemModule(moduleId2)) return;
  throw hubError(
    "ArgumentInvalid",
    `the module ${JSON.stringify(moduleId2)} belongs to the hub: ids may not begin with $`
  );
}

// src/hub/identities/parse-authentication.ts
var types = ["sas", "selfSigned", "certificateAuthority", "none"];
var noKeys2 = { primaryKey: null, secondaryKey: null };
function parseAuthentication(body, isModule) {
  const member2 = readMember(body, "authentication");
  if (member2 === void 0) return generatedKeys;
  const thumbprints = parseThumbprints(readMember(member2, "x509Thumbprint"));
  const type = authenticationType(member2, thumbprints, isModule);
  const symmetricKey = type === "sas" ? parseKeys(readMember(member2, "symmetricKey")) : noKeys2;
  return { symmetricKey, x509Thumbprint: type === "selfSigned" ? thumbprints : generatedKeys.x509Thumbprint, type };
}
function authenticationType(member2, thumbprints, isModule) {
  const type = readWord(member2, "type", types);
  if (type === "none") {
    if (isModule) return "sas";
    throw hubError(
      "DeviceAuthenticationTypeIsMissing",
      "a device must authenticate, its authentication type cannot be none"
    );
  }
  if (type !== void 0) return type;
  const { primaryThumbprint, secondaryThumbprint } = thumbprints;
  return primaryThumbprint === null && secondaryThumbprint === null ? "sas" : "selfSigned";
}
function parseKeys(keys) {
  if (keys === void 0) return noKeys2;
  const primaryKey = readString(keys, "primaryKey", 1024) || null;
  const secondaryKey = readString(keys, "secondaryKey", 1024) || null;
  if (primaryKey === null !== (secondaryKey === null)) {
    throw argumentInvalid("Either no keys or both keys can be set, found only one");
  }
  for (const key2 of [primaryKey, secondaryKey]) {
    const fault = key2 === null ? void 0 : keyFault(key2);
    if (fault !== void 0) throw argumentInvalid(fault);
  }
  return { primaryKey, secondaryKey };
}
function parseThumbprints(thumbprints) {
  const read4 = (name) => {
    const print2 = thumbprints && readString(thumbprints, name, 1024) || null;
    if (print2 !== null && !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(print2)) {
      throw hubError("StringIsNotThumbprint", `${name} must be 40 or 64 hexadecimal digits without separators`);
    }
    return print2;
  };
  return { primaryThumbprint: read4("primaryThumbprint"), secondaryThumbprint: read4("secondaryThumbprint") };
}

// src/hub/identities/parse-identity.ts
var longestScope = bounds.hub.scope;
var mostParents = bounds.hub.parents;
function parseIdentity(body, name) {
  const capabilities = readMember(body, "capabilities");
  return {
    ...name,
    status: readWord(body, "status", ["enabled", "disabled"]) ?? "enabled",
    statusReason: readString(body, "statusReason", 128) ?? null,
    authentication: parseAuthentication(body, name.moduleId !== void 0),
    iotEdge: (capabilities && readBoolean(capabilities, "iotEdge")) ?? false,
    deviceScope: readString(body, "deviceScope", longestScope),
    parentScopes: parseParentScopes(body),
    managedBy: readString(body, "managedBy", 128)
  };
}
function requireSameName(body, { deviceId: deviceId3, moduleId: moduleId2 }) {
  requireSame(body, "deviceId", deviceId3);
  if (moduleId2 !== void 0) requireSame(body, "moduleId", moduleId2);
}
function requireSame(body, name, id2) {
  const named2 = readString(body, name, 1024);
  if (named2 === void 0) throw hubError("ArgumentNull", `the body lacks ${name}, it must be ${JSON.stringify(id2)}`);
  if (named2 !== id2) throw argumentInvalid(`the body names ${JSON.stringify(named2)}, the path ${JSON.stringify(id2)}`);
}
function parseParentScopes(body) {
  const scopes = body.parentScopes;
  if (scopes === void 0 || scopes === null) return [];
  if (!Array.isArray(scopes)) throw argumentInvalid(`parentScopes must be an array, found ${describe3(scopes)}`);
  if (scopes.length > mostParents) throw argumentInvalid(`parentScopes may hold ${mostParents} scopes`);
  return scopes.map((scope) => {
    if (typeof scope === "string" && scope.length <= longestScope) return scope;
    throw argumentInvalid("parentScopes must hold the scopes of edge devices");
  });
}

// src/hub/identities/identifier.ts
var identifier = /^[A-Za-z0-9\-:.+%_#*?!(),=@;$']{1,128}$/;
function isIdentifier(text2) {
  return identifier.test(text2);
}

// src/hub/operations/identities/bulk-item.ts
var importModes = [
  "create",
  "update",
  "updateIfMatchETag",
  "delete",
  "deleteIfMatchETag",
  "updateTwin",
  "updateTwinIfMatchETag",
  "createOrUpdate",
  "createOrUpdateIfMatchETag"
];
function readBulkItem(item) {
  if (!isObject(item)) throw argumentInvalid("each item must be an object with an id");
  try {
    return understand(item);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return failedItem({ deviceId: item.id, moduleId: item.moduleId }, error, item.importMode);
  }
}
function failedItem({ deviceId: deviceId3, moduleId: moduleId2 }, { code, message }, operation) {
  return {
    error: {
      ...typeof deviceId3 === "string" && { deviceId: deviceId3 },
      ...typeof moduleId2 === "string" && { moduleId: moduleId2 },
      errorCode: code,
      errorStatus: message,
      ...typeof operation === "string" && { operation }
    }
  };
}
function understand(item) {
  const deviceId3 = readString(item, "id", 128);
  const moduleId2 = readString(item, "moduleId", 128);
  if (deviceId3 === void 0 || !isIdentifier(deviceId3)) throw argumentInvalid("an item lacks a valid id");
  if (moduleId2 !== void 0 && !isIdentifier(moduleId2)) throw argumentInvalid(`${deviceId3} has no valid moduleId`);
  return {
    deviceId: deviceId3,
    moduleId: moduleId2,
    mode: readWord(item, "importMode", importModes) ?? "createOrUpdate",
    etag: unquoted2(readString(item, "eTag", 256) ?? readString(item, "etag", 256)),
    twinEtag: unquoted2(readString(item, "twinETag", 256)),
    body: item
  };
}
function unquoted2(etag) {
  return etag?.replace(/^"(.*)"$/, "$1");
}

// src/hub/operations/identities/first-twin.ts
var FirstTwin = class {
  /** Why the identity was registered without it; undefined when it was not. */
  refusal;
  #write;
  #reported;
  #clock;
  /** Throws HubError 400 for a body that cannot be understood. */
  constructor(body, clock) {
    this.#write = readServiceWrite(body);
    this.#reported = readMember(body, "properties")?.reported ?? void 0;
    this.#clock = clock;
  }
  /** All of it or, when any of it breaks a rule of twins, nothing. */
  of(empty2) {
    try {
      const now = timestamp(this.#clock);
      const { twin } = patchTwin(empty2, this.#write, now);
      if (this.#reported === void 0) return twin;
      return reportTwin(twin, objectOf(withoutReserved(this.#reported), "reported"), now);
    } catch (error) {
      if (!(error instanceof TwinRuleError)) throw error;
      this.refusal = error.message;
      return empty2;
    }
  }
};

// src/hub/operations/identities/bulk-devices.ts
var most2 = bounds.rest.bulkItems;
var failure = "BulkRegistryOperationFailure";
var bulkDevices = {
  name: "BulkDevices",
  method: "POST",
  path: "/devices",
  access: "RegistryWrite",
  family: "RegistryWrite",
  holdsKeys: true,
  bodyLimit: bounds.rest.bulkBody,
  run: async (context, { json, cause }) => {
    const body = json();
    if (!Array.isArray(body)) throw hubError("IotHubFormatError", "the body must be a bare array of devices");
    if (body.length > most2) throw hubError("TooManyDevices", `${body.length} items were sent, the limit is ${most2}`);
    const items = body.map(readBulkItem);
    const told = await Promise.all(applyAll(context, items, cause));
    const errors = told.flatMap(({ error }) => error ?? []);
    const warnings = told.flatMap(({ warning }) => warning ?? []);
    if (errors.length === 0) return jsonAnswer(200, { isSuccessful: true, errors, warnings });
    return jsonAnswer(400, { isSuccessful: false, errors, warnings }, { "iothub-errorcode": failure });
  }
};
function applyAll(context, items, cause) {
  const seen = /* @__PURE__ */ new Set();
  return items.map((item) => {
    if ("error" in item) return item;
    const key2 = identityKey(item.deviceId, item.moduleId);
    const isRepeated = seen.has(key2);
    seen.add(key2);
    return apply(context, item, cause, isRepeated);
  });
}
async function apply(context, item, cause, isRepeated) {
  const { deviceId: deviceId3, moduleId: moduleId2, mode } = item;
  const name = { deviceId: deviceId3, ...moduleId2 !== void 0 && { moduleId: moduleId2 } };
  try {
    if (isRepeated) throw hubError("DeviceDefinedMultipleTimes", `${deviceId3} is named more than once`);
    const refusal2 = await applyItem(context, item, cause);
    if (!refusal2) return {};
    return { warning: { ...name, warningCode: "DeviceRegisteredWithoutTwin", warningStatus: refusal2 } };
  } catch (error) {
    if (!(error instanceof HubError) || error.status >= 500) throw error;
    return failedItem(name, error, mode);
  }
}
async function applyItem(context, item, cause) {
  const writer = new IdentityWriter(context);
  const exists = context.state.get("identity", identityKey(item.deviceId, item.moduleId)) !== void 0;
  const isNew = item.mode === "create" || !exists && item.mode.startsWith("createOrUpdate");
  if (isNew) return create(context, writer, item, cause);
  await change(context, writer, item, cause);
  return void 0;
}
function change(context, writer, item, cause) {
  switch (item.mode) {
    // Not met here, for it always makes a new one.
    case "create":
    case "createOrUpdate":
    case "update":
      return update(writer, item, "*", cause);
    case "createOrUpdateIfMatchETag":
    case "updateIfMatchETag":
      return update(writer, item, requireEtag2(item.etag), cause);
    case "delete":
      return writer.delete(item, { ifMatch: "*", cause });
    case "deleteIfMatchETag":
      return writer.delete(item, { ifMatch: requireEtag2(item.etag), cause });
    case "updateTwin":
      return updateTwin(context, item, "*", cause);
    case "updateTwinIfMatchETag":
      return updateTwin(context, item, requireEtag2(item.twinEtag), cause);
  }
}
async function create(context, writer, item, cause) {
  const { deviceId: deviceId3, moduleId: moduleId2 } = item;
  if (moduleId2 !== void 0 && context.state.get("identity", deviceId3) === void 0) {
    throw hubError("DeviceNotFound", deviceId3);
  }
  const first = new FirstTwin(item.body, context.clock);
  await writer.create(parseIdentity(item.body, { deviceId: deviceId3, moduleId: moduleId2 }), { cause, twin: (empty2) => first.of(empty2) });
  return first.refusal;
}
async function update(writer, item, ifMatch, cause) {
  const { deviceId: deviceId3, moduleId: moduleId2, body } = item;
  await writer.update(parseIdentity(body, { deviceId: deviceId3, moduleId: moduleId2 }), { ifMatch, cause });
}
async function updateTwin(context, item, ifMatch, cause) {
  const write4 = readServiceWrite(item.body);
  if (write4.tags === void 0 && write4.desired === void 0) throw argumentInvalid("the item holds no twin");
  await context.twins.patch(identityKey(item.deviceId, item.moduleId), write4, { ifMatch, cause });
}
function requireEtag2(etag) {
  if (etag === void 0) throw preconditionFailed("PreconditionFailed, Etag missing.");
  return etag;
}

// src/hub/access/sas-expiry.ts
var grace = 5 * 6e4;
function honouredUntil(token) {
  return token.expiry * 1e3 + grace;
}

// src/hub/host-name.ts
function hostOf(authority) {
  const host = authority.toLowerCase();
  if (!host.includes(":")) return host;
  return host.replace(/^(\[.*\]|[^:]*):\d+$/, "$1").replace(/^\[(.*)\]$/, "$1");
}

// src/hub/access/sas-scope.ts
function coversResource(scope, hostNames, resource) {
  const [authority = "", ...segments] = scope.replace(/^https?:\/\//i, "").split("/");
  while (segments.length > 0 && (segments.at(-1) === "" || segments.at(-1).startsWith("api-version="))) segments.pop();
  if (!hostNames.includes(hostOf(authority)) || segments.length > resource.length) return false;
  return segments.every((segment, index) => sameSegment(segment, resource[index], index));
}
function sameSegment(segment, wanted, index) {
  return segment === wanted || index % 2 === 0 && segment.toLowerCase() === wanted.toLowerCase();
}
function identityResource(deviceId3, moduleId2) {
  return moduleId2 === void 0 ? ["devices", deviceId3] : ["devices", deviceId3, "modules", moduleId2];
}

// src/hub/access/sas-token.ts
var scheme2 = /^SharedAccessSignature\s+/i;
var longestToken = bounds.rest.token;
function parseSasToken(text2) {
  const prefix = scheme2.exec(text2)?.[0];
  if (prefix === void 0 || text2.length > longestToken) return void 0;
  const fields = /* @__PURE__ */ new Map();
  for (const pair of text2.slice(prefix.length).trim().split("&")) {
    const equals = pair.indexOf("=");
    if (equals < 1 || fields.has(pair.slice(0, equals))) return void 0;
    fields.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  return tokenOf(fields);
}
function tokenOf(fields) {
  const [rawResource, rawExpiry, rawPolicy] = [fields.get("sr"), fields.get("se"), fields.get("skn")];
  if (rawResource === void 0 || rawExpiry === void 0 || !/^\d{1,15}$/.test(rawExpiry)) return void 0;
  const resource = decoded(rawResource);
  const signature3 = decoded(fields.get("sig") ?? "");
  const policy = decoded(rawPolicy ?? "");
  if (!resource || !signature3 || policy === void 0) return void 0;
  return { rawResource, resource, signature: signature3, expiry: Number(rawExpiry), rawExpiry, policy: policy || void 0 };
}
function decoded(text2) {
  try {
    return decodeURIComponent(text2);
  } catch {
    return void 0;
  }
}

// src/hub/access/authenticate-service.ts
function authenticateService(context, authorization, resource) {
  return verifyPolicyToken(context, readToken(authorization), resource);
}
function readToken(text2) {
  if (text2 === void 0 || text2 === "") throw unauthorized("the Authorization header is missing");
  if (/^Bearer\s/i.test(text2)) throw unauthorized("this hub takes shared access signatures, not Entra ID tokens");
  const token = parseSasToken(text2);
  if (token === void 0) {
    throw unauthorized(
      "the token must read SharedAccessSignature sr={resource}&sig={signature}&se={Unix seconds}[&skn={policy}]"
    );
  }
  return token;
}
function verifyPolicyToken(context, token, resource) {
  if (token.policy === void 0) throw unauthorized("the token names no shared access policy (skn)");
  const policy = context.state.get("policy", token.policy);
  if (policy === void 0) throw unauthorized(`the hub has no shared access policy ${JSON.stringify(token.policy)}`);
  verifyToken(context, token, [policy.primaryKey, policy.secondaryKey], resource);
  return policy;
}
function verifyToken(context, token, keys, resource) {
  if (!isSignedBy(token, keys)) throw unauthorized("the signature of the token does not match");
  if (!coversResource(token.resource, context.hostNames, resource)) {
    const wanted = [context.hostNames[0], ...resource].join("/");
    throw unauthorized(
      `the token is for ${JSON.stringify(token.resource)}, which does not cover ${JSON.stringify(wanted)}`
    );
  }
  if (honouredUntil(token) <= context.clock.now()) {
    throw unauthorized(`the token expired at ${token.rawExpiry}, it is ${Math.floor(context.clock.now() / 1e3)} now`);
  }
}
function unauthorized(message) {
  return hubError("IotHubUnauthorizedAccess", message);
}

// src/hub/operations/identities/usable-device.ts
function requireUsableDevice({ state }, { deviceId: deviceId3, moduleId: moduleId2 }) {
  if (moduleId2 === void 0) return;
  if (state.get("identity", deviceId3)?.status !== "enabled") {
    throw unauthorized(`the device ${JSON.stringify(deviceId3)} is missing or disabled`);
  }
}

// src/hub/operations/identities/delete-identity.ts
var common2 = { method: "DELETE", access: "RegistryWrite", family: "RegistryWrite", run: run2 };
var deleteDevice = { ...common2, name: "DeleteDevice", path: "/devices/{deviceId}" };
var deleteModule = {
  ...common2,
  name: "DeleteModule",
  path: "/devices/{deviceId}/modules/{moduleId}"
};
async function run2(context, request2) {
  const name = nameOf(request2);
  requireUsableDevice(context, name);
  await new IdentityWriter(context).delete(name, { ifMatch: request2.ifMatch, cause: request2.cause });
  return { status: 204 };
}

// src/hub/identities/identity-document.ts
function identityDocument({ connections }, identity) {
  const { deviceId: deviceId3, moduleId: moduleId2, generationId, authentication, deviceScope, parentScopes } = identity;
  const activity = connections.activity(identityKey(deviceId3, moduleId2));
  const etag = decimalEtag(identity.etag);
  const connectionState = activity.connected ? "Connected" : "Disconnected";
  const { connectionStateUpdatedTime, lastActivityTime } = activity;
  const cloudToDeviceMessageCount = 0;
  if (moduleId2 !== void 0) {
    const { managedBy = null } = identity;
    const head = { moduleId: moduleId2, managedBy, deviceId: deviceId3, generationId, etag, connectionState };
    return { ...head, connectionStateUpdatedTime, lastActivityTime, cloudToDeviceMessageCount, authentication };
  }
  const { status, statusReason, statusUpdatedTime, capabilities } = identity;
  return {
    ...{ deviceId: deviceId3, generationId, etag, connectionState, status, statusReason },
    ...{ connectionStateUpdatedTime, statusUpdatedTime, lastActivityTime, cloudToDeviceMessageCount },
    ...{ authentication, capabilities },
    ...deviceScope !== void 0 && { deviceScope },
    ...parentScopes !== void 0 && { parentScopes }
  };
}

// src/hub/operations/identities/get-identity.ts
var common3 = { method: "GET", access: "RegistryRead", family: "RegistryRead", holdsKeys: true, run: run3 };
var getDevice = { ...common3, name: "GetDevice", path: "/devices/{deviceId}" };
var getModule = { ...common3, name: "GetModule", path: "/devices/{deviceId}/modules/{moduleId}" };
async function run3(context, request2) {
  const name = nameOf(request2);
  requireUsableDevice(context, name);
  const identity = await readSettled(context.state, "identity", identityKey(name.deviceId, name.moduleId));
  if (identity === void 0) throw identityNotFound(name);
  return jsonAnswer(200, identityDocument(context, identity), { ETag: decimalEtag(identity.etag) });
}

// src/hub/operations/identities/list-devices.ts
var most3 = bounds.rest.listedDevices;
var listDevices = {
  name: "ListDevices",
  method: "GET",
  path: "/devices",
  access: "RegistryRead",
  family: "RegistryRead",
  holdsKeys: true,
  run: async (context, { query }) => {
    const devices = firstDevices(context, readTop(query.get("top")));
    await allSettled(context, devices);
    return jsonAnswer(
      200,
      devices.map((device) => identityDocument(context, device))
    );
  }
};
function readTop(text2) {
  const top = Number(text2);
  return Number.isInteger(top) && top >= 1 && top <= most3 ? top : most3;
}
function firstDevices({ state }, count) {
  const devices = [];
  for (const [, identity] of state.entries("identity")) {
    if (devices.length === count) break;
    if (identity.moduleId === void 0) devices.push(identity);
  }
  return devices;
}
async function allSettled({ state }, devices) {
  await Promise.all(devices.map(({ deviceId: deviceId3 }) => state.settled("identity", deviceId3)));
}

// src/hub/operations/identities/list-modules.ts
var listModules = {
  name: "ListModules",
  method: "GET",
  path: "/devices/{deviceId}/modules",
  access: "RegistryRead",
  family: "RegistryRead",
  holdsKeys: true,
  run: async (context, request2) => {
    const { deviceId: deviceId3 } = nameOf(request2);
    const { state } = context;
    if (state.get("identity", deviceId3) === void 0) throw identityNotFound({ deviceId: deviceId3 });
    const modules = await Promise.all(state.modulesOf(deviceId3).map((key2) => readSettled(state, "identity", key2)));
    const documents = modules.flatMap((module) => module === void 0 ? [] : [identityDocument(context, module)]);
    return jsonAnswer(200, documents);
  }
};

// src/hub/operations/identities/purge-commands.ts
var purgeCommands = {
  name: "PurgeCommands",
  method: "DELETE",
  path: "/devices/{deviceId}/commands",
  access: "ServiceConnect",
  run: ({ state }, request2) => {
    const { deviceId: deviceId3 } = nameOf(request2);
    if (state.get("identity", deviceId3) === void 0) throw identityNotFound({ deviceId: deviceId3 });
    return jsonAnswer(200, { deviceId: deviceId3, moduleId: null, totalMessagesPurged: 0 });
  }
};

// src/hub/operations/identities/put-identity.ts
var common4 = { method: "PUT", access: "RegistryWrite", family: "RegistryWrite", holdsKeys: true, run: run4 };
var putDevice = { ...common4, name: "PutDevice", path: "/devices/{deviceId}" };
var putModule = { ...common4, name: "PutModule", path: "/devices/{deviceId}/modules/{moduleId}" };
async function run4(context, request2) {
  const name = nameOf(request2);
  requireUsableDevice(context, name);
  const body = readObject(request2.json(), "the body");
  requireSameName(body, name);
  const { ifMatch, cause } = request2;
  const identity = await new IdentityWriter(context).put(parseIdentity(body, name), { ifMatch, cause });
  return jsonAnswer(200, identityDocument(context, identity), { ETag: decimalEtag(identity.etag) });
}

// src/hub/operations/identities/regenerate-keys.ts
var most4 = bounds.rest.bulkItems;
var regenerateKeys = {
  name: "RegenerateKeys",
  method: "POST",
  path: "/devices/keys/regenerate",
  access: "RegistryWrite",
  family: "RegistryWrite",
  holdsKeys: true,
  run: async (context, { json, cause }) => {
    const body = readObject(json(), "the body");
    const policyKey = readWord(body, "policyKey", ["primaryKey", "secondaryKey", "swap"]);
    if (policyKey === void 0)
      throw argumentInvalid("policyKey is missing, it must be primaryKey, secondaryKey or swap");
    const results = await Promise.all(readItems(body).map((item) => rotate(context, item, policyKey, cause)));
    const rotatedKeys = results.flatMap(({ rotated }) => rotated ?? []);
    const errors = results.flatMap(({ error }) => error ?? []);
    return jsonAnswer(200, { policyKey, rotatedKeys, errors });
  }
};
function readItems(body) {
  const { devices } = body;
  if (!Array.isArray(devices)) throw argumentInvalid("devices must be an array");
  if (devices.length > most4) throw argumentInvalid(`devices holds ${devices.length} items, the limit is ${most4}`);
  return devices.map((item) => {
    const id2 = isObject(item) ? readString(item, "id", 128) : void 0;
    const moduleId2 = isObject(item) ? readString(item, "moduleId", 128) : void 0;
    if (id2 === void 0 || ![id2, moduleId2 ?? id2].every(isIdentifier)) {
      throw argumentInvalid("each of devices must be an object with a valid id, and moduleId where it is a module");
    }
    return moduleId2 === void 0 ? { id: id2 } : { id: id2, moduleId: moduleId2 };
  });
}
async function rotate(context, item, policyKey, cause) {
  const fresh = generateKey(context.random);
  const name = { deviceId: item.id, moduleId: item.moduleId };
  try {
    const identity = await new IdentityWriter(context).rekey(name, (keys) => change2(keys, policyKey, fresh), cause);
    const { primaryKey, secondaryKey } = identity.authentication.symmetricKey;
    return { rotated: { ...item, primaryKey, secondaryKey } };
  } catch (error) {
    if (!(error instanceof HubError) || error.status >= 500) throw error;
    return { error: { ...item, errorCode: error.code, errorMessage: error.message } };
  }
}
function change2({ primaryKey, secondaryKey }, policyKey, fresh) {
  switch (policyKey) {
    case "primaryKey":
      return { primaryKey: fresh, secondaryKey };
    case "secondaryKey":
      return { primaryKey, secondaryKey: fresh };
    case "swap":
      return { primaryKey: secondaryKey, secondaryKey: primaryKey };
  }
}

// src/hub/operations/identities/statistics.ts
var deviceStatistics = {
  name: "GetDeviceStatistics",
  method: "GET",
  path: "/statistics/devices",
  access: "RegistryRead",
  family: "RegistryRead",
  run: ({ state }) => {
    let [totalDeviceCount, enabledDeviceCount] = [0, 0];
    for (const [, { moduleId: moduleId2, status }] of state.entries("identity")) {
      if (moduleId2 !== void 0) continue;
      totalDeviceCount++;
      if (status === "enabled") enabledDeviceCount++;
    }
    const disabledDeviceCount = totalDeviceCount - enabledDeviceCount;
    return jsonAnswer(200, { totalDeviceCount, enabledDeviceCount, disabledDeviceCount });
  }
};
var serviceStatistics = {
  name: "GetServiceStatistics",
  method: "GET",
  path: "/statistics/service",
  access: "RegistryRead",
  family: "RegistryRead",
  run: ({ connections }) => jsonAnswer(200, { connectedDeviceCount: connections.connectedDeviceCount })
};

// src/hub/operations/identities/transfer-jobs.ts
var createTransferJob = {
  name: "CreateTransferJob",
  method: "POST",
  path: "/jobs/create",
  access: "RegistryWrite",
  run: () => {
    throw hubError(
      "OperationNotAvailableInCurrentTier",
      "import and export jobs need blob storage, which this hub lacks"
    );
  }
};
var listTransferJobs = {
  name: "ListTransferJobs",
  method: "GET",
  path: "/jobs",
  access: "RegistryWrite",
  run: () => jsonAnswer(200, [])
};
var getTransferJob = {
  name: "GetTransferJob",
  method: "GET",
  path: "/jobs/{jobId}",
  access: "RegistryWrite",
  run: (_context, { parameters }) => {
    throw hubError("JobNotFound", parameters.jobId);
  }
};
var cancelTransferJob = {
  name: "CancelTransferJob",
  method: "DELETE",
  path: "/jobs/{jobId}",
  access: "RegistryWrite",
  run: (_context, { parameters }) => {
    throw hubError("JobNotFound", parameters.jobId);
  }
};

// src/hub/operations/jobs/cancel-job.ts
var cancelJob = {
  name: "CancelJob",
  method: "POST",
  path: "/jobs/v2/{jobId}/cancel",
  access: "ServiceConnect",
  family: "JobOperation",
  run: async ({ jobs }, { parameters }) => jsonAnswer(200, await jobs.cancel(parameters.jobId))
};

// src/hub/operations/jobs/get-job.ts
var getJob = {
  name: "GetJob",
  method: "GET",
  path: "/jobs/v2/{jobId}",
  access: "ServiceConnect",
  family: "JobOperation",
  run: async ({ jobs }, { parameters }) => jsonAnswer(200, await jobs.get(parameters.jobId))
};

// src/hub/operations/jobs/query-jobs.ts
var largestPage2 = bounds.rest.jobPage;
var queryJobs = {
  name: "QueryJobs",
  method: "GET",
  path: "/jobs/v2/query",
  access: "ServiceConnect",
  family: "JobOperation",
  run: async ({ jobs }, request2) => {
    const type = parseFilter2(request2, "jobType", jobTypes);
    const status = parseStatus(request2);
    const start = startOf2(request2);
    const count = pageSize(request2);
    const page = await jobs.list({ type, status }, start, count);
    const next = Buffer.from(`jobs:${start + count}`).toString("base64url");
    return jsonAnswer(200, page.jobs, {
      "x-ms-item-type": "JobResponse",
      ...page.more && { "x-ms-continuation": next }
    });
  }
};
function parseStatus(request2) {
  const status = parseFilter2(request2, "jobStatus", [...jobStatuses, "finished"]);
  return status === "finished" ? "completed" : status;
}
function parseFilter2(request2, name, known2) {
  const text2 = request2.query.get(name);
  if (!text2) return void 0;
  const value = known2.find((other) => other.toLowerCase() === text2.toLowerCase());
  if (value !== void 0) return value;
  throw argumentInvalid(`${name} must be one of ${known2.join(", ")}, found ${JSON.stringify(text2)}`);
}
function pageSize({ headers }) {
  const asked = Number(headers["x-ms-max-item-count"] ?? largestPage2);
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, largestPage2) : largestPage2;
}
function startOf2({ headers }) {
  const token = headers["x-ms-continuation"];
  if (token === void 0 || token === "") return 0;
  const start = /^jobs:(\d{1,9})$/.exec(Buffer.from(String(token), "base64url").toString())?.[1];
  if (start === void 0) throw argumentInvalid("x-ms-continuation is not a token of this hub");
  return Number(start);
}

// src/hub/operations/jobs/schedule-job.ts
var scheduleJob = {
  name: "ScheduleJob",
  method: "PUT",
  path: "/jobs/v2/{jobId}",
  access: "ServiceConnect",
  family: "JobOperation",
  run: async ({ jobs }, { parameters, json }) => jsonAnswer(200, await jobs.create(parameters.jobId, json()))
};

// src/hub/operations/local/authorities.ts
import { X509Certificate as X509Certificate3 } from "node:crypto";
var path = "/$twin-tui/authorities";
var most5 = bounds.hub.authorities;
var listAuthorities = {
  name: "ListAuthorities",
  method: "GET",
  path,
  access: "owner",
  run: ({ state }) => jsonAnswer(
    200,
    [...state.entries("authority")].map(([, { pem }]) => authorityDocument(new X509Certificate3(pem)))
  )
};
var addAuthority = {
  name: "AddAuthority",
  method: "POST",
  path,
  access: "owner",
  run: async ({ state }, { json }) => {
    const certificate = readCertificate(readString(readObject(json(), "the body"), "pem", 16384));
    if (state.count("authority") >= most5) throw hubError("InvalidOperation", `a hub may have ${most5} authorities`);
    const authority = authorityDocument(certificate);
    const value = { pem: certificate.toString() };
    await state.commit([{ kind: "authority", key: authority.thumbprint, value }]);
    return jsonAnswer(200, authority);
  }
};
var removeAuthority = {
  name: "RemoveAuthority",
  method: "DELETE",
  path: `${path}/{thumbprint}`,
  access: "owner",
  run: async ({ state }, { parameters }) => {
    const thumbprint2 = parameters.thumbprint.toUpperCase();
    if (state.get("authority", thumbprint2) === void 0) {
      throw hubError("GenericNotFound", `there is no authority ${thumbprint2}`);
    }
    await state.commit([{ kind: "authority", key: thumbprint2, value: void 0 }]);
    return { status: 204 };
  }
};
function readCertificate(pem) {
  if (pem === void 0) throw argumentInvalid("the body lacks pem, the certificate as PEM text");
  let certificate;
  try {
    certificate = new X509Certificate3(pem);
  } catch {
    throw argumentInvalid("pem holds no certificate: it must begin with -----BEGIN CERTIFICATE-----");
  }
  if (!certificate.ca) throw argumentInvalid("the certificate is not one of an authority (CA:TRUE)");
  return certificate;
}
function authorityDocument(certificate) {
  const { fingerprint256, subject, validTo } = certificate;
  return { thumbprint: fingerprint256.replaceAll(":", ""), subject, validTo: new Date(validTo).toISOString() };
}

// src/hub/operations/local/catalogue.ts
var catalogue = {
  name: "Catalogue",
  method: "GET",
  path: "/$twin-tui/catalogue",
  access: "owner",
  run: async ({ localQueries }) => jsonAnswer(200, { paths: await localQueries.catalogue() })
};

// src/hub/faults/faults.ts
var tiers = ["F1", "S1", "S2", "S3", "off"];

// src/hub/faults/control-command.ts
var controlActions = [
  "status",
  "throttle",
  "exhaust",
  "latency",
  "index-lag",
  "drop",
  "disk",
  "clock"
];
var longest2 = 864e5;
function parseControlCommand(body) {
  if (!isObject(body)) throw argumentInvalid("a control command must be a JSON object with an action");
  const { action } = body;
  switch (action) {
    case "status":
      return { action };
    case "throttle":
      return { action, tier: parseTier(body.tier), units: whole(body, "units", { least: 1, most: 200, default: 1 }) };
    case "exhaust":
      return { action, on: flag(body, "on") };
    case "latency":
      return { action, milliseconds: duration(body, "milliseconds"), jitter: duration(body, "jitter", 0) };
    case "index-lag":
      return { action, milliseconds: duration(body, "milliseconds") };
    case "drop":
      return { action, ...parseTarget(body) };
    case "disk":
      return { action, broken: flag(body, "broken") };
    case "clock":
      return { action, change: parseClock(body) };
    default:
      throw argumentInvalid(`action must be one of ${controlActions.join(", ")}, found ${JSON.stringify(action)}`);
  }
}
function parseTier(tier) {
  const known2 = tiers.find((name) => name.toLowerCase() === String(tier).toLowerCase());
  if (known2 === void 0)
    throw argumentInvalid(`tier must be one of ${tiers.join(", ")}, found ${JSON.stringify(tier)}`);
  return known2;
}
function parseTarget({ deviceId: deviceId3, moduleId: moduleId2 }) {
  if (deviceId3 === void 0 && moduleId2 === void 0) return {};
  if (typeof deviceId3 !== "string") throw argumentInvalid("deviceId must be a text");
  if (moduleId2 === void 0) return { deviceId: deviceId3 };
  if (typeof moduleId2 !== "string") throw argumentInvalid("moduleId must be a text");
  return { deviceId: deviceId3, moduleId: moduleId2 };
}
function parseClock({ fixed, advance, release }) {
  if (typeof fixed === "string" && !Number.isNaN(Date.parse(fixed))) return { kind: "fix", at: Date.parse(fixed) };
  if (typeof advance === "number" && Number.isFinite(advance)) return { kind: "advance", milliseconds: advance };
  if (release === true) return { kind: "release" };
  const expected = "fixed (a time such as 2024-01-31T12:00:00Z), advance (milliseconds) or release (true)";
  throw argumentInvalid(`the clock needs ${expected}`);
}
function flag(body, name) {
  const value = body[name];
  if (typeof value === "boolean") return value;
  throw argumentInvalid(`${name} must be true or false, found ${JSON.stringify(value)}`);
}
function duration(body, name, otherwise) {
  return whole(body, name, { least: 0, most: longest2, ...otherwise !== void 0 && { default: otherwise } });
}
function whole(body, name, { least, most: most6, default: otherwise }) {
  const value = body[name] ?? otherwise;
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most6) return value;
  throw argumentInvalid(`${name} must be a whole number from ${least} to ${most6}, found ${JSON.stringify(value)}`);
}

// src/hub/operations/local/control.ts
var control = {
  name: "Control",
  method: "POST",
  path: "/$twin-tui/control",
  access: "owner",
  run: (context, { json }) => jsonAnswer(200, context.control.apply(parseControlCommand(json())))
};

// src/hub/operations/local/explain-query.ts
var explainQuery = {
  name: "ExplainQuery",
  method: "POST",
  path: "/$twin-tui/explain",
  access: "owner",
  run: async ({ localQueries }, { json }) => {
    const text2 = readString(readObject(json(), "the body"), "query", 8192);
    if (text2 === void 0) throw hubError("ArgumentNull", "the body lacks query");
    return jsonAnswer(200, await localQueries.explain(text2));
  }
};

// src/hub/operations/local/export-hub.ts
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

// src/hub/transfer/export-lines.ts
var exportHeader = { format: "twin-tui hub", version: 1 };
async function* exportLines(state) {
  yield `${JSON.stringify(exportHeader)}
`;
  for (const kind2 of ["policy", "authority", "identity", "configuration", "job"]) {
    for (const [key2] of state.entries(kind2)) {
      await settle2(state, kind2, key2);
      yield* lineOf(state, kind2, key2);
      if (kind2 !== "identity") continue;
      yield* lineOf(state, "twin", key2);
      yield* lineOf(state, "session", key2);
    }
  }
}
async function settle2(state, kind2, key2) {
  const kinds2 = kind2 === "identity" ? ["identity", "twin", "session"] : [kind2];
  const next = () => kinds2.map((of) => state.settled(of, key2)).find((pending2) => pending2 !== void 0);
  for (let pending2 = next(); pending2 !== void 0; pending2 = next()) await pending2.catch(() => void 0);
}
function* lineOf(state, kind2, key2) {
  const value = state.get(kind2, key2);
  if (value !== void 0) yield `${JSON.stringify({ kind: kind2, key: key2, value })}
`;
}

// src/hub/operations/local/export-hub.ts
var exportHub = {
  name: "Export",
  method: "GET",
  path: "/$twin-tui/export",
  access: "owner",
  holdsKeys: true,
  run: ({ state }) => ({
    status: 200,
    headers: { "Content-Type": "application/x-ndjson; charset=utf-8", "Cache-Control": "no-store" },
    // A reader that leaves early ends the export; there is nobody left to tell.
    stream: (response2) => void pipeline(Readable.from(exportLines(state)), response2).catch(() => void 0)
  })
};

// src/hub/operations/local/end-with-token.ts
var interval = 1e3;
function endWithToken({ clock }, { headers }, response2) {
  const end = honouredUntil(readToken(headers.authorization));
  const timer = setInterval(() => {
    if (clock.now() < end) return;
    if (response2.writableEnded) response2.destroy();
    else response2.end();
  }, interval);
  timer.unref();
  response2.on("close", () => clearInterval(timer));
}

// src/hub/operations/local/feed-line.ts
var lines = /* @__PURE__ */ new WeakMap();
function feedLine(event) {
  const known2 = lines.get(event);
  if (known2 !== void 0) return known2;
  const line = `${JSON.stringify(shown(event))}
`;
  lines.set(event, line);
  return line;
}
function shown(event) {
  switch (event.type) {
    case "twin": {
      const { before: _before, ...rest } = event;
      return rest;
    }
    case "lifecycle": {
      const { before: _before, after, ...rest } = event;
      return after === void 0 ? rest : { ...rest, status: after.status, authenticationType: after.authentication.type };
    }
    default:
      return event;
  }
}

// src/hub/operations/local/feed.ts
var mostWaiting2 = bounds.rest.untakenByStream;
var heartbeat2 = 5e3;
var feed = {
  name: "Feed",
  method: "GET",
  path: "/$twin-tui/feed",
  access: "owner",
  run: (context, request2) => ({
    status: 200,
    headers: { "Content-Type": "application/x-ndjson; charset=utf-8", "Cache-Control": "no-store" },
    stream: (response2) => {
      write2(context, response2, request2.query.get("what") === "changes" ? "changes" : "all");
      endWithToken(context, request2, response2);
    }
  })
};
function write2(context, response2, what) {
  let missed = 0;
  const tell = (event) => {
    if (response2.writableEnded) return;
    if (response2.writableLength > mostWaiting2) {
      missed++;
      return;
    }
    if (missed > 0) response2.write(`${JSON.stringify({ type: "gap", missed })}
`);
    missed = 0;
    response2.write(feedLine(event));
  };
  const unsubscribe = context.feed.subscribe(tell, what);
  const beat = setInterval(() => {
    if (response2.writableLength === 0 && !response2.writableEnded) response2.write("\n");
  }, heartbeat2);
  beat.unref();
  response2.on("close", () => {
    unsubscribe();
    clearInterval(beat);
  });
}

// src/hub/operations/local/policies.ts
var common5 = { access: "owner", holdsKeys: true };
var path2 = "/$twin-tui/policies/{policyName}";
var listPolicies = {
  ...common5,
  name: "ListPolicies",
  method: "GET",
  path: "/$twin-tui/policies",
  run: async ({ state }) => {
    const names2 = [...state.entries("policy")].map(([name]) => name);
    const policies = await Promise.all(names2.map((name) => readSettled(state, "policy", name)));
    return jsonAnswer(
      200,
      policies.filter((policy) => policy !== void 0)
    );
  }
};
var putPolicy = {
  ...common5,
  name: "PutPolicy",
  method: "PUT",
  path: path2,
  run: async ({ state, random }, { parameters, json }) => {
    const name = readName2(parameters.policyName);
    const rights = readRights(readObject(json(), "the body").rights);
    const before = state.get("policy", name);
    if (before === void 0 && state.count("policy") >= policyLimit) {
      throw hubError("InvalidOperation", `a hub may have ${policyLimit} policies`);
    }
    if (name === ownerName) throw hubError("InvalidOperation", `the rights of ${ownerName} cannot be changed`);
    const keys = before ?? generateKeyPair(random);
    const policy = { name, rights, primaryKey: keys.primaryKey, secondaryKey: keys.secondaryKey };
    await state.commit([{ kind: "policy", key: name, value: policy }]);
    return jsonAnswer(200, policy);
  }
};
var deletePolicy = {
  ...common5,
  name: "DeletePolicy",
  method: "DELETE",
  path: path2,
  run: async ({ state }, { parameters }) => {
    const name = parameters.policyName;
    if (state.get("policy", name) === void 0) throw hubError("GenericNotFound", `there is no policy ${name}`);
    if (name === ownerName)
      throw hubError("InvalidOperation", `${ownerName} cannot be deleted: nobody could manage the hub`);
    await state.commit([{ kind: "policy", key: name, value: void 0 }]);
    return { status: 204 };
  }
};
var ownerName = "iothubowner";
var knownRights = defaultRights[ownerName];
function readName2(name) {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(name)) return name;
  throw argumentInvalid(
    `a policy's name has 1 to 64 letters, digits, - or _, found ${JSON.stringify(name.slice(0, 64))}`
  );
}
function readRights(rights) {
  const chosen = Array.isArray(rights) ? knownRights.filter((right) => rights.includes(right)) : [];
  if (Array.isArray(rights) && rights.length > 0 && chosen.length === new Set(rights).size) return chosen;
  throw argumentInvalid(`rights must be an array of some of ${knownRights.join(", ")}`);
}

// src/hub/operations/local/watch-query.ts
var mostWaiting3 = bounds.rest.untakenByStream;
var heartbeat3 = 15e3;
var watchQuery = {
  name: "WatchQuery",
  method: "GET",
  path: "/$twin-tui/watch",
  access: "owner",
  run: async (context, request2) => {
    const text2 = request2.query.get("query");
    if (text2 === null) throw argumentInvalid("the address lacks ?query=");
    const early = [];
    let tell = (change3) => void early.push(change3);
    const live = await context.localQueries.watch(text2, (change3) => tell(change3));
    return {
      status: 200,
      headers: { "Content-Type": "application/x-ndjson; charset=utf-8", "Cache-Control": "no-store" },
      abandon: () => live.close(),
      stream: (response2) => {
        tell = (change3) => {
          if (response2.writableEnded) return;
          if (response2.writableLength > mostWaiting3) response2.destroy();
          else response2.write(`${JSON.stringify(change3)}
`);
        };
        response2.write(`${JSON.stringify({ began: live.keys.size })}
`);
        for (const change3 of early) tell(change3);
        const beat = setInterval(() => response2.writableEnded || response2.write("\n"), heartbeat3);
        beat.unref();
        endWithToken(context, request2, response2);
        response2.on("close", () => {
          live.close();
          clearInterval(beat);
        });
      }
    };
  }
};

// src/lib/raw-member.ts
function rawMember(text2, name) {
  let found;
  let at = afterSpace(text2, 0);
  if (text2[at] !== "{") return void 0;
  for (at = afterSpace(text2, at + 1); text2[at] === '"'; ) {
    const keyEnd = endOfString(text2, at);
    const start = afterSpace(text2, text2.indexOf(":", keyEnd) + 1);
    const end = endOfValue(text2, start);
    if (JSON.parse(text2.slice(at, keyEnd)) === name) found = text2.slice(start, end);
    at = text2.indexOf('"', end);
  }
  return found;
}
var space = " 	\n\r";
function afterSpace(text2, start) {
  let at = start;
  while (at < text2.length && space.includes(text2[at])) at++;
  return at;
}
function endOfString(text2, start) {
  let at = start + 1;
  while (at < text2.length && text2[at] !== '"') at += text2[at] === "\\" ? 2 : 1;
  return at + 1;
}
function endOfValue(text2, start) {
  let depth = 0;
  for (let at = start; at < text2.length; at++) {
    const character = text2[at];
    if (character === "{" || character === "[") depth++;
    else if (character === '"') at = endOfString(text2, at) - 1;
    else if (depth > 0) {
      if (character === "}" || character === "]") depth--;
    } else if (character === "," || character === "}" || space.includes(character)) return at;
    else continue;
    if (depth === 0) return at + 1;
  }
  return text2.length;
}

// src/hub/operations/methods/invoke-method.ts
var common6 = {
  method: "POST",
  access: "ServiceConnect",
  family: "DirectMethod",
  errors: "nested",
  bodyLimit: bounds.rest.methodBody,
  run: run5
};
var invokeMethod = { ...common6, name: "InvokeMethod", path: "/twins/{deviceId}/methods" };
var invokeModuleMethod = {
  ...common6,
  name: "InvokeModuleMethod",
  path: "/twins/{deviceId}/modules/{moduleId}/methods"
};
async function run5(context, request2) {
  const call = readMethodRequest(request2.json(), rawMember(textOf3(request2.body), "payload"));
  const { status, payload } = await callMethod(context, nameOf(request2), call);
  return { status: 200, body: `{"status":${JSON.stringify(status)},"payload":${payload}}` };
}

// src/hub/operations/query/query-twins.ts
var longestQuery = bounds.query.length;
var queryTwins = {
  name: "QueryTwins",
  method: "POST",
  path: "/devices/query",
  access: "ServiceConnect",
  family: "Query",
  run: async ({ queries }, request2) => {
    const text2 = readQuery2(request2);
    const pageSize2 = readPageSize(request2.headers["x-ms-max-item-count"]);
    const continuation = headerText(request2.headers["x-ms-continuation"]);
    const page = await queries.run({ text: text2, pageSize: pageSize2, continuation });
    const headers = { "x-ms-item-type": page.itemType };
    if (page.continuation !== void 0) headers["x-ms-continuation"] = page.continuation;
    return { status: 200, headers, body: page.body };
  }
};
function readQuery2({ json }) {
  const text2 = readString(readObject(json(), "the body"), "query", Number.POSITIVE_INFINITY);
  if (text2 === void 0) throw hubError("ArgumentNull", "the body lacks query");
  if (text2.length <= longestQuery) return text2;
  throw hubError("PreconditionFailed", `the query has ${text2.length} characters, the limit is ${longestQuery}`);
}
function readPageSize(header) {
  const text2 = headerText(header);
  if (text2 === void 0) return void 0;
  const size = Number(text2);
  if (Number.isInteger(size) && size >= 1) return size;
  throw argumentInvalid(`x-ms-max-item-count must be a number from 1, found ${JSON.stringify(text2.slice(0, 40))}`);
}
function headerText(header) {
  const text2 = Array.isArray(header) ? header[0] : header;
  return text2 === "" ? void 0 : text2;
}

// src/hub/operations/twins/twin-answer.ts
function twinAnswer(context, name, twin) {
  const body = twin && currentTwinJson(context, name, twin);
  if (twin === void 0 || body === void 0) throw hubError("DeviceNotFound", name.deviceId);
  return { status: 200, headers: { ETag: `"${twinEtag(twin.etag)}"` }, body, version: twinVersion(twin) };
}

// src/hub/operations/twins/get-twin.ts
var common7 = { method: "GET", access: "ServiceConnect", family: "TwinRead", run: run6 };
var getTwin = { ...common7, name: "GetTwin", path: "/twins/{deviceId}" };
var getModuleTwin = {
  ...common7,
  name: "GetModuleTwin",
  path: "/twins/{deviceId}/modules/{moduleId}"
};
async function run6(context, request2) {
  const name = nameOf(request2);
  const twin = await readSettled(context.state, "twin", identityKey(name.deviceId, name.moduleId));
  return twinAnswer(context, name, twin);
}

// src/hub/operations/twins/patch-twin.ts
var common8 = { method: "PATCH", access: "ServiceConnect", family: "TwinUpdate", run: run7 };
var patchTwin2 = { ...common8, name: "PatchTwin", path: "/twins/{deviceId}" };
var patchModuleTwin = {
  ...common8,
  name: "PatchModuleTwin",
  path: "/twins/{deviceId}/modules/{moduleId}"
};
async function run7(context, request2) {
  const name = nameOf(request2);
  const write4 = readServiceWrite(readObject(request2.json(), "the body"));
  const { ifMatch, cause } = request2;
  const twin = await context.twins.patch(identityKey(name.deviceId, name.moduleId), write4, { ifMatch, cause });
  return twinAnswer(context, name, twin);
}

// src/hub/operations/twins/replace-twin.ts
var common9 = { method: "PUT", access: "ServiceConnect", family: "TwinUpdate", run: run8 };
var replaceTwin2 = { ...common9, name: "ReplaceTwin", path: "/twins/{deviceId}" };
var replaceModuleTwin = {
  ...common9,
  name: "ReplaceModuleTwin",
  path: "/twins/{deviceId}/modules/{moduleId}"
};
async function run8(context, request2) {
  const name = nameOf(request2);
  const body = readObject(request2.json(), "the body");
  const write4 = { ...readServiceWrite(body), ...body.properties === null && { desired: null } };
  const { ifMatch, cause } = request2;
  const twin = await context.twins.replace(identityKey(name.deviceId, name.moduleId), write4, { ifMatch, cause });
  return twinAnswer(context, name, twin);
}

// src/hub/operations/operation-table.ts
var operationTable = [
  ...[getDevice, putDevice, deleteDevice, listDevices, bulkDevices],
  ...[getModule, putModule, deleteModule, listModules],
  ...[regenerateKeys, purgeCommands, deviceStatistics, serviceStatistics],
  ...[createTransferJob, listTransferJobs, getTransferJob, cancelTransferJob],
  ...[getTwin, patchTwin2, replaceTwin2, getModuleTwin, patchModuleTwin, replaceModuleTwin],
  ...[getDigitalTwin, patchDigitalTwin, invokeCommand, invokeComponentCommand],
  ...[queryTwins, invokeMethod, invokeModuleMethod],
  ...[scheduleJob, getJob, cancelJob, queryJobs],
  ...[getConfiguration, putConfiguration, deleteConfiguration, listConfigurations],
  ...[testQueries, applyConfigurationContent],
  ...[sendTelemetry, receiveMessage],
  ...[listPolicies, putPolicy, deletePolicy, listAuthorities, addAuthority, removeAuthority],
  ...[feed, control, exportHub],
  ...[explainQuery, catalogue, watchQuery]
];

// src/hub/as-hub-error.ts
function asHubError(error) {
  if (error instanceof HubError) return error;
  process.emitWarning(error instanceof Error ? error : String(error), "HubFailure");
  return hubError("ServerError", "the hub failed at this request");
}

// src/hub/access/certificate.ts
import { X509Certificate as X509Certificate4 } from "node:crypto";
var longestChain = bounds.rest.certificateChain;
function peerCertificates(socket) {
  const chain = [];
  let certificate = socket.getPeerX509Certificate?.();
  while (certificate !== void 0 && chain.length < longestChain) {
    chain.push(certificate);
    const issuer = certificate.issuerCertificate;
    certificate = issuer?.fingerprint256 === certificate.fingerprint256 ? void 0 : issuer;
  }
  return chain;
}
function verifyCertificate(context, identity, leaf, others) {
  const { type } = identity.authentication;
  if (type === "selfSigned") verifyThumbprint(identity, leaf);
  else if (type === "certificateAuthority") verifyAuthority(context, identity, leaf, others);
  else throw unauthorized(`${identity.deviceId} authenticates with a token, not with a certificate`);
}
function verifyThumbprint(identity, leaf) {
  const { primaryThumbprint, secondaryThumbprint } = identity.authentication.x509Thumbprint;
  const shown3 = [leaf.fingerprint, leaf.fingerprint256].map((print2) => print2.replaceAll(":", ""));
  const known2 = [primaryThumbprint, secondaryThumbprint].map((print2) => print2?.toUpperCase());
  if (!shown3.some((print2) => known2.includes(print2))) {
    throw unauthorized(`the thumbprint of the certificate is not one of ${identity.deviceId}'s`);
  }
}
function verifyAuthority({ state, clock }, identity, leaf, others) {
  const wanted = identity.moduleId === void 0 ? identity.deviceId : `${identity.deviceId}/${identity.moduleId}`;
  if (!commonNames(leaf).includes(wanted))
    throw unauthorized(`the certificate's common name is not ${JSON.stringify(wanted)}`);
  const authorities = [...state.entries("authority")].map(([, { pem }]) => new X509Certificate4(pem));
  if (!leadsToAuthority(leaf, others, authorities, clock.now())) {
    throw unauthorized("the certificate does not lead to an authority registered with the hub");
  }
}
function commonNames(certificate) {
  const lines2 = certificate.subject.split("\n").filter((line) => line.startsWith("CN="));
  return lines2.map((line) => line.slice("CN=".length).replace(/\\(.)/g, "$1"));
}
function leadsToAuthority(leaf, others, authorities, now) {
  let certificate = leaf;
  for (let length = 0; length < longestChain && isCurrent2(certificate, now); length++) {
    if (authorities.some((authority) => isCurrent2(authority, now) && issued2(authority, certificate))) return true;
    const issuer = others.find((other) => other.ca && issued2(other, certificate));
    if (issuer === void 0) return false;
    certificate = issuer;
  }
  return false;
}
function issued2(issuer, certificate) {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}
function isCurrent2(certificate, now) {
  return Date.parse(certificate.validFrom) <= now && now < Date.parse(certificate.validTo);
}

// src/hub/access/authenticate-identity.ts
function authenticateIdentity(context, name, credentials) {
  const identity = enabledIdentity(context, name);
  if (credentials.token) return authenticateByToken(context, identity, credentials.token);
  const [leaf, ...others] = credentials.certificates ?? [];
  if (leaf === void 0) throw unauthorized("neither a token nor a client certificate was presented");
  verifyCertificate(context, identity, leaf, others);
  return { identity, expiresAt: void 0, by: "certificate", policy: void 0 };
}
function authenticateByToken(context, identity, text2) {
  const { deviceId: deviceId3, moduleId: moduleId2, authentication } = identity;
  if (authentication.type === "selfSigned" || authentication.type === "certificateAuthority") {
    throw unauthorized(`${identityKey(deviceId3, moduleId2)} authenticates with a certificate, not with a token`);
  }
  const token = readToken(text2);
  const resource = identityResource(deviceId3, moduleId2);
  const expiresAt = honouredUntil(token);
  if (token.policy !== void 0) {
    const policy = verifyPolicyToken(context, token, resource);
    requireDeviceConnect(policy);
    return { identity, expiresAt, by: "policy", policy: policy.name };
  }
  const { primaryKey, secondaryKey } = authentication.symmetricKey;
  verifyToken(context, token, [primaryKey, secondaryKey], resource);
  return { identity, expiresAt, by: "key", policy: void 0 };
}
function enabledIdentity({ state }, { deviceId: deviceId3, moduleId: moduleId2 }) {
  const device = state.get("identity", deviceId3);
  if (device === void 0) throw unauthorized(`the hub has no device ${JSON.stringify(deviceId3)}`);
  if (device.status === "disabled") throw unauthorized(`the device ${JSON.stringify(deviceId3)} is disabled`);
  if (moduleId2 === void 0) return device;
  const module = state.get("identity", identityKey(deviceId3, moduleId2));
  if (module === void 0) {
    throw unauthorized(`the device ${JSON.stringify(deviceId3)} has no module ${JSON.stringify(moduleId2)}`);
  }
  return module;
}
function requireDeviceConnect(policy) {
  if (!policy.rights.includes("DeviceConnect")) {
    throw unauthorized(`the policy ${JSON.stringify(policy.name)} lacks the right DeviceConnect`);
  }
}

// src/hub/http/authorize.ts
function authorize(context, route, request2) {
  const { access, name } = route.operation;
  const { authorization, "user-agent": client = "" } = request2.headers;
  if (access === "identity") return authorizeIdentity(context, route, request2);
  const policy = authenticateService(context, authorization, route.segments);
  const allowed = access === "owner" ? isOwner(policy) : policy.rights.includes(access);
  if (!allowed) {
    const wanted = access === "owner" ? "all of the owner's rights" : `the right ${access}`;
    throw unauthorized(`${name} needs ${wanted}, which the policy ${JSON.stringify(policy.name)} lacks`);
  }
  return { who: policy.name, cause: { by: "service", policy: policy.name, client: client.slice(0, 256) } };
}
function authorizeIdentity(context, route, request2) {
  const { deviceId: deviceId3 = "", moduleId: moduleId2 } = route.parameters;
  const credentials = {
    token: request2.headers.authorization,
    certificates: peerCertificates(request2.socket)
  };
  authenticateIdentity(context, { deviceId: deviceId3, moduleId: moduleId2 }, credentials);
  return { who: identityKey(deviceId3, moduleId2), cause: { by: "device" } };
}

// src/hub/http/error-answer.ts
function errorAnswer(context, error, shape) {
  const body = shape === "classic" ? classicBody(context, error) : nestedBody(context, error);
  const closing2 = error.status === 429 || error.status === 413 ? { Connection: "close" } : {};
  return { status: error.status, headers: { "iothub-errorcode": error.code, ...closing2 }, body: JSON.stringify(body) };
}
function trackingId({ clock, random }) {
  const [date = "", time2 = ""] = new Date(clock.now()).toISOString().slice(0, 19).split("T");
  const [year, month, day2] = date.split("-");
  return `${random(16).toString("hex")}-G:0-TimeStamp:${month}/${day2}/${year} ${time2}`;
}
function classicBody(context, error) {
  return {
    Message: `ErrorCode:${error.code};${error.message || error.code}`,
    ExceptionMessage: `Tracking ID:${trackingId(context)}`
  };
}
function nestedBody(context, error) {
  const details = {
    errorCode: error.number,
    trackingId: trackingId(context),
    message: error.message,
    ...error.info && { info: error.info },
    timestampUtc: timestamp(context.clock)
  };
  return { Message: JSON.stringify(details), ExceptionMessage: "" };
}

// src/hub/http/request-guard.ts
function guardRequest(headers, hostNames) {
  const host = hostOf(headers.host ?? "");
  if (!hostNames.includes(host)) {
    throw hubError("IotHubNotFound", `there is no hub ${JSON.stringify(host)} here, it is ${hostNames.join(" or ")}`);
  }
  const { origin } = headers;
  if (origin !== void 0 && !isOwnOrigin(origin, hostNames)) {
    throw hubError("GenericForbidden", `requests from web pages (${JSON.stringify(origin)}) are not taken`);
  }
  if (headers["sec-fetch-site"] === "cross-site")
    throw hubError("GenericForbidden", "requests across sites are not taken");
}
function isOwnOrigin(origin, hostNames) {
  return origin.startsWith("https://") && hostNames.includes(hostOf(origin.slice("https://".length)));
}

// src/hub/http/handle-request.ts
var defaultBodyLimit = bounds.rest.body;
async function handleRequest(context, router, request2, progress) {
  try {
    guardRequest(request2.headers, context.hostNames);
    const [path4 = "/", search = ""] = (request2.url ?? "/").split("?", 2);
    const query = new URLSearchParams(search);
    const route = router.route(request2.method ?? "", path4);
    progress.operation = route.operation;
    requireApiVersion(query);
    const { who, cause } = authorize(context, route, request2);
    progress.who = who;
    return await run9(context, route, query, cause, request2, progress);
  } catch (error) {
    return errorAnswer(context, asHubError(error), progress.operation?.errors ?? "classic");
  }
}
async function run9(context, { operation, parameters }, query, cause, request2, progress) {
  const body = await readBody(request2, operation.bodyLimit ?? defaultBodyLimit);
  progress.body = body;
  const turn = operation.family && context.faults.admit(operation.family, body.length);
  if (turn !== void 0) await turn;
  const latency = operation.access === "owner" ? void 0 : context.faults.delay();
  if (latency !== void 0) await latency;
  return operation.run(context, operationRequest(request2, parameters, query, body, cause));
}
function operationRequest({ headers }, parameters, query, body, cause) {
  const rawIfMatch = headers["if-match"];
  const ifMatch = rawIfMatch?.trim().replace(/^"(.*)"$/, "$1");
  return { parameters, query, headers, body, json: () => parseJson2(body), ifMatch, rawIfMatch, cause };
}
function requireApiVersion(query) {
  if (!query.get("api-version")) {
    throw hubError(
      "InvalidProtocolVersion",
      "the query parameter api-version is missing, e.g. ?api-version=2021-04-12"
    );
  }
}

// src/hub/http/rest-record.ts
var bodyLimit = bounds.wireLog.body;
var shownHeaders = ["content-type", "if-match", "user-agent", "request-id"];
var keyMembers = /"(primaryKey|secondaryKey)"\s*:\s*"(?:[^"\\]|\\.)*"/gi;
function restRecord(exchange) {
  const { request: request2, operation, who, requestBody, answer: answer4, milliseconds } = exchange;
  const [path4 = ""] = (request2.url ?? "").split("?");
  const keys = operation?.holdsKeys ?? operation === void 0;
  return {
    type: "wire",
    protocol: "REST",
    direction: "in",
    who,
    what: `${request2.method} ${path4}`,
    status: answer4.status,
    note: answer4.headers?.["iothub-errorcode"],
    version: answer4.version,
    requestBytes: requestBody?.length ?? 0,
    answerBytes: answer4.body === void 0 ? 0 : Buffer.byteLength(answer4.body),
    milliseconds,
    requestBody: bodyText(requestBody, keys),
    answerBody: bodyText(answer4.body, keys),
    headers: headersOf(request2)
  };
}
function bodyText(body, holdsKeys) {
  if (body === void 0 || body.length === 0) return void 0;
  if (holdsKeys) return String(body).replace(keyMembers, '"$1":"***"').slice(0, bodyLimit);
  return typeof body === "string" ? body.slice(0, bodyLimit) : body.toString("utf8", 0, bodyLimit);
}
function headersOf(request2) {
  const headers = {};
  for (const [name, value] of Object.entries(request2.headers)) {
    if (shownHeaders.includes(name) || name.startsWith("x-ms-")) headers[name] = String(value);
  }
  return headers;
}

// src/hub/http/router.ts
var Router = class {
  #root = newNode();
  constructor(operations2) {
    for (const operation of operations2) this.#add(operation);
  }
  /** Throws HubError 400 for ids that cannot be, 404 and 405 where there is no operation. */
  route(method, path4) {
    const segments = decodeSegments(path4);
    const parameters = {};
    const operation = find(this.#root, method, segments, 0, parameters);
    if (operation === void 0) throw this.#refusal(method, path4, segments);
    checkIdentifiers(parameters);
    return { operation, segments, parameters };
  }
  #refusal(method, path4, segments) {
    const methods = ["GET", "PUT", "PATCH", "POST", "DELETE"];
    const allowed = methods.filter((other) => find(this.#root, other, segments, 0, {}) !== void 0);
    if (allowed.length === 0) return hubError("GenericNotFound", `there is nothing at ${path4}`);
    return hubError("GenericMethodNotAllowed", `${method} is not possible at ${path4}, only ${allowed.join(", ")}`);
  }
  #add(operation) {
    let node = this.#root;
    for (const segment of operation.path.split("/").slice(1)) node = childFor(node, segment);
    if (node.operations.has(operation.method))
      throw new Error(`two operations at ${operation.method} ${operation.path}`);
    node.operations.set(operation.method, operation);
  }
};
function newNode() {
  return { literals: /* @__PURE__ */ new Map(), parameter: void 0, operations: /* @__PURE__ */ new Map() };
}
function childFor(node, segment) {
  const name = /^\{(.+)\}$/.exec(segment)?.[1];
  if (name !== void 0) {
    node.parameter ??= { name, node: newNode() };
    if (node.parameter.name !== name) throw new Error(`{${name}} and {${node.parameter.name}} at the same place`);
    return node.parameter.node;
  }
  const key2 = segment.toLowerCase();
  const child = node.literals.get(key2) ?? newNode();
  node.literals.set(key2, child);
  return child;
}
function find(node, method, segments, index, parameters) {
  const segment = segments[index];
  if (segment === void 0) return node.operations.get(method);
  const literal = node.literals.get(segment.toLowerCase());
  const found = literal && find(literal, method, segments, index + 1, parameters);
  if (found !== void 0 || node.parameter === void 0) return found;
  const operation = find(node.parameter.node, method, segments, index + 1, parameters);
  if (operation !== void 0) parameters[node.parameter.name] = segment;
  return operation;
}
function decodeSegments(path4) {
  const segments = path4.split("/").slice(1);
  if (segments.at(-1) === "") segments.pop();
  return segments.map((segment) => {
    try {
      return decodeURIComponent(segment);
    } catch {
      throw argumentInvalid(`the path segment ${JSON.stringify(segment)} is not percent-encoded UTF-8`);
    }
  });
}
function checkIdentifiers(parameters) {
  for (const name of ["deviceId", "moduleId"]) {
    const id2 = parameters[name];
    if (id2 !== void 0 && !isIdentifier(id2))
      throw argumentInvalid(`${JSON.stringify(id2.slice(0, 128))} is no ${name}`);
  }
}

// src/hub/http/send-answer.ts
function sendAnswer(context, request2, response2, answer4, streams) {
  if (response2.destroyed) return answer4.abandon?.();
  const { body } = answer4;
  const headers = {
    Server: "Microsoft-HTTPAPI/2.0",
    Vary: "Origin",
    "x-ms-request-id": requestId(context),
    // Node's SDK hands back an empty string for anything but JSON.
    "Content-Type": "application/json; charset=utf-8",
    ...answer4.headers
  };
  if (!request2.complete) headers.Connection = "close";
  if (answer4.stream === void 0) {
    if (answer4.status !== 204) headers["Content-Length"] = body === void 0 ? 0 : Buffer.byteLength(body);
    response2.writeHead(answer4.status, headers).end(body);
    return;
  }
  response2.writeHead(answer4.status, headers).flushHeaders();
  streams.add(response2);
  response2.on("close", () => streams.delete(response2));
  answer4.stream(response2);
}
function requestId({ random }) {
  const hex2 = random(16).toString("hex");
  return `${hex2.slice(0, 8)}-${hex2.slice(8, 12)}-${hex2.slice(12, 16)}-${hex2.slice(16, 20)}-${hex2.slice(20)}`;
}

// src/hub/http/turn-away.ts
function turnAway(socket, status) {
  socket.end(`HTTP/1.1 ${status}\r
Connection: close\r
\r
`, () => socket.destroy());
}

// src/hub/http/listen-https.ts
var defaultPatience = {
  handshake: bounds.connections.handshake,
  headers: bounds.rest.headersTime,
  request: bounds.rest.requestTime,
  idle: bounds.rest.idleTime,
  check: bounds.rest.checkInterval
};
var closingTime = 300;
async function listenHttps(context, tls, options2) {
  const router = new Router(operationTable);
  const streams = /* @__PURE__ */ new Set();
  const server = createServer3(serverOptions(tls, options2.patience ?? defaultPatience), (request2, response2) => {
    void answer2(context, router, streams, request2, response2);
  });
  server.maxConnections = bounds.connections.perDoor;
  const sockets = /* @__PURE__ */ new Set();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("upgrade", (request2, socket, head) => {
    if (options2.onUpgrade !== void 0 && isWelcome(context, request2)) options2.onUpgrade(request2, socket, head);
    else turnAway(socket, "404 Not Found");
  });
  server.on("clientError", (error, socket) => {
    if (isHttpError(error) && socket.writable) turnAway(socket, "400 Bad Request");
    else socket.destroy();
  });
  await new Promise((resolve4, reject) => {
    server.on("error", reject);
    server.listen(options2.port, options2.host, resolve4);
  });
  const { port } = server.address();
  return { port, close: () => close(server, streams, sockets) };
}
function isHttpError({ code = "" }) {
  return code.startsWith("HPE_") || code.startsWith("ERR_HTTP_");
}
function isWelcome({ hostNames }, { headers }) {
  try {
    guardRequest(headers, hostNames);
    return true;
  } catch {
    return false;
  }
}
function serverOptions(tls, patience) {
  return {
    ...tlsOptions(tls),
    handshakeTimeout: patience.handshake,
    headersTimeout: patience.headers,
    requestTimeout: patience.request,
    keepAliveTimeout: patience.idle,
    connectionsCheckingInterval: patience.check,
    maxHeaderSize: bounds.rest.headers,
    noDelay: true
  };
}
async function answer2(context, router, streams, request2, response2) {
  const start = performance.now();
  const progress = {};
  response2.on("error", () => {
  });
  const result2 = await handleRequest(context, router, request2, progress);
  sendAnswer(context, request2, response2, result2, streams);
  if (!context.feed.watched || result2.stream !== void 0) return;
  const milliseconds = performance.now() - start;
  const { operation, who, body: requestBody } = progress;
  context.feed.emit(restRecord({ request: request2, operation, who, requestBody, answer: result2, milliseconds }));
}
async function close(server, streams, sockets) {
  const closed2 = new Promise((resolve4) => server.close(() => resolve4()));
  for (const response2 of streams) response2.destroy();
  server.closeIdleConnections();
  const impatient = setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, closingTime);
  await closed2;
  clearTimeout(impatient);
}

// src/hub/mqtt/listen-mqtt.ts
import { createServer as createServer4 } from "node:tls";

// src/hub/mqtt/encode.ts
function publishBytes(topicBytes, payload) {
  const length = 2 + topicBytes + payload.length;
  return 1 + lengthBytes(length) + length;
}
function writePublish(bytes, start, topic, topicBytes, payload) {
  bytes[start] = 48;
  const at = writeLength(bytes, start + 1, 2 + topicBytes + payload.length);
  bytes[at] = topicBytes >> 8;
  bytes[at + 1] = topicBytes & 255;
  writeText(bytes, topic, at + 2);
  const payloadStart = at + 2 + topicBytes;
  if (payload.length > 0) bytes.set(payload, payloadStart);
  return payloadStart + payload.length;
}
function encodePuback(messageId) {
  return Buffer.from([64, 2, messageId >> 8, messageId & 255]);
}
var pingResponse = Buffer.from([208, 0]);
function encodeConnack(returnCode, sessionPresent) {
  return Buffer.from([32, 2, sessionPresent ? 1 : 0, returnCode]);
}
function lengthBytes(length) {
  if (length < 128) return 1;
  if (length < 16384) return 2;
  return length < 2097152 ? 3 : 4;
}
function writeLength(bytes, start, length) {
  let rest = length;
  let at = start;
  for (; rest > 127; rest >>= 7) bytes[at++] = rest & 127 | 128;
  bytes[at++] = rest;
  return at;
}

// src/hub/mqtt/provoked.ts
function provoked(faults3, family) {
  const turn = faults3.admit(family);
  return turn === void 0 ? faults3.delay() : turn.then(() => faults3.delay());
}

// src/hub/mqtt/property-bag.ts
function parsePropertyBag(text2) {
  const bag = /* @__PURE__ */ Object.create(null);
  for (const pair of text2.replace(/^\?/, "").replace(/\/$/, "").split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    if (equals < 0) bag[decode2(pair)] = null;
    else bag[decode2(pair.slice(0, equals))] = decode2(pair.slice(equals + 1));
  }
  return bag;
}
function decode2(text2) {
  if (!text2.includes("%")) return text2;
  try {
    return decodeURIComponent(text2);
  } catch {
    return text2;
  }
}

// src/hub/mqtt/user-name.ts
function parseUserName(text2) {
  const mark2 = text2.lastIndexOf("?");
  const segments = (mark2 < 0 ? text2 : text2.slice(0, mark2)).split("/");
  let bag = mark2 < 0 ? "" : text2.slice(mark2 + 1);
  if (mark2 < 0 && segments.length > 2 && /(^|&)(api-version|DeviceClientType)=/.test(segments.at(-1))) {
    bag = segments.pop();
  }
  if (segments.at(-1) === "") segments.pop();
  const [host, deviceId3, moduleId2] = segments;
  if (!host || !deviceId3 || segments.length > 3) return void 0;
  return { host: hostOf(host), key: identityKey(deviceId3, moduleId2), properties: parsePropertyBag(bag) };
}

// src/hub/mqtt/wire-record.ts
var longestBody = bounds.wireLog.body;
function mqttRecord(connection, exchange) {
  const { direction, what, status, note, version, request: request2, answer: answer4, milliseconds = 0 } = exchange;
  connection.service.context.feed.emit({
    type: "wire",
    protocol: "MQTT",
    direction,
    who: connection.key === "" ? void 0 : connection.key,
    what,
    status,
    note,
    version,
    requestBytes: request2?.length ?? 0,
    answerBytes: answer4?.length ?? 0,
    milliseconds,
    requestBody: request2?.toString("utf8", 0, longestBody),
    answerBody: answer4?.toString("utf8", 0, longestBody)
  });
}

// src/hub/mqtt/connect.ts
var longestPatience = bounds.mqtt.silence;
function handleConnect(connection, packet) {
  connection.opening();
  if (packet.protocolId !== "MQTT" || packet.protocolVersion !== 4) {
    connection.send(encodeConnack(1, false));
    connection.close(`expected MQTT 3.1.1, found ${packet.protocolId} level ${packet.protocolVersion}`);
    return;
  }
  const held = holdUp(connection, packet);
  if (held === void 0) return admit(connection, packet);
  held.then(() => admit(connection, packet)).then(
    () => connection.proceed(),
    (error) => refuse(connection, messageOf(error))
  );
}
function holdUp({ service }, { clientId }) {
  const held = provoked(service.context.faults, "Connect");
  const settled = service.context.state.settled("identity", clientId);
  return held === void 0 ? settled : held.then(() => settled);
}
function admit(connection, packet) {
  if (!connection.isConnecting) return;
  let name;
  try {
    name = authenticate(connection, packet);
  } catch (error) {
    return refuse(connection, messageOf(error));
  }
  const { context, sessions } = connection.service;
  const { session, present } = sessions.open(name.key, packet.clean ?? false);
  connection.session = session;
  connection.isPersistent = packet.clean === false;
  connection.namesApiVersion = Boolean(name.properties["api-version"]);
  connection.patience = patienceFor(packet.keepalive ?? 0);
  connection.opened(name.key);
  context.connections.add(connection);
  connection.send(encodeConnack(0, present));
  if (connection.takesMethods) context.connections.ready(connection);
  announceModel(connection, name);
  if (!context.feed.watched) return;
  const note = present ? "session present" : void 0;
  mqttRecord(connection, { direction: "in", what: "CONNECT", status: 0, note });
}
function authenticate(connection, packet) {
  const { context } = connection.service;
  const name = requireName(packet);
  const { tls } = connection.transport;
  const access = accessBy(context, name.host, tls);
  const token = packet.password?.toString("utf8");
  const certificates = token ? [] : peerCertificates(tls);
  const entry = authenticateIdentity(access, splitKey(name.key), { token, certificates });
  if (connection.service.isRefused(name.key)) throw new Error("fault injected: the identity is kept out");
  connection.will = requireWill(packet, name.key);
  connection.expiresAt = entry.expiresAt;
  return name;
}
function accessBy(context, host, { servername }) {
  const { state, clock, hostNames } = context;
  if (hostNames.includes(host)) return context;
  if ((servername || "").toLowerCase() !== host) throw new Error(`the hub is not called ${JSON.stringify(host)}`);
  return { state, clock, hostNames: [...hostNames, host] };
}
function refuse(connection, reason) {
  if (connection.service.context.feed.watched) {
    mqttRecord(connection, { direction: "in", what: "CONNECT", status: 5, note: reason });
  }
  connection.send(encodeConnack(5, false));
  connection.close(`CONNECT refused: ${reason}`);
}
function requireName({ username, clientId }) {
  const name = username === void 0 ? void 0 : parseUserName(username);
  if (name === void 0) {
    throw new Error("the user name must read {host}/{deviceId}[/{moduleId}]/?api-version={version}");
  }
  if (name.key === clientId) return name;
  const [found, wanted] = [clientId, name.key].map((text2) => JSON.stringify(text2));
  throw new Error(`the client id ${found} is not the identity of the user name, ${wanted}`);
}
function requireWill({ will }, key2) {
  if (will === void 0) return void 0;
  const { topic, payload, qos } = will;
  if (qos === 2) throw new Error("a will at QoS 2 is not supported");
  const events = `${identityPrefix(key2)}/messages/events`;
  if (topic !== events && !topic.startsWith(`${events}/`)) {
    throw new Error(`a will must go to ${events}/, found ${JSON.stringify(topic)}`);
  }
  return { bag: topic.slice(events.length + 1), payload: Buffer.from(payload) };
}
function patienceFor(keepAlive) {
  return keepAlive === 0 ? longestPatience : Math.min(keepAlive * 1500, longestPatience);
}
function announceModel(connection, { key: key2, properties }) {
  const modelId = properties["model-id"];
  if (!modelId) return;
  connection.service.context.twins.announceModel(key2, modelId).catch((error) => connection.close(messageOf(error)));
}

// src/hub/mqtt/decode.ts
import mqtt from "mqtt-packet";

// src/hub/mqtt/input-buffer.ts
var empty = Buffer.alloc(0);
var MalformedPacket = class extends Error {
  name = "MalformedPacket";
};
var InputBuffer = class {
  #bytes = empty;
  #start = 0;
  #end = 0;
  #isOwn = false;
  push(chunk) {
    if (this.#start === this.#end) {
      this.#bytes = chunk;
      this.#start = 0;
      this.#end = chunk.length;
      this.#isOwn = false;
      return;
    }
    this.#reserve(chunk.length);
    chunk.copy(this.#bytes, this.#end);
    this.#end += chunk.length;
  }
  /**
   * The next whole packet with its fixed header, undefined when there is none yet. It is a view: use it before the next
   * `push`. Throws MalformedPacket when its length is none or beyond `largest` bytes.
   */
  next(largest2) {
    const end = this.#packetEnd(largest2);
    if (end === void 0 || end > this.#end) {
      this.#settle();
      return void 0;
    }
    const packet = this.#bytes.subarray(this.#start, end);
    this.#start = end;
    return packet;
  }
  /** Of the first packet; undefined when nothing is there. */
  get firstByte() {
    return this.#start < this.#end ? this.#bytes[this.#start] : void 0;
  }
  clear() {
    this.#bytes = empty;
    this.#start = 0;
    this.#end = 0;
  }
  /** Where the first packet ends; undefined while its length is not all there. MQTT 3.1.1, 2.2.3. */
  #packetEnd(largest2) {
    let length = 0;
    for (let index = 0, scale = 1; index < 4; index++, scale *= 128) {
      const at = this.#start + 1 + index;
      if (at >= this.#end) return void 0;
      const byte = this.#bytes[at];
      length += (byte & 127) * scale;
      if (length > largest2) throw new MalformedPacket(`a packet is larger than ${largest2} bytes`);
      if (byte < 128) return at + 1 + length;
    }
    throw new MalformedPacket("the length of a packet takes more than four bytes");
  }
  /** A remainder must not keep the large buffer alive that it came in. */
  #settle() {
    if (this.#start === this.#end) this.clear();
    else if (!this.#isOwn) this.#own(this.#end - this.#start);
  }
  /** Doubles, so that a packet that comes byte by byte is copied a few times only. */
  #reserve(more) {
    const needed = this.#end - this.#start + more;
    if (this.#isOwn && this.#end + more <= this.#bytes.length) return;
    this.#own(Math.max(needed, 2 * (this.#end - this.#start)));
  }
  #own(capacity) {
    const bytes = Buffer.allocUnsafeSlow(capacity);
    this.#bytes.copy(bytes, 0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
    this.#bytes = bytes;
    this.#isOwn = true;
  }
};

// src/hub/mqtt/decode.ts
var connectType = 1;
var publishType = 3;
function decode3(bytes) {
  return bytes[0] >> 4 === publishType ? decodePublish(bytes) : decodeOther(bytes);
}
function decodePublish(bytes) {
  const flags2 = bytes[0];
  const qos = flags2 >> 1 & 3;
  if (qos === 3) throw new MalformedPacket("a PUBLISH has both QoS bits set");
  let at = 1;
  while (bytes[at] > 127) at++;
  const topicStart = at + 3;
  const topicEnd = topicStart + (bytes[at + 1] << 8) + bytes[at + 2];
  const payloadStart = qos === 0 ? topicEnd : topicEnd + 2;
  if (!(payloadStart <= bytes.length)) throw new MalformedPacket("a PUBLISH ends before its payload begins");
  const messageId = qos === 0 ? 0 : bytes.readUInt16BE(topicEnd);
  if (qos !== 0 && messageId === 0) throw new MalformedPacket("a PUBLISH at QoS 1 has the packet identifier 0");
  return {
    cmd: "publish",
    topic: bytes.toString("utf8", topicStart, topicEnd),
    payload: bytes.subarray(payloadStart),
    qos,
    retain: (flags2 & 1) === 1,
    messageId
  };
}
function makeParser(outcome3) {
  const parser = mqtt.parser({ protocolVersion: 4 });
  parser.on("packet", (packet) => {
    outcome3.packet = packet;
  });
  parser.on("error", (error) => {
    outcome3.error = error;
  });
  return parser;
}
var outcome2 = {};
var connectParser = makeParser(outcome2);
var otherParser = makeParser(outcome2);
function decodeOther(bytes) {
  reset(outcome2);
  const parser = bytes[0] >> 4 === connectType ? connectParser : otherParser;
  const rest = parser.parse(bytes);
  const { packet, error } = outcome2;
  if ((packet?.cmd === "pingreq" || packet?.cmd === "disconnect") && bytes.length !== 2) {
    throw new MalformedPacket(`a ${packet.cmd.toUpperCase()} with a body`);
  }
  if (packet !== void 0 && packet.cmd !== "publish" && error === void 0 && rest === 0) return packet;
  connectParser = makeParser(outcome2);
  otherParser = makeParser(outcome2);
  throw new MalformedPacket(error?.message ?? "a packet contradicts its length");
}
function reset(outcome3) {
  delete outcome3.packet;
  delete outcome3.error;
}

// src/hub/mqtt/output-buffer.ts
var mostReady = 16 * 1024;
var OutputBuffer = class {
  #bytes;
  #end = 0;
  /** What the last write took; the next will take about as much. */
  #usual = 0;
  get length() {
    return this.#end;
  }
  /** At QoS 0. */
  publish(topic, payload) {
    const topicBytes = Buffer.byteLength(topic);
    const bytes = this.#reserve(publishBytes(topicBytes, payload));
    this.#end = writePublish(bytes, this.#end, topic, topicBytes, payload);
  }
  /** A whole packet. */
  push(packet) {
    this.#reserve(packet.length).set(packet, this.#end);
    this.#end += packet.length;
  }
  /** All packets there are; undefined when there is none. They are the caller's from now on. */
  take() {
    const taken = this.#bytes?.subarray(0, this.#end);
    this.#bytes = void 0;
    this.#usual = Math.min(this.#end, mostReady);
    this.#end = 0;
    return taken;
  }
  #reserve(more) {
    const needed = this.#end + more;
    if (this.#bytes === void 0) this.#bytes = Buffer.allocUnsafe(Math.max(needed, this.#usual));
    else if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, this.#end));
      this.#bytes = larger;
    }
    return this.#bytes;
  }
};

// src/hub/mqtt/error-payload.ts
function errorPayload(error, context) {
  const timestampUtc = new Date(context.clock.now()).toISOString();
  const { number: errorCode, message } = error;
  return Buffer.from(JSON.stringify({ errorCode, trackingId: trackingId(context), message, timestampUtc }));
}

// src/hub/mqtt/twin-answer.ts
function answerTwinRequest(connection, request2, answer4) {
  const { topic, payload, status, version, note } = answer4;
  if (connection.session.has("twin-answers")) connection.answer(topic, payload);
  if (!connection.service.context.feed.watched) return;
  const milliseconds = performance.now() - request2.start;
  const { what, body } = request2;
  mqttRecord(connection, {
    direction: "in",
    what,
    status,
    version,
    note,
    request: body,
    answer: payload,
    milliseconds
  });
}
function refuseTwinRequest(connection, request2, error) {
  const { context } = connection.service;
  const refusal2 = asHubError(error);
  const { status, code } = refusal2;
  const topic = printTopic.twinAnswer(status, request2.rid);
  answerTwinRequest(connection, request2, { topic, status, payload: errorPayload(refusal2, context), note: code });
}

// src/hub/mqtt/get-twin.ts
function getTwin2(connection, rid) {
  const { context } = connection.service;
  const request2 = { what: "GET twin", rid, start: performance.now(), body: void 0 };
  const held = provoked(context.faults, "TwinRead");
  if (held === void 0) return read3(connection, request2);
  connection.waiting();
  held.then(
    () => {
      read3(connection, request2);
      connection.settled();
    },
    (error) => {
      refuseTwinRequest(connection, request2, error);
      connection.settled();
    }
  );
}
function read3(connection, request2) {
  const { state } = connection.service.context;
  const twin = state.get("twin", connection.key);
  const pending2 = state.settled("twin", connection.key);
  if (pending2 === void 0) return answer3(connection, request2, twin);
  connection.waiting();
  pending2.then(
    () => {
      answer3(connection, request2, twin);
      connection.settled();
    },
    (error) => {
      refuseTwinRequest(connection, request2, error);
      connection.settled();
    }
  );
}
function answer3(connection, request2, twin) {
  if (twin === void 0) return refuseTwinRequest(connection, request2, hubError("DeviceNotFound", connection.key));
  const topic = printTopic.twinAnswer(200, request2.rid);
  answerTwinRequest(connection, request2, { topic, status: 200, payload: payloadOf4(twin) });
}
var payloads = /* @__PURE__ */ new WeakMap();
function payloadOf4(twin) {
  let payload = payloads.get(twin);
  if (payload === void 0) {
    const { desired, reported } = twin;
    payload = Buffer.from(
      `{"desired":${sectionJson2(desired.values, desired.version)},"reported":${sectionJson2(reported.values, reported.version)}}`
    );
    payloads.set(twin, payload);
  }
  return payload;
}
function sectionJson2(values, version) {
  const text2 = JSON.stringify(values);
  return `${text2.slice(0, -1)}${text2 === "{}" ? "" : ","}"$version":${version}}`;
}

// src/hub/mqtt/fault-injection.ts
var faults = {
  KillTcp: "break",
  ShutDownMqtt: "close",
  InvokeThrottling: "close",
  InvokeMaxMessageQuota: "close",
  InvokeAuthError: "refuse"
};
var longestWait2 = 300;
var pending = /* @__PURE__ */ new WeakMap();
function injectFault(connection, properties) {
  const type = properties.AzIoTHub_FaultOperationType;
  const fault = type && Object.hasOwn(faults, type) ? faults[type] : void 0;
  if (fault === void 0) return;
  const reason = `fault injected: ${properties.AzIoTHub_FaultOperationCloseReason?.trim() || type}`;
  const { service, key: key2 } = connection;
  const act = () => {
    if (fault === "refuse") {
      service.refuseFor(key2, seconds3(properties.AzIoTHub_FaultOperationDurationInSecs) * 1e3);
    }
    if (fault === "break") connection.break(reason);
    else connection.close(reason);
  };
  clearTimeout(pending.get(connection));
  pending.set(connection, setTimeout(act, seconds3(properties.AzIoTHub_FaultOperationDelayInSecs) * 1e3).unref());
}
function seconds3(text2) {
  const number2 = Number(text2 ?? 0);
  return Number.isFinite(number2) ? Math.min(Math.max(number2, 0), longestWait2) : 0;
}

// src/hub/mqtt/telemetry.ts
function emitTelemetry({ service, key: key2 }, bag, payload, system) {
  const properties = { ...parsePropertyBag(bag), ...system };
  service.context.feed.emit({ type: "telemetry", key: key2, bytes: payload.length, properties });
  return properties;
}

// src/hub/mqtt/receive-telemetry.ts
function receiveTelemetry(connection, bag, packet) {
  const held = provoked(connection.service.context.faults, "TelemetrySend");
  if (held === void 0) return accept(connection, bag, packet);
  connection.waiting();
  held.then(
    () => accept(connection, bag, packet),
    (error) => connection.close(messageOf(error))
  ).finally(() => connection.settled());
}
function accept(connection, bag, { payload, retain, messageId }) {
  const properties = emitTelemetry(connection, bag, payload, retain ? { "mqtt-retain": "true" } : {});
  if (messageId !== 0) connection.send(encodePuback(messageId));
  injectFault(connection, properties);
}

// src/hub/mqtt/report-properties.ts
import { isUtf8 as isUtf82 } from "node:buffer";

// src/lib/json-error.ts
function jsonError(text2) {
  try {
    JSON.parse(text2);
    return void 0;
  } catch (error) {
    const { offset, expected } = firstFault(text2) ?? { offset: text2.length, expected: messageOf(error) };
    const before = text2.slice(0, offset).split("\n");
    const found = offset >= text2.length ? "the end" : JSON.stringify([...text2.slice(offset, offset + 2)][0]);
    return {
      message: `expected ${expected}, found ${found}`,
      offset,
      line: before.length,
      column: before.at(-1).length + 1
    };
  }
}
var space2 = /[ \t\n\r]*/y;
var string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
var scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
function firstFault(text2) {
  const scanner = new Scanner(text2);
  try {
    scanner.value();
    scanner.skip();
    return scanner.offset < text2.length ? { offset: scanner.offset, expected: "the end" } : void 0;
  } catch (fault) {
    if (fault instanceof Found) return fault.fault;
    return void 0;
  }
}
var Found = class extends Error {
  fault;
  constructor(fault) {
    super(fault.expected);
    this.fault = fault;
  }
};
var Scanner = class {
  #text;
  offset = 0;
  constructor(text2) {
    this.#text = text2;
  }
  value() {
    this.skip();
    const character = this.#text[this.offset];
    if (character === "{") this.#members("}", () => this.#member());
    else if (character === "[") this.#members("]", () => this.value());
    else if (character === '"') this.#string();
    else if (!this.#take(scalar)) this.#fail("a value");
  }
  skip() {
    this.#take(space2);
  }
  #members(close2, member2) {
    this.offset += 1;
    this.skip();
    if (this.#punctuation(close2)) return;
    for (; ; ) {
      member2();
      this.skip();
      if (this.#punctuation(close2)) return;
      if (!this.#punctuation(",")) this.#fail(`',' or '${close2}'`);
    }
  }
  #member() {
    this.skip();
    if (this.#text[this.offset] !== '"') this.#fail("a key in double quotes");
    this.#string();
    this.skip();
    if (!this.#punctuation(":")) this.#fail("':'");
    this.value();
  }
  #string() {
    if (!this.#take(string)) this.#fail("a whole string, its escapes valid");
  }
  #punctuation(character) {
    if (this.#text[this.offset] !== character) return false;
    this.offset += 1;
    return true;
  }
  #take(pattern) {
    pattern.lastIndex = this.offset;
    if (!pattern.test(this.#text)) return false;
    this.offset = pattern.lastIndex;
    return true;
  }
  #fail(expected) {
    throw new Found({ offset: this.offset, expected });
  }
};

// src/hub/mqtt/report-properties.ts
var nothing6 = Buffer.alloc(0);
function reportProperties(connection, { rid, version }, body, messageId) {
  const request2 = { what: "PATCH reported", rid, start: performance.now(), body };
  const outcome3 = {
    accepted({ reported }) {
      acknowledge(connection, messageId);
      const topic = printTopic.reportAccepted(rid, reported.version);
      answerTwinRequest(connection, request2, { topic, status: 204, payload: nothing6, version: reported.version });
      connection.settled();
    },
    refused(error) {
      acknowledge(connection, messageId);
      refuseTwinRequest(connection, request2, error);
      connection.settled();
    }
  };
  const held = provoked(connection.service.context.faults, "TwinUpdate");
  connection.waiting();
  if (held === void 0) write3(connection, body, version, outcome3);
  else held.then(() => write3(connection, body, version, outcome3), outcome3.refused);
}
function write3(connection, text2, base, outcome3) {
  let patch;
  try {
    if (!connection.namesApiVersion) throw argumentInvalid("the user name of CONNECT lacks api-version");
    patch = parsePatch(text2);
  } catch (error) {
    return outcome3.refused(error);
  }
  connection.service.context.twins.report(connection.key, { patch, text: text2, base }, outcome3);
}
function acknowledge(connection, messageId) {
  if (messageId !== 0) connection.send(encodePuback(messageId));
}
function parsePatch(body) {
  const patch = parse2(body);
  if (!isObject(patch)) throw argumentInvalid("the patch of reported properties must be a JSON object");
  try {
    return toBareObject(patch);
  } catch (error) {
    if (error instanceof RangeError) throw argumentInvalid(error.message);
    throw error;
  }
}
function parse2(body) {
  const text2 = body.toString("utf8");
  if (text2.includes("\uFFFD") && !isUtf82(body)) throw argumentInvalid("the patch of reported properties is not UTF-8");
  try {
    return JSON.parse(text2);
  } catch {
    const found = jsonError(text2);
    const why = found === void 0 ? "nested too deep" : `${found.message} at line ${found.line}, column ${found.column}`;
    throw argumentInvalid(`the patch of reported properties is not JSON: ${why}`);
  }
}

// src/hub/mqtt/publish.ts
function handlePublish(connection, packet) {
  if (packet.qos === 2) return connection.close("QoS 2 is not supported");
  const topic = parsePublishTopic(packet.topic, connection.key);
  switch (topic?.kind) {
    case "twin-get":
      acknowledge2(connection, packet);
      return getTwin2(connection, topic.rid);
    case "twin-patch":
      return reportProperties(connection, topic, packet.payload, packet.messageId);
    case "method-answer":
      acknowledge2(connection, packet);
      return connection.service.context.methods.answer(connection, topic.rid, topic.status, packet.payload);
    case "telemetry":
      return receiveTelemetry(connection, topic.bag, packet);
    case void 0:
      if (!connection.service.lenient || isForeignTopic(packet.topic, connection.key)) {
        return connection.close(`PUBLISH to ${JSON.stringify(packet.topic)}, which is no topic of this identity`);
      }
      acknowledge2(connection, packet);
  }
}
function acknowledge2(connection, { messageId }) {
  if (messageId !== 0) connection.send(encodePuback(messageId));
}

// src/hub/mqtt/subscribe.ts
import mqtt2 from "mqtt-packet";
function handleSubscribe(connection, packet) {
  const { service, session, key: key2 } = connection;
  if (packet.subscriptions.length === 0) return connection.close("malformed packet: a SUBSCRIBE without a filter");
  const granted = [];
  let changed = false;
  for (const { topic, qos } of packet.subscriptions) {
    const subscription = parseFilter(topic, key2);
    const grant = qos === 0 ? 0 : 1;
    if (subscription !== void 0) {
      changed ||= session.get(subscription) !== grant;
      session.set(subscription, grant);
    } else if (!service.lenient || isForeignTopic(topic, key2)) {
      return connection.close(`SUBSCRIBE to ${JSON.stringify(topic)}, which is no topic filter of this identity`);
    }
    granted.push(grant);
  }
  const answer4 = mqtt2.generate({ cmd: "suback", messageId: packet.messageId, granted });
  sendWhenSaved(connection, answer4, changed);
  if (connection.takesMethods) service.context.connections.ready(connection);
  if (service.context.feed.watched) {
    mqttRecord(connection, {
      direction: "in",
      what: `SUBSCRIBE ${packet.subscriptions.map(({ topic }) => topic).join(", ")}`
    });
  }
}
function sendWhenSaved(connection, answer4, changed) {
  const { service, session, key: key2 } = connection;
  if (!connection.isPersistent || !changed) return connection.send(answer4);
  connection.waiting();
  service.sessions.save(key2, session).then(
    () => connection.send(answer4),
    (error) => connection.close(messageOf(error))
  ).finally(() => connection.settled());
}

// src/hub/mqtt/unsubscribe.ts
import mqtt3 from "mqtt-packet";
function handleUnsubscribe(connection, packet) {
  if (packet.unsubscriptions.length === 0) return connection.close("malformed packet: an UNSUBSCRIBE without a filter");
  let changed = false;
  for (const filter of packet.unsubscriptions) {
    const subscription = parseFilter(filter, connection.key);
    if (subscription !== void 0) changed = connection.session.delete(subscription) || changed;
  }
  const { messageId = 0, unsubscriptions } = packet;
  sendWhenSaved(connection, mqtt3.generate({ cmd: "unsuback", messageId, granted: [] }), changed);
  if (connection.service.context.feed.watched) {
    mqttRecord(connection, { direction: "in", what: `UNSUBSCRIBE ${unsubscriptions.join(", ")}` });
  }
}

// src/hub/mqtt/mqtt-connection.ts
var largestPacket = bounds.mqtt.packet;
var largestFirstPacket = bounds.mqtt.firstPacket;
var connectHeader = 16;
var connectPatience = bounds.mqtt.connectTime;
var mostPending = bounds.mqtt.pendingRequests;
var enoughUnsent = bounds.mqtt.enoughUntaken;
var tooMuchUnsent = bounds.mqtt.tooMuchUntaken;
var noSession = /* @__PURE__ */ new Map();
var MqttConnection = class {
  service;
  transport;
  /** Empty until CONNECT was accepted. */
  key = "";
  session = noSession;
  /** Whether the session outlives the connection. */
  isPersistent = false;
  /** The hub answers twin writes only to who named a version. hub-reference 0.3. */
  namesApiVersion = false;
  will;
  /** Milliseconds since the epoch; undefined for certificates. */
  expiresAt;
  /** Milliseconds of silence after which the client counts as gone. */
  patience = connectPatience;
  /** Milliseconds since the epoch, by the hub's clock. */
  activeAt = 0;
  #phase = "fresh";
  #lastHeard = performance.now();
  #input = new InputBuffer();
  #output = new OutputBuffer();
  #pending = 0;
  #reason = "the client went away";
  constructor(service, transport) {
    this.service = service;
    this.transport = transport;
    const { stream } = transport;
    stream.on("data", (chunk) => this.#receive(chunk));
    stream.on("drain", () => this.proceed());
    stream.on("end", () => this.close("the client went away"));
    stream.on("error", (error) => this.close(error.message));
    stream.on("close", () => this.#ended());
  }
  get takesMethods() {
    return this.isOpen && this.session.has("methods");
  }
  get isConnecting() {
    return this.#phase === "connecting";
  }
  get isOpen() {
    return this.#phase === "open";
  }
  /** A whole packet; it leaves together with all others of this turn. */
  send(packet) {
    if (this.#phase === "closed") return;
    this.#gather();
    this.#output.push(packet);
  }
  /** An answer to a request: at QoS 0, as all that the hub publishes. hub-reference 3.5. */
  answer(topic, payload) {
    if (this.#phase === "closed") return;
    this.#gather();
    this.#output.publish(topic, payload);
  }
  /** What the hub sends of its own accord. */
  publish(topic, payload) {
    this.answer(topic, payload);
    if (this.#output.length + this.transport.stream.writableLength > tooMuchUnsent) {
      this.close("the client does not take what the hub sends");
    }
    if (this.service.context.feed.watched) mqttRecord(this, { direction: "out", what: topic, answer: payload });
  }
  flush() {
    const output = this.#output.take();
    const { stream } = this.transport;
    if (output === void 0 || stream.destroyed || stream.writableEnded) return;
    stream.write(output);
  }
  /** Lets what is about to be sent leave when this turn is over. */
  #gather() {
    if (this.#output.length === 0) this.service.outbox.add(this);
  }
  /** From here to `opened` packets wait: clients send on without waiting for CONNACK. MQTT 3.1.1, 3.1.4. */
  opening() {
    this.#phase = "connecting";
  }
  opened(key2) {
    this.key = key2;
    this.#phase = "open";
    this.activeAt = this.service.context.clock.now();
  }
  /** A request waits for something; call `settled` when it has its answer. */
  waiting() {
    this.#pending++;
  }
  settled() {
    if (this.#pending-- === mostPending) this.proceed();
  }
  /** Ends the connection as the service does: without a packet. */
  close(reason) {
    if (this.#phase === "closed") return;
    this.flush();
    const wasOpen = this.isOpen;
    this.#phase = "closed";
    this.#reason = reason;
    this.#input.clear();
    const { stream } = this.transport;
    stream.resume();
    stream.end(() => stream.destroy());
    this.#leave(wasOpen);
  }
  /** Ends the connection as a broken line does: at once, with all that was on its way lost. */
  break(reason) {
    this.close(reason);
    this.transport.tls.destroy();
  }
  checkDeadlines(monotonic, now) {
    if (this.#phase === "closed") this.transport.tls.destroy();
    else if (monotonic - this.#lastHeard > this.patience) {
      this.close(this.isOpen ? "404104 DeviceConnectionClosedRemotely: keep-alive ran out" : "no CONNECT in time");
    } else if (this.expiresAt !== void 0 && this.expiresAt <= now) this.close("401003 the token expired");
  }
  #receive(chunk) {
    if (this.#phase === "closed") return;
    this.#input.push(chunk);
    if (this.#phase === "fresh" && this.#input.firstByte !== connectHeader) {
      return this.close("malformed packet: the first packet must be CONNECT");
    }
    this.proceed();
  }
  /** Handles what is there, as far as the client takes its answers; reads on when all is handled. */
  proceed() {
    try {
      while (!this.#isHeldUp) {
        const bytes = this.#input.next(this.#phase === "fresh" ? largestFirstPacket : largestPacket);
        if (bytes === void 0) return void this.#readOn();
        this.#lastHeard = performance.now();
        this.#handle(decode3(bytes));
      }
    } catch (error) {
      return this.close(`malformed packet: ${messageOf(error)}`);
    }
    if (this.#phase !== "closed") this.transport.stream.pause();
  }
  get #isHeldUp() {
    if (this.#phase === "connecting" || this.#phase === "closed" || this.#pending >= mostPending) return true;
    return this.#output.length > enoughUnsent || this.transport.stream.writableNeedDrain;
  }
  #readOn() {
    if (this.isOpen) this.activeAt = this.service.context.clock.now();
    if (this.transport.stream.isPaused()) this.transport.stream.resume();
  }
  #handle(packet) {
    if (this.#phase === "fresh") {
      if (packet.cmd === "connect") handleConnect(this, packet);
      return;
    }
    switch (packet.cmd) {
      case "publish":
        return handlePublish(this, packet);
      case "subscribe":
        return handleSubscribe(this, packet);
      case "unsubscribe":
        return handleUnsubscribe(this, packet);
      case "pingreq":
        return this.send(pingResponse);
      case "puback":
        return;
      case "disconnect":
        this.will = void 0;
        return this.close("the client disconnected");
      case "connect":
        return this.close("a second CONNECT");
      case "auth":
      case "connack":
      case "pingresp":
      case "pubcomp":
      case "pubrec":
      case "pubrel":
      case "suback":
      case "unsuback":
        return this.close(`${packet.cmd.toUpperCase()} is not for a client to send here`);
      default:
        assertNever(packet);
    }
  }
  #ended() {
    const wasOpen = this.isOpen;
    if (this.#phase !== "closed") {
      this.#phase = "closed";
      this.#leave(wasOpen);
    }
    this.service.left(this);
  }
  #leave(wasOpen) {
    const { feed: feed2, connections } = this.service.context;
    if (feed2.watched) mqttRecord(this, { direction: "out", what: "connection closed", note: this.#reason });
    if (!wasOpen) return;
    const { will } = this;
    if (will !== void 0) emitTelemetry(this, will.bag, will.payload, { "iothub-MessageType": "Will" });
    connections.remove(this, this.#reason);
  }
};

// src/hub/mqtt/outbox.ts
var Outbox = class {
  #waiting = [];
  #flush = () => {
    const senders = this.#waiting;
    this.#waiting = [];
    for (const sender of senders) sender.flush();
  };
  /** Calls `flush` once when the present callback and its promises are through. */
  add(sender) {
    if (this.#waiting.push(sender) === 1) process.nextTick(this.#flush);
  }
};

// src/hub/mqtt/session.ts
var noSubscriptions = /* @__PURE__ */ new Map();
var Sessions = class {
  #state;
  constructor(state) {
    this.#state = state;
  }
  /** `present` is what CONNACK tells the client. */
  open(key2, clean) {
    const stored = this.#state.get("session", key2);
    if (clean) {
      this.forget(key2);
      return { session: /* @__PURE__ */ new Map(), present: false };
    }
    if (stored === void 0) {
      this.save(key2, noSubscriptions).catch(() => {
      });
      return { session: /* @__PURE__ */ new Map(), present: false };
    }
    return { session: new Map(Object.entries(stored.subscriptions)), present: true };
  }
  /** Resolves when it is on disk. */
  save(key2, session) {
    return this.#state.commit([{ kind: "session", key: key2, value: { subscriptions: Object.fromEntries(session) } }]);
  }
  /** Nobody waits for this: what a crash brings back is forgotten again, or replaced by the client. */
  forget(key2) {
    if (this.#state.get("session", key2) === void 0) return;
    this.#state.commit([{ kind: "session", key: key2, value: void 0 }]).catch(() => {
    });
  }
};

// src/hub/mqtt/mqtt-service.ts
var sweepInterval = 1e3;
var MqttService = class {
  context;
  sessions;
  outbox = new Outbox();
  lenient;
  #connections = /* @__PURE__ */ new Set();
  #refused = /* @__PURE__ */ new Map();
  #sweep;
  #unsubscribe;
  constructor(context, lenient) {
    this.context = context;
    this.lenient = lenient;
    this.sessions = new Sessions(context.state);
    this.#sweep = setInterval(() => this.#checkDeadlines(), sweepInterval).unref();
    this.#unsubscribe = context.feed.subscribe((event) => {
      if (event.type === "twin" && event.desiredPush !== void 0) {
        this.#pushDesired(event.key, event.after.desired.version, event.desiredPush);
      } else if (event.type === "lifecycle" && event.operation === "delete") this.sessions.forget(event.key);
    }, "changes");
  }
  accept(transport) {
    this.#connections.add(new MqttConnection(this, transport));
  }
  left(connection) {
    this.#connections.delete(connection);
  }
  /** CONNECT of this identity is refused for so many milliseconds. */
  refuseFor(key2, milliseconds) {
    this.#refused.set(key2, performance.now() + milliseconds);
  }
  isRefused(key2) {
    return (this.#refused.get(key2) ?? 0) > performance.now();
  }
  close() {
    clearInterval(this.#sweep);
    this.#unsubscribe();
    for (const connection of [...this.#connections]) connection.close("the hub is stopping");
  }
  /** Only to who holds the subscription now: nothing is queued. hub-reference 3.3, 3.6. */
  #pushDesired(key2, version, push) {
    const connection = this.context.connections.get(key2);
    if (!(connection instanceof MqttConnection) || !connection.session.has("desired")) return;
    connection.publish(printTopic.desired(version), Buffer.from(JSON.stringify(push)));
  }
  #checkDeadlines() {
    const monotonic = performance.now();
    const now = this.context.clock.now();
    for (const connection of [...this.#connections]) connection.checkDeadlines(monotonic, now);
    for (const [key2, until] of this.#refused) if (until < monotonic) this.#refused.delete(key2);
  }
};

// src/hub/mqtt/web-socket-door.ts
import { createWebSocketStream, WebSocketServer } from "ws";
var path3 = "/$iothub/websocket";
var largestMessage = bounds.mqtt.webSocketMessage;
var WebSocketDoor = class {
  #service;
  #server = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    maxFragments: bounds.mqtt.webSocketFrames,
    perMessageDeflate: false,
    handleProtocols: (protocols) => [...protocols].find((name) => name.toLowerCase() === "mqtt") ?? false
  });
  constructor(service) {
    this.#service = service;
  }
  /** The listener's guard has kept web pages away; an Origin that is the hub's own is what Python's paho sends. */
  handleUpgrade(request2, socket, head) {
    socket.on("error", () => socket.destroy());
    if (pathOf(request2) !== path3) return turnAway(socket, "404 Not Found");
    if (!/(^|[\s,])mqtt([\s,]|$)/i.test(request2.headers["sec-websocket-protocol"] ?? ""))
      return turnAway(socket, "400 Bad Request");
    this.#server.handleUpgrade(request2, socket, head, (webSocket) => {
      const stream = createWebSocketStream(webSocket);
      this.#service.accept({ stream, tls: socket });
    });
  }
  close() {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }
};
function pathOf({ url = "" }) {
  const text2 = url.split("?", 1)[0];
  try {
    return decodeURIComponent(text2);
  } catch {
    return text2;
  }
}

// src/hub/mqtt/listen-mqtt.ts
var handshakePatience = bounds.connections.handshake;
async function listenMqtt(context, tls, options2) {
  const service = new MqttService(context, options2.lenient);
  const webSockets = new WebSocketDoor(service);
  const server = createServer4({
    ...tlsOptions(tls),
    handshakeTimeout: options2.handshake ?? handshakePatience,
    noDelay: true
  });
  server.maxConnections = bounds.connections.perDoor;
  const sockets = /* @__PURE__ */ new Set();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("secureConnection", (socket) => service.accept({ stream: socket, tls: socket }));
  server.on("tlsClientError", (_error, socket) => void socket.destroy());
  await new Promise((resolve4, reject) => {
    server.on("error", reject);
    server.listen(options2.port, options2.host, resolve4);
  });
  return {
    port: server.address().port,
    handleUpgrade: (request2, socket, head) => webSockets.handleUpgrade(request2, socket, head),
    close: async () => {
      const closed2 = new Promise((resolve4) => server.close(() => resolve4()));
      service.close();
      webSockets.close();
      for (const socket of sockets) socket.destroy();
      await closed2;
    }
  };
}

// src/hub/listeners.ts
async function openListeners({ context, mqtt: mqttContext }, tls, options2) {
  const mqtt4 = await openMqtt(mqttContext, tls, options2);
  try {
    const https = await openHttps(context, tls, options2, mqtt4.handleUpgrade);
    return {
      mqttPort: mqtt4.port,
      httpsPort: https.port,
      close: async () => {
        await Promise.all([mqtt4.close(), https.close()]);
      }
    };
  } catch (error) {
    await mqtt4.close();
    throw error;
  }
}
function openMqtt(context, tls, options2) {
  const { mqttPort: port = 0, lenient = false } = options2;
  const door = { name: "MQTT", flag: "--mqtt-port", host: hostOf2(options2), port };
  return openDoor(door, () => listenMqtt(context, tls, { host: door.host, port, lenient }));
}
async function openHttps(context, tls, options2, onUpgrade) {
  const open3 = (port) => {
    const door = { name: "HTTPS", flag: "--https-port", host: hostOf2(options2), port };
    return openDoor(door, () => listenHttps(context, tls, { host: door.host, port, onUpgrade }));
  };
  const { httpsPort = 0, httpsPortIfDenied } = options2;
  try {
    return await open3(httpsPort);
  } catch (error) {
    if (httpsPortIfDenied === void 0 || !isDenied(error)) throw error;
    return open3(httpsPortIfDenied);
  }
}
var hostOf2 = ({ host = "127.0.0.1" }) => host;
async function openDoor(door, listen2) {
  try {
    return await listen2();
  } catch (error) {
    throw doorError(door, error);
  }
}
function isDenied(error) {
  return error instanceof AppError && codeOf(error.cause) === "EACCES";
}
function doorError({ name, flag: flag3, host, port }, cause) {
  const place2 = `port ${port} of ${host} (${name})`;
  const exitCode = ExitCode.connection;
  switch (codeOf(cause)) {
    case "EADDRINUSE": {
      const hint = `Stop the program that has it, or choose another with ${flag3} (0 takes any free one).`;
      return new AppError(`The hub cannot listen on ${place2}: it is taken.`, { hint, exitCode, cause });
    }
    case "EACCES": {
      const hint = `Ports below 1024 may need more rights; choose another with ${flag3}.`;
      return new AppError(`The hub may not listen on ${place2}.`, { hint, exitCode, cause });
    }
    case "EADDRNOTAVAIL":
    case "ENOTFOUND": {
      const hint = "Choose an address of this machine with --host; 127.0.0.1 always works.";
      return new AppError(`This machine has no address ${host} for the hub to listen on.`, { hint, exitCode, cause });
    }
    default:
      return new AppError(`The hub cannot listen on ${place2}: ${messageOf(cause)}`, { exitCode, cause });
  }
}
function codeOf(error) {
  return error instanceof Error ? error.code : void 0;
}

// src/hub/start-error.ts
function startError(error, { dataDir }) {
  if (error instanceof AppError || !isRefusalOfTheDisk(error)) return error;
  const place2 = dataDir === void 0 ? "Its temporary directory" : `The data directory ${dataDir}`;
  return new AppError(`The hub cannot start. ${place2} cannot be written: ${messageOf(error)}`, {
    hint: "Make room on the disk and see that it can be written; or choose another with --data-dir.",
    exitCode: ExitCode.failed,
    cause: error
  });
}
function isRefusalOfTheDisk(error) {
  if (error instanceof HubError) return error.status >= 500;
  return error instanceof Error && "syscall" in error;
}

// src/hub/transfer/check-entry.ts
import { X509Certificate as X509Certificate5 } from "node:crypto";

// src/hub/transfer/member-checks.ts
var isText = (value) => typeof value === "string";
var text = { expected: "a text", holds: isText };
var time = {
  expected: "a time",
  holds: (value) => isText(value) && !Number.isNaN(Date.parse(value))
};
var counter = {
  expected: "a whole number above 0",
  holds: (value) => Number.isSafeInteger(value) && value > 0
};
var flag2 = { expected: "true or false", holds: (value) => typeof value === "boolean" };
var object = { expected: "an object", holds: isObject };
var key = {
  expected: "a key: base64 of 16 to 64 bytes",
  holds: (value) => isText(value) && keyFault(value) === void 0,
  isSecret: true
};
function word(...words) {
  return { expected: words.join(" or "), holds: (value) => isText(value) && words.includes(value) };
}
function listOf({ expected, holds }) {
  return { expected: `an array, each element ${expected}`, holds: (value) => Array.isArray(value) && value.every(holds) };
}
function orNull(test2) {
  return { ...test2, expected: `${test2.expected} or null`, holds: (value) => value === null || test2.holds(value) };
}
function optional(test2) {
  return { ...test2, holds: (value) => value === void 0 || test2.holds(value) };
}
function memberFault(value, what, tests2) {
  for (const [path4, { expected, holds, isSecret }] of Object.entries(tests2)) {
    const found = path4.split(".").reduce((at, name) => isObject(at) ? at[name] : void 0, value);
    if (!holds(found)) {
      return `expected ${path4} of the ${what} to be ${expected}, found ${isSecret ? "something else" : shown2(found)}`;
    }
  }
  return void 0;
}
function shown2(value) {
  if (value === void 0) return "nothing";
  if (isObject(value)) return "an object";
  if (Array.isArray(value)) return "an array";
  const printed = JSON.stringify(value);
  return printed.length <= 60 ? printed : `${printed.slice(0, 60)}\u2026`;
}

// src/hub/transfer/check-document.ts
var times = { createdTimeUtc: time, lastUpdatedTimeUtc: time, etag: counter };
function configurationFault(key2, value) {
  const metrics = isObject(value.metrics) ? { queries: value.metrics } : null;
  return refusal(() => parseConfiguration(parseConfigurationId(key2), { ...value, metrics })) ?? memberFault(value, "configuration", times);
}
var result = {
  expected: "a result with key, status and updated",
  holds: (value) => isObject(value) && memberFault(value, "result", { key: text, status: deviceStatus, updated: text }) === void 0
};
var deviceStatus = word("pending", "running", "completed", "failed");
var jobMembers2 = {
  jobId: text,
  type: word(...jobTypes),
  queryCondition: text,
  createdTime: time,
  startTime: time,
  maxExecutionTimeInSeconds: counter,
  status: word(...jobStatuses)
};
function jobFault(key2, value) {
  const [id2 = "", piece] = key2.split("/");
  const wrongId = refusal(() => parseJobId(id2));
  if (wrongId !== void 0) return wrongId;
  if (piece !== void 0) return memberFault(value, "job", { results: listOf(result) });
  const fault = memberFault(value, "job", jobMembers2);
  if (fault !== void 0) return fault;
  if (value.jobId !== id2) return `the key is ${JSON.stringify(key2)}, the job's is ${JSON.stringify(value.jobId)}`;
  return memberFault(value, "job", {
    [value.type === "scheduleUpdateTwin" ? "updateTwin" : "cloudToDeviceMethod"]: object
  });
}
function refusal(parse4) {
  try {
    parse4();
    return void 0;
  } catch (error) {
    if (error instanceof HubError) return error.message;
    throw error;
  }
}

// src/hub/transfer/check-identity.ts
var id = { expected: "an id", holds: (value) => typeof value === "string" && isIdentifier(value) };
var thumbprint = {
  expected: "40 or 64 hexadecimal digits",
  holds: (value) => typeof value === "string" && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(value)
};
var members = {
  deviceId: id,
  moduleId: optional(id),
  generationId: text,
  etag: counter,
  status: word("enabled", "disabled"),
  statusReason: orNull(text),
  statusUpdatedTime: time,
  "authentication.type": word("sas", "selfSigned", "certificateAuthority", "none"),
  "authentication.symmetricKey.primaryKey": orNull(key),
  "authentication.symmetricKey.secondaryKey": orNull(key),
  "authentication.x509Thumbprint.primaryThumbprint": orNull(thumbprint),
  "authentication.x509Thumbprint.secondaryThumbprint": orNull(thumbprint),
  "capabilities.iotEdge": flag2,
  deviceScope: optional(text),
  parentScopes: optional(listOf(text)),
  managedBy: optional(text)
};
function identityFault(own, value) {
  const fault = memberFault(value, "identity", members);
  if (fault !== void 0) return fault;
  const expected = identityKey(value.deviceId, value.moduleId);
  return expected === own ? void 0 : `the key is ${JSON.stringify(own)}, the identity's is ${JSON.stringify(expected)}`;
}

// src/hub/transfer/check-session.ts
var subscriptions = {
  "twin-answers": true,
  desired: true,
  methods: true,
  messages: true
};
function sessionFault({ subscriptions: stored, ...others }) {
  const [other] = Object.keys(others);
  if (other !== void 0)
    return `expected subscriptions of the session and nothing else, found ${JSON.stringify(other)}`;
  if (!isObject(stored)) return `expected subscriptions of the session to be an object, found ${shown2(stored)}`;
  for (const name of Object.keys(stored)) {
    if (!Object.hasOwn(subscriptions, name)) {
      const known2 = Object.keys(subscriptions).join(", ");
      return `expected the subscriptions of the session to be of ${known2}, found ${shown2(name)}`;
    }
    const qos = stored[name];
    if (qos !== 0 && qos !== 1) return `expected the QoS of the session's ${name} to be 0 or 1, found ${shown2(qos)}`;
  }
  return void 0;
}

// src/hub/transfer/check-twin.ts
var members2 = {
  etag: counter,
  tags: object,
  "desired.values": object,
  "desired.metadata": object,
  "desired.version": counter,
  "reported.values": object,
  "reported.metadata": object,
  "reported.version": counter,
  modelId: text,
  configurations: object
};
function twinFault(value) {
  const fault = memberFault(value, "twin", members2);
  if (fault !== void 0) return fault;
  const [desired, reported] = [value.desired, value.reported];
  return ruleFault("tags", value.tags) ?? ruleFault("desired", desired.values) ?? ruleFault("reported", reported.values) ?? metadataFault("desired", desired.metadata) ?? metadataFault("reported", reported.metadata) ?? statusFault(value.configurations);
}
function ruleFault(section2, values) {
  try {
    validateWrite(section2, values, "forbidden");
    validateSize(section2, bareObject(), values);
    return void 0;
  } catch (error) {
    if (error instanceof TwinRuleError) return error.message;
    throw error;
  }
}
function metadataFault(path4, node) {
  if (!isObject(node)) return `expected an object at ${path4} of the $metadata, found ${shown2(node)}`;
  const { $lastUpdated, $lastUpdatedVersion, ...inner } = node;
  if (!text.holds($lastUpdated)) return `expected a $lastUpdated at ${path4} of the $metadata`;
  if ($lastUpdatedVersion !== void 0 && !counter.holds($lastUpdatedVersion)) {
    return `expected $lastUpdatedVersion at ${path4} of the $metadata to be ${counter.expected}`;
  }
  for (const name of Object.keys(inner)) {
    const fault = metadataFault(`${path4}.${shown2(name)}`, inner[name]);
    if (fault !== void 0) return fault;
  }
  return void 0;
}
function statusFault(configurations) {
  for (const id2 of Object.keys(configurations)) {
    const entry = configurations[id2];
    const status = isObject(entry) ? entry.status : void 0;
    if (status !== "Applied" && status !== "Targeted") {
      return `expected the status of the configuration ${JSON.stringify(id2)} to be Applied or Targeted, found ${shown2(status)}`;
    }
  }
  return void 0;
}

// src/hub/transfer/check-entry.ts
var policyMembers = {
  name: text,
  rights: listOf(word(...defaultRights.iothubowner)),
  primaryKey: key,
  secondaryKey: key
};
var faults2 = {
  policy: (key2, value) => memberFault(value, "policy", policyMembers) ?? (value.name === key2 ? void 0 : `the key is ${JSON.stringify(key2)}, the policy's name ${JSON.stringify(value.name)}`),
  authority: authorityFault,
  identity: identityFault,
  twin: (_key, value) => twinFault(value),
  configuration: configurationFault,
  job: jobFault,
  session: (_key, value) => sessionFault(value)
};
function entryFault(entry) {
  if (!isObject(entry)) return "expected an object with kind, key and value";
  const { kind: kind2, key: key2, value } = entry;
  if (typeof kind2 !== "string" || !Object.hasOwn(faults2, kind2)) {
    return `expected kind to be one of ${Object.keys(faults2).join(", ")}, found ${shown2(kind2)}`;
  }
  if (typeof key2 !== "string" || key2 === "") return `expected key to be a text, found ${shown2(key2)}`;
  if (!isObject(value)) return "expected value to be an object";
  return faults2[kind2](key2, value);
}
function authorityFault(key2, value) {
  const fault = memberFault(value, "authority", { pem: text });
  if (fault !== void 0) return fault;
  try {
    const { ca, fingerprint256 } = new X509Certificate5(value.pem);
    if (!ca) return "the certificate is not one of an authority (CA:TRUE)";
    return fingerprint256.replaceAll(":", "") === key2 ? void 0 : "the key is not the thumbprint of the certificate";
  } catch {
    return "pem of the authority holds no certificate";
  }
}

// src/hub/transfer/import-lines.ts
async function importLines(state, lines2, signal) {
  if (state.count("identity") > 0) {
    throw new AppError("The hub has identities already, so nothing was imported.", {
      hint: "Import into a new data directory (--data-dir), or into an ephemeral hub."
    });
  }
  const changes = await readLines(lines2, signal);
  await state.fill(changes, signal);
  return { entries: changes.length };
}
async function readLines(lines2, signal) {
  const changes = [];
  let number2 = 0;
  for await (const line of lines2) {
    signal?.throwIfAborted();
    number2++;
    if (number2 === 1) checkHeader(line);
    else if (line.trim() !== "") changes.push(readLine(line, number2));
  }
  if (number2 === 0) checkHeader("");
  checkWhole(changes);
  return changes;
}
function checkHeader(line) {
  const header = parse3(line, 1);
  if (!isObject(header) || header.format !== exportHeader.format) {
    throw lineError(1, `expected ${JSON.stringify(exportHeader)}, as a hub's export begins`);
  }
  if (header.version !== exportHeader.version) {
    throw lineError(1, `expected version ${exportHeader.version}, found ${JSON.stringify(header.version)}`);
  }
}
function readLine(line, number2) {
  const entry = parse3(line, number2);
  const fault = entryFault(entry);
  if (fault !== void 0) throw lineError(number2, fault);
  return entry;
}
function checkWhole(changes) {
  const keys = /* @__PURE__ */ new Map();
  for (const { kind: kind2, key: key2 } of changes) {
    const known2 = keys.get(kind2) ?? /* @__PURE__ */ new Set();
    if (known2.has(key2)) throw nothing7(`the ${kind2} ${shown2(key2)} is there twice`);
    keys.set(kind2, known2.add(key2));
  }
  const has = (kind2, key2) => keys.get(kind2)?.has(key2) === true;
  for (const key2 of keys.get("identity") ?? []) {
    if (!has("twin", key2)) throw nothing7(`${shown2(key2)} has no twin`);
    const { deviceId: deviceId3 } = splitKey(key2);
    if (!has("identity", deviceId3)) throw nothing7(`the module ${shown2(key2)} has no device`);
  }
  for (const kind2 of ["twin", "session"]) {
    for (const key2 of keys.get(kind2) ?? []) {
      if (!has("identity", key2)) throw nothing7(`the ${kind2} ${shown2(key2)} has no identity`);
    }
  }
}
function nothing7(because) {
  return new AppError(`Nothing was imported: ${because}.`);
}
function parse3(line, number2) {
  try {
    return toBare(JSON.parse(line));
  } catch (error) {
    throw lineError(number2, messageOf(error));
  }
}
function lineError(number2, what) {
  return nothing7(`line ${number2}: ${what}`);
}

// src/hub/hub.ts
async function startHub(options2 = {}) {
  const opened = [];
  try {
    const faults3 = new HubFaults({ ...options2.faults, seed: options2.seed });
    const storage = await openStorage(options2, faults3);
    opened.push(storage);
    const { importFrom, signal } = options2;
    if (importFrom !== void 0) await importLines(storage.state, importFrom, signal);
    const composition = compose(storage.state, faults3, options2);
    await ensureDefaultPolicies(storage.state, composition.context.random);
    const listeners = await openListeners(composition, storage.tls, options2);
    opened.push(listeners, composition);
    const hub = hubOf(options2, { storage, composition, listeners, opened });
    const { hostName, address, mqttPort, httpsPort, caFile, serviceConnectionString: serviceConnectionString2 } = hub;
    await storage.announce({ hostName, address, mqttPort, httpsPort, caFile, serviceConnectionString: serviceConnectionString2 });
    composition.start();
    return hub;
  } catch (error) {
    await closeAll(opened);
    throw startError(error, options2);
  }
}
async function closeAll([first, ...later2]) {
  if (first === void 0) return;
  try {
    await closeAll(later2);
  } finally {
    await first.close();
  }
}
function openStorage(options2, faults3) {
  const hosts = hostNamesOf(options2);
  const isBroken = () => faults3.diskBroken;
  if (options2.dataDir === void 0) return openTemporaryStorage(hosts, isBroken);
  return openDataDirectory(options2.dataDir, hosts, isBroken);
}
function hubOf(options2, { storage, composition, listeners, opened }) {
  const { state, tls, caFile } = storage;
  const { context } = composition;
  const hostName = context.hostNames[0];
  const place2 = { hostName, address: connectAddress(options2.host), mqttPort: listeners.mqttPort, state };
  let stopped2;
  return {
    hostName,
    address: place2.address,
    mqttPort: listeners.mqttPort,
    httpsPort: listeners.httpsPort,
    ca: tls.ca,
    caFile,
    dataDir: options2.dataDir && resolve3(options2.dataDir),
    serviceConnectionString: serviceConnectionString(hostName, state),
    get policies() {
      return [...state.entries("policy")].map(([, policy]) => policy);
    },
    deviceConnectionString: (deviceId3, moduleId2) => deviceConnectionString(place2, deviceId3, moduleId2),
    feed: context.feed,
    control: context.control,
    export: () => exportLines(state),
    notes: storage.notes,
    stop() {
      stopped2 ??= closeAll(opened);
      return stopped2;
    }
  };
}
function connectAddress(host = "127.0.0.1") {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}

// bench/hub/hub-peer.ts
async function hubPeer({ clients, directory }) {
  const dataDir = await mkdtemp2(join8(directory, "bench-hub-"));
  const hub = await startHub({ dataDir });
  process.on("SIGTERM", async () => {
    await hub.stop();
    await rm2(dataDir, { recursive: true });
    process.exit(0);
  });
  const { $version: _, ...desired } = sampleDesired;
  const symmetricKey = { primaryKey: deviceKey, secondaryKey: deviceKey };
  for (let start = 0; start < clients; start += 100) {
    const items = Array.from({ length: Math.min(100, clients - start) }, (_2, index) => ({
      id: deviceId(start + index),
      importMode: "create",
      status: "enabled",
      authentication: { type: "sas", symmetricKey },
      properties: { desired }
    }));
    await post(hub, "/devices?api-version=2021-04-12", items);
  }
  return hub.mqttPort;
}
function post({ hostName, address, httpsPort, ca, policies }, path4, body) {
  const { name, primaryKey } = policies.find((policy) => policy.name === "iothubowner");
  const authorization = signSas({ resource: hostName, expiry: 4102444800, key: primaryKey, policy: name });
  const headers = { Authorization: authorization, "Content-Type": "application/json" };
  return new Promise((resolve4, reject) => {
    const to = { host: address, port: httpsPort, servername: hostName, ca, method: "POST", path: path4, headers };
    const call = request(to, (answer4) => {
      answer4.resume();
      answer4.on(
        "end",
        () => answer4.statusCode === 200 ? resolve4() : reject(new Error(`POST ${path4}: ${answer4.statusCode}`))
      );
    });
    call.on("error", reject);
    call.end(JSON.stringify(body));
  });
}

// bench/hub/peer-process.ts
var peers = { hub: hubPeer, aedes: aedesPeer, echo: echoPeer, bare: barePeer };
var [kind, options] = process.argv.slice(2);
console.log(await peers[kind](JSON.parse(options)));
createInterface({ input: process.stdin }).on("line", () => {
  globalThis.gc?.();
  console.log("collected");
});
