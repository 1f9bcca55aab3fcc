import { aggregates, functions, signature } from '../language/functions.ts';
import { findMember, type Member, membersOf, sectionMembers } from '../language/members.ts';
import { printPath, printSegment } from '../language/print-path.ts';
import type { Offer } from './candidate.ts';
import type { Catalogue, FoundPath, PathEntry } from './catalogue.ts';
import type { Place } from './slot.ts';

const foundAnywhere = 30;
const foundBelow = 100;

/** The path as the catalogue knows it: no collection before it, the hub's names in their case. */
export function canonicalPath(written: readonly string[], { collection }: Place): readonly string[] {
  const [first = '', second = ''] = written;
  const isPrefixed = first.toLowerCase() === 'devices';
  const bare = written.slice(isPrefixed ? (/^(modules|jobs)$/i.test(second) ? 2 : 1) : 0);
  const root = findMember(membersOf(collection), bare[0] ?? '');
  const inner = findMember(root?.members ?? [], bare[1] ?? '');
  return bare.map((name, index) => (index === 0 ? root?.name : index === 1 ? inner?.name : undefined) ?? name);
}

/** What may follow the point behind `path`; at the beginning of a path, its first name or a whole one. */
export function offerMembers(place: Place, written: readonly string[], typed: string, catalogue: Catalogue): Offer[] {
  const path = canonicalPath(written, place);
  if (path.length > 0) return offerBelow(place, path, typed, catalogue);
  const members = membersOf(place.collection).filter(
    ({ name }) => name !== 'moduleId' || place.collection !== 'devices',
  );
  const roots = members.map(offerMember);
  if (written.length > 0 || place.collection === 'devices.jobs') return roots;
  const anywhere = typed === '' ? [] : (catalogue.find?.(typed, foundAnywhere) ?? []);
  return [...roots, ...sectionOffers, ...anywhere.filter(({ segments }) => isUsers(segments)).map(offerFound)];
}

const sectionOffers: readonly Offer[] = ['desired', 'reported'].map(name => ({
  label: `properties.${name}`,
  insert: `properties.${name}.`,
  kind: 'member',
  detail: 'object',
}));

function isUsers([root]: readonly string[]): boolean {
  return root === 'tags' || root === 'properties' || root === 'configurations';
}

function offerBelow(place: Place, path: readonly string[], typed: string, catalogue: Catalogue): Offer[] {
  const root = findMember(membersOf(place.collection), path[0]!);
  const prescribed = path.length === 1 ? (root?.members ?? []) : [];
  const learned = likely(catalogue.paths(path), typed).filter(
    ({ name }) => !prescribed.some(member => member.name === name),
  );
  const isSection = path[0] === 'properties' && path.length > 1;
  const counters = isSection ? sectionMembers.filter(({ name }) => isCounterOf(name, path)) : [];
  return [...prescribed.map(offerMember), ...learned.map(offerLearned), ...counters.map(offerMember)];
}

/**
 * No more than a menu holds, those that begin as typed before those that hold it: a twin may have thousands of names.
 */
function likely(entries: readonly PathEntry[], typed: string): readonly PathEntry[] {
  if (typed === '') return entries.slice(0, foundBelow);
  const folded = typed.toLowerCase();
  const places = entries.map(({ name }) => name.toLowerCase().indexOf(folded));
  const begin = entries.filter((_, index) => places[index] === 0);
  return [...begin, ...entries.filter((_, index) => places[index]! > 0)].slice(0, foundBelow);
}

/** Version and metadata belong to a section; the times to what is below its metadata. */
function isCounterOf(name: string, path: readonly string[]): boolean {
  return name.startsWith('$last') ? path.includes('$metadata') : path.length === 2;
}

function offerMember({ name, type, doc, members }: Member): Offer {
  const goesOn = members !== undefined || name === 'tags' || name === 'configurations';
  return { label: name, insert: goesOn ? `${name}.` : name, kind: 'member', detail: `${type}, ${doc}` };
}

function offerLearned({ name, count, type }: PathEntry): Offer {
  const insert = printSegment(name);
  return { label: name, insert: type === 'object' ? `${insert}.` : insert, kind: 'path', detail: type, count };
}

function offerFound({ segments, count, type, name }: FoundPath): Offer {
  const written = printPath({ segments: segments.map(each => ({ name: each, bracketed: false, span: nowhere })) });
  const detail = `${type} ${written}`;
  return { label: name, insert: type === 'object' ? `${written}.` : written, kind: 'path', detail, count };
}

const nowhere = { start: 0, end: 0 };

export function offerFunctions(): Offer[] {
  return functions.map(each => ({
    label: each.name,
    insert: `${each.name}(`,
    kind: 'function',
    detail: `${signature(each)}, ${each.doc}`,
  }));
}

export function offerAggregates(): Offer[] {
  return aggregates.map(each => ({
    label: each.name,
    insert: each.parameters.length === 0 ? `${each.name}()` : `${each.name}(`,
    kind: 'aggregate',
    detail: `${signature(each)}, ${each.doc}`,
  }));
}
