import { describe, expect, it } from 'vitest';
import { coversResource } from '../../../src/hub/access/sas-scope.ts';
import { isSignedBy, signSas } from '../../../src/hub/access/sas-signature.ts';
import { parseSasToken } from '../../../src/hub/access/sas-token.ts';
import vectors from '../../fixtures/rest/sas-vectors.json' with { type: 'json' };

const { key, expiry } = vectors;

describe('a shared access signature', () => {
  for (const { sr, sig } of vectors.tokens) {
    it(`of the raw resource ${sr} verifies in every order of its fields`, () => {
      const fields = [`sr=${sr}`, `sig=${sig}`, `se=${expiry}`];
      for (const order of permutations(fields)) {
        const token = parseSasToken(`SharedAccessSignature ${order.join('&')}`)!;
        expect(isSignedBy(token, [key])).toBe(true);
        expect(isSignedBy(token, [null, key])).toBe(true);
        expect(isSignedBy(token, [Buffer.alloc(32, 1).toString('base64')])).toBe(false);
      }
    });
  }

  it('is written as the SDKs write it', () => {
    const [vector] = vectors.tokens;
    expect(signSas({ resource: 'localhost/devices/dev1', expiry, key })).toBe(
      `SharedAccessSignature sr=${vector!.sr}&sig=${vector!.sig}&se=${expiry}`,
    );
    expect(signSas({ resource: 'localhost', expiry, key, policy: 'service' })).toMatch(/&skn=service$/);
  });

  it('is none when a part is missing, doubled or no number', () => {
    for (const text of vectors.malformed) expect(parseSasToken(text), text).toBeUndefined();
  });

  it('does not verify when one character of it changes', () => {
    const token = parseSasToken(signSas({ resource: 'localhost', expiry, key }))!;
    expect(isSignedBy({ ...token, rawExpiry: String(expiry + 1) }, [key])).toBe(false);
    expect(isSignedBy({ ...token, rawResource: 'localhos' }, [key])).toBe(false);
    expect(isSignedBy({ ...token, signature: token.signature.slice(0, 20) }, [key])).toBe(false);
    expect(isSignedBy(token, ['', null])).toBe(false);
  });
});

describe('the scope of a token', () => {
  for (const { scope, resource, covered } of vectors.scopes) {
    it(`${scope} ${covered ? 'covers' : 'does not cover'} ${resource}`, () => {
      expect(coversResource(scope, ['localhost', 'hub.example'], resource === '' ? [] : resource.split('/'))).toBe(
        covered,
      );
    });
  }
});

function permutations<T>(list: readonly T[]): readonly (readonly T[])[] {
  if (list.length === 0) return [[]];
  return list.flatMap((head, index) =>
    permutations(list.filter((_, other) => other !== index)).map(rest => [head, ...rest]),
  );
}
