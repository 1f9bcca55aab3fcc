/**
 * A path of the twin that the text began with. As long as it stands there it is taken as it is: the hub's keys may hold
 * `=` and begin or end with what looks like a blank, which no text could tell.
 */
export type KnownPath = {
  readonly text: string;
  readonly section: 'tags' | 'desired';
  readonly path: readonly string[];
  /** It stands for what the device reports there: what is typed is the wish for it. */
  readonly isWish?: boolean;
};

export type KeyPart = { readonly key: string; readonly offset: number; readonly isKnown?: boolean };

/** How a known path is typed. */
export function knownPath(section: 'tags' | 'desired', path: readonly string[]): KnownPath {
  return { text: [section, ...path].join('.'), section, path };
}

/** The section and the keys of a text, and where the `=` behind them is. */
export function pathParts(
  text: string,
  known: KnownPath | undefined,
): { readonly parts: readonly KeyPart[]; readonly end: number | undefined } {
  const isKnown = known !== undefined && stillStands(text, known);
  const from = isKnown ? known.text.length : 0;
  const end = text.indexOf('=', from);
  const typed = keyParts(text.slice(from, Math.max(from, end)), from);
  return { parts: isKnown ? joined(known, typed) : typed, end: end < 0 ? undefined : end };
}

function stillStands(text: string, { text: before, path }: KnownPath): boolean {
  return text.startsWith(before) && (path.length > 0 || /^[ \t]*[=.]/.test(text.slice(before.length)));
}

/** What is typed right behind the path makes its last key longer. */
function joined({ section, path }: KnownPath, [longer, ...further]: readonly KeyPart[]): readonly KeyPart[] {
  let offset = 0;
  const kept = [section, ...path].map((key): KeyPart => {
    const part = { key, offset, isKnown: true };
    offset += key.length + 1;
    return part;
  });
  const last = kept.at(-1)!;
  return [...kept.slice(0, -1), { ...last, key: last.key + (longer?.key ?? '') }, ...further];
}

function keyParts(text: string, from: number): readonly KeyPart[] {
  let offset = from;
  return text.split('.').map(part => {
    const key = trimBlanks(part, offset);
    offset += part.length + 1;
    return key;
  });
}

/** Only what the hub refuses in keys is taken off: `trim` would alter a key that begins with a no-break space. */
export function trimBlanks(text: string, from: number): KeyPart {
  const [, before = '', key = ''] = /^([ \t]*)(.*?)[ \t]*$/s.exec(text) ?? [];
  return { key, offset: from + before.length };
}
