import { AppError, ExitCode } from '../lib/errors.ts';
import { isObject, type Json, type JsonObject, kindOf } from '../lib/json.ts';
import type { TwinPatch } from '../twin/twin-document.ts';
import type { Nulls } from '../twin/validate.ts';
import { checkWrite } from './checked-write.ts';

/**
 * A hub ignores members that it does not know, so that a patch such as `{"desired":{…}}` would do nothing, in silence.
 * Whole twins are taken as they were printed: what cannot be written is left out. Throws AppError.
 */
export function readWrite(body: JsonObject, nulls: Nulls): TwinPatch {
  const { properties } = body;
  const whole = typeof body.deviceId === 'string' && isObject(properties);
  const desired = isObject(properties) ? properties.desired : undefined;
  if (!whole) refuseUnknown(body, properties);
  const write = { ...sectionOf('tags', body.tags, nulls) };
  const section = sectionOf('desired', desired, nulls);
  return { ...write, ...(section.desired !== undefined && { properties: section }) } as TwinPatch;
}

function refuseUnknown(body: JsonObject, properties: Json | undefined): void {
  const inside = isObject(properties) ? Object.keys(properties).filter(key => key !== 'desired') : [];
  const unknown = [
    ...Object.keys(body).filter(key => key !== 'tags' && key !== 'properties'),
    ...inside.map(key => `properties.${key}`),
  ][0];
  if (unknown === undefined) return;
  if (unknown === 'desired') {
    throw new AppError('desired belongs inside properties', {
      hint: 'Write {"properties":{"desired":{…}}}.',
      exitCode: ExitCode.usage,
    });
  }
  throw new AppError(`a service cannot write ${JSON.stringify(unknown)}`, {
    hint: 'Expected {"tags":{…},"properties":{"desired":{…}}}, or one of the two.',
    exitCode: ExitCode.usage,
  });
}

function sectionOf(name: 'tags' | 'desired', value: Json | undefined, nulls: Nulls): { readonly [name: string]: Json } {
  if (value === undefined) return {};
  if (value === null && nulls === 'delete') return { [name]: null };
  if (!isObject(value)) {
    throw new AppError(`${name} must be a JSON object, found ${kindOf(value)}`, {
      hint: `Expected members and their values, such as {"${name}":{"a":1}}${name === 'tags' ? '' : ' in properties'}.`,
      exitCode: ExitCode.usage,
    });
  }
  const { $metadata: _metadata, $version: _version, ...values } = value;
  checkWrite(name, values, nulls);
  return { [name]: values };
}
