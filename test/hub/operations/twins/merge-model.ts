/**
 * The rules of merging, metadata and counters (hub-reference 2.3 to 2.6) written a second time, as plainly as possible,
 * to hold the hub against. It shares nothing with the product. Trees are Maps, so that no key is special. A node's
 * stamp is the number of the write that touched it last; what that is in time is for the comparison to find out.
 */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };
type Leaf = { readonly leaf: Plain; stamp: number };
type Tree = { readonly members: Map<string, Leaf | Tree>; stamp: number };

export type ServiceBody = { readonly tags?: Plain; readonly properties?: { readonly desired?: Plain } };

const isTree = (node: Leaf | Tree | undefined): node is Tree => node !== undefined && 'members' in node;
const isPlainObject = (value: Plain | undefined): value is { readonly [key: string]: Plain } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const tree = (stamp: number): Tree => ({ members: new Map(), stamp });

/** What a device is told of its desired properties; the body has `$version`, too. */
export type Push = { readonly version: number; readonly body: Plain };

export class ModelTwin {
  writes = 0;
  etag = 1;
  tags = tree(0);
  desired = tree(0);
  desiredVersion = 1;
  reported = tree(0);
  reportedVersion = 1;
  /** Which `$version` of desired each write made. */
  readonly versionOfWrite = new Map<number, number>();
  readonly pushes: Push[] = [];

  patch({ tags, properties }: ServiceBody): void {
    const number = ++this.writes;
    const tagsChanged = tags !== undefined && merge(this.tags, wholeOrNulls(this.tags, tags), number);
    const { desired } = properties ?? {};
    const diff = desired === undefined ? undefined : patchDiff(this.desired, wholeOrNulls(this.desired, desired));
    const desiredChanged = desired !== undefined && merge(this.desired, wholeOrNulls(this.desired, desired), number);
    if (desiredChanged) this.versionOfWrite.set(number, ++this.desiredVersion);
    if (diff !== undefined) this.#push(diff);
    if (tagsChanged || desiredChanged) this.etag++;
  }

  replace({ tags, properties }: ServiceBody): void {
    const number = ++this.writes;
    this.etag++;
    this.tags = grow(tags ?? {}, number) as Tree;
    const desired = grow(properties?.desired ?? {}, number) as Tree;
    if (!differsByExistence(this.desired, desired)) return;
    const diff = replaceDiff(this.desired, desired);
    this.desired = desired;
    this.versionOfWrite.set(number, ++this.desiredVersion);
    this.#push(diff);
  }

  report(patch: Plain): void {
    merge(this.reported, patch, ++this.writes);
    this.reportedVersion++;
  }

  #push(diff: Members): void {
    this.pushes.push({ version: this.desiredVersion, body: { ...diff, $version: this.desiredVersion } });
  }
}

type Members = { readonly [key: string]: Plain };

/** What a patch changes by existence (hub-reference 2.5), told before it is merged. */
function patchDiff(before: Tree, patch: Plain): Members | undefined {
  const diff: [string, Plain][] = [];
  for (const [key, value] of Object.entries(patch as Members)) {
    const present = before.members.get(key);
    if (value === null) present !== undefined && diff.push([key, null]);
    else if (isPlainObject(value) && isTree(present)) {
      const nested = patchDiff(present, value);
      if (nested !== undefined) diff.push([key, nested]);
    } else diff.push([key, plain(grow(value, 0))]);
  }
  return diff.length > 0 ? Object.fromEntries(diff) : undefined;
}

/** All that is new, and null for what vanished (hub-reference 2.6); empty where nothing did. */
function replaceDiff(before: Tree, after: Tree): Members {
  const diff: [string, Plain][] = [];
  for (const key of before.members.keys()) if (!after.members.has(key)) diff.push([key, null]);
  for (const [key, member] of after.members) {
    const present = before.members.get(key);
    if (!isTree(member) || !isTree(present)) diff.push([key, plain(member)]);
    else if (differsByExistence(present, member)) diff.push([key, replaceDiff(present, member)]);
  }
  return Object.fromEntries(diff);
}

function plain(node: Leaf | Tree): Plain {
  return isTree(node) ? Object.fromEntries([...node.members].map(([key, member]) => [key, plain(member)])) : node.leaf;
}

