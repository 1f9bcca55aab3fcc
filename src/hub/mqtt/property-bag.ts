export type PropertyBag = { readonly [name: string]: string | null };

/**
 * `k=v&k2=&k3` as written behind a topic; null where there is no `=`, as in a tail such as `LWT`. Names and values that
 * are not well encoded are kept as written. hub-reference 3.5.
 */
export function parsePropertyBag(text: string): PropertyBag {
  const bag: { [name: string]: string | null } = Object.create(null);
  for (const pair of text.replace(/^\?/, '').replace(/\/$/, '').split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals < 0) bag[decode(pair)] = null;
    else bag[decode(pair.slice(0, equals))] = decode(pair.slice(equals + 1));
  }
  return bag;
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
