import { describe, expect, it } from 'vitest';
import { maskSentKeys, maskWrittenKeys } from '../../../src/hub/http/mask-keys.ts';

const key = 'c2VjcmV0+/=';

describe('keys in a text', () => {
  it.each([
    ['JSON', `{"primaryKey": "${key}","a":1}`, '{"primaryKey": "***","a":1}'],
    ['in any case', `{"SecondaryKey":"${key}"}`, '{"SecondaryKey":"***"}'],
    ['as Python prints it', `{'primaryKey': '${key}', 'a': 1}`, `{'primaryKey': "***", 'a': 1}`],
    ['without quotes', `{"primaryKey":${key}}`, '{"primaryKey":"***"}'],
    ['cut off', `{"primaryKey":"${key}`, '{"primaryKey":"***"'],
    ['a text inside of JSON', `"{\\"primaryKey\\":\\"${key}\\"}"`, '"{\\"primaryKey\\":"***"\\"}"'],
    ['none', '{"primaryKey":null,"secondaryKeys":1}', '{"primaryKey":null,"secondaryKeys":1}'],
  ])('are stars: %s', (_, text, masked) => {
    expect(maskWrittenKeys(text)).toBe(masked);
  });
});

describe('keys in the body of an operation that takes some', () => {
  it('are stars wherever they stand, and nothing else is', () => {
    const body = { id: 'd', symmetricKey: { primaryKey: key, secondaryKey: null }, policyKey: 'swap' };
    expect(maskSentKeys(JSON.stringify(body))).toBe(
      '{"id":"d","symmetricKey":{"primaryKey":"***","secondaryKey":null},"policyKey":"swap"}',
    );
    expect(maskSentKeys(`{"symmetricKey":"${key}"}`)).toBe('{"symmetricKey":"***"}');
    expect(maskSentKeys(`{"primary\\u004bey":"${key}"}`)).toBe('{"primaryKey":"***"}');
    expect(maskSentKeys('{ "a": 1.0 }')).toBe('{ "a": 1.0 }');
  });

  it('cannot be told from the rest where there is no JSON, so nothing is shown', () => {
    expect(maskSentKeys(`{'k': '${key}'}`)).toBeUndefined();
    expect(maskSentKeys(`{"key":"${key}`)).toBeUndefined();
  });
});