/** Equal for equal values, in whatever order their members are. */
export function canonical(value: Plain): string {
  if (!isPlainObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map(key => `${JSON.stringify(key)}:${canonical(value[key]!)}`).join()}}`;
}

/** Null for a whole section stands for null for each of its members. */
function wholeOrNulls(section: Tree, patch: Plain): Plain {
  return patch ?? Object.fromEntries([...section.members.keys()].map(key => [key, null]));
}

/** Whether anything counted as changed; if so the node is stamped. */
function merge(into: Tree, patch: Plain, stamp: number): boolean {
  let changed = false;
  for (const [key, value] of Object.entries(patch as { [key: string]: Plain })) {
    const present = into.members.get(key);
    if (value === null) changed = into.members.delete(key) || changed;
    else if (isPlainObject(value) && isTree(present)) changed = merge(present, value, stamp) || changed;
    else {
      into.members.set(key, grow(value, stamp));
      changed = true;
    }
  }
  if (changed) into.stamp = stamp;
  return changed;
}

function grow(value: Plain, stamp: number): Leaf | Tree {
  if (!isPlainObject(value)) return { leaf: value, stamp };
  const grown = tree(stamp);
  for (const [key, member] of Object.entries(value)) if (member !== null) grown.members.set(key, grow(member, stamp));
  return grown;
}

/** A value that is named counts as changed; only objects that are in both are looked into. */
function differsByExistence(before: Tree, after: Tree): boolean {
  for (const key of before.members.keys()) if (!after.members.has(key)) return true;
  for (const [key, member] of after.members) {
    const present = before.members.get(key);
    if (!isTree(member) || !isTree(present) || differsByExistence(present, member)) return true;
  }
  return false;
}

/** The differences between the model and a twin as the hub shows it, each with its place. */
export function differences(model: ModelTwin, shown: Plain): readonly string[] {
  const found: string[] = [];
  const times = new Map<number, string>();
  const twin = shown as { readonly [key: string]: Plain };
  const { desired, reported } = twin.properties as { readonly [key: string]: { readonly [key: string]: Plain } };
  const note = (place: string, expected: unknown, actual: unknown) => {
    if (expected !== actual) found.push(`${place}: the model has ${String(expected)}, the hub ${String(actual)}`);
  };
  note('etag', etagText(model.etag), twin.etag);
  note('version', model.etag + model.reportedVersion, twin.version);
  note('desired.$version', model.desiredVersion, desired!.$version);
  note('reported.$version', model.reportedVersion, reported!.$version);
  note('tags', model.tags.members.size > 0, 'tags' in twin);
  compareValues('tags', model.tags, twin.tags ?? {}, found);
  for (const [name, section] of Object.entries({ desired: desired!, reported: reported! })) {
    const expected = name === 'desired' ? model.desired : model.reported;
    compareValues(name, expected, without(section, ['$metadata', '$version']), found);
    const versions = name === 'desired' ? model.versionOfWrite : undefined;
    compareMetadata(`${name}.$metadata`, expected, section.$metadata, { versions, times, found });
  }
  const inOrder = [...times].sort(([one], [other]) => one - other).map(([, time]) => time);
  if (inOrder.some((time, index) => index > 0 && time < inOrder[index - 1]!)) found.push('times go backwards');
  return found;
}

/** The same for what the device reads, which has values and versions alone. hub-reference 3.6. */
export function sideDifferences(model: ModelTwin, shown: Plain): readonly string[] {
  const [desired, reported] = [plain(model.desired) as Members, plain(model.reported) as Members];
  const expected = canonical({
    desired: { ...desired, $version: model.desiredVersion },
    reported: { ...reported, $version: model.reportedVersion },
  });
  return canonical(shown) === expected ? [] : [`the device reads ${canonical(shown)}, the model has ${expected}`];
}

function compareValues(place: string, expected: Leaf | Tree, actual: Plain | undefined, found: string[]): void {
  if (!isTree(expected)) {
    if (JSON.stringify(expected.leaf) !== JSON.stringify(actual)) found.push(`${place}: ${JSON.stringify(actual)}`);
    return;
  }
  if (!isPlainObject(actual)) return void found.push(`${place}: an object was expected`);
  sameKeys(place, [...expected.members.keys()], Object.keys(actual), found);
  for (const [key, member] of expected.members) compareValues(`${place}.${key}`, member, own(actual, key), found);
}

type Comparison = {
  readonly versions: ReadonlyMap<number, number> | undefined;
  /** What time each write turned out to have; it must be one. */
  readonly times: Map<number, string>;
  readonly found: string[];
};

function compareMetadata(place: string, expected: Leaf | Tree, actual: Plain | undefined, to: Comparison): void {
  if (!isPlainObject(actual)) return void to.found.push(`${place} is missing`);
  const time = String(actual.$lastUpdated);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/.test(time)) to.found.push(`${place}: ${time} is no time`);
  if ((to.times.get(expected.stamp) ?? time) !== time) to.found.push(`${place}: stamped by another write`);
  to.times.set(expected.stamp, time);
  const version = to.versions?.get(expected.stamp);
  if (actual.$lastUpdatedVersion !== version) to.found.push(`${place}: $lastUpdatedVersion is not ${version}`);
  const members = without(actual, ['$lastUpdated', '$lastUpdatedVersion']);
  sameKeys(place, isTree(expected) ? [...expected.members.keys()] : [], Object.keys(members), to.found);
  if (!isTree(expected)) return;
  for (const [key, member] of expected.members) compareMetadata(`${place}.${key}`, member, own(members, key), to);
}

function sameKeys(place: string, expected: readonly string[], actual: readonly string[], found: string[]): void {
  const [one, other] = [[...expected].sort().join(), [...actual].sort().join()];
  if (one !== other) found.push(`${place}: the model has the keys ${one}, the hub ${other}`);
}

function without(
  object: { readonly [key: string]: Plain },
  names: readonly string[],
): { readonly [key: string]: Plain } {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !names.includes(key)));
}

function own(object: { readonly [key: string]: Plain }, key: string): Plain | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function etagText(counter: number): string {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(counter));
  return btoa(String.fromCharCode(...bytes));
}
