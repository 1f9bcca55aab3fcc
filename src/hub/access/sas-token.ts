import { bounds } from '../../lib/bounds.ts';

/** A shared access signature as it came, not yet verified. hub-reference 0.4. */
export type SasToken = {
  /** `sr` exactly as written in the token: the signature is over this text. */
  readonly rawResource: string;
  /** `sr` decoded. */
  readonly resource: string;
  /** `sig` decoded: base64 text. */
  readonly signature: string;
  /** `se`: Unix seconds. */
  readonly expiry: number;
  /** `se` exactly as written. */
  readonly rawExpiry: string;
  /** `skn`: a shared access policy's name; undefined when an identity's own key signed. */
  readonly policy: string | undefined;
};

const scheme = /^SharedAccessSignature\s+/i;
/** Far above what any client writes: two ids of 128 characters, percent-encoded, and a signature. */
const longestToken = bounds.rest.token;

/** Takes a token apart, its fields in any order; undefined when it is none. */
export function parseSasToken(text: string): SasToken | undefined {
  const prefix = scheme.exec(text)?.[0];
  if (prefix === undefined || text.length > longestToken) return undefined;
  const fields = new Map<string, string>();
  for (const pair of text.slice(prefix.length).trim().split('&')) {
    const equals = pair.indexOf('=');
    if (equals < 1 || fields.has(pair.slice(0, equals))) return undefined;
    fields.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  return tokenOf(fields);
}

function tokenOf(fields: ReadonlyMap<string, string>): SasToken | undefined {
  const [rawResource, rawExpiry, rawPolicy] = [fields.get('sr'), fields.get('se'), fields.get('skn')];
  if (rawResource === undefined || rawExpiry === undefined || !/^\d{1,15}$/.test(rawExpiry)) return undefined;
  const resource = decoded(rawResource);
  const signature = decoded(fields.get('sig') ?? '');
  const policy = decoded(rawPolicy ?? '');
  if (!resource || !signature || policy === undefined) return undefined;
  // An empty `skn` is what some clients write for none.
  return { rawResource, resource, signature, expiry: Number(rawExpiry), rawExpiry, policy: policy || undefined };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
