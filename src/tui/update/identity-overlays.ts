import type { TwinTarget } from '../../twin/twin-document.ts';
import { fieldText } from '../edit/text-field.ts';
import { emptyField, type Overlay } from '../state.ts';
import { atTop } from './list-cursor.ts';

export type CreateIdentity = Extract<Overlay, { kind: 'create-identity' }>;
export type DeleteIdentity = Extract<Overlay, { kind: 'delete-identity' }>;

/** The modules of a device as they open; they are still to be read. */
export function allModules(deviceId: string): Extract<Overlay, { kind: 'modules' }> {
  return { kind: 'modules', deviceId, cursor: atTop, modules: undefined, problem: undefined };
}

/** The dialog as it opens; `parent` is the device that is to have a new module. */
export function newIdentity(parent: string | undefined): CreateIdentity {
  return { kind: 'create-identity', parent, field: emptyField, sending: false, problem: undefined };
}

export function deletion(target: TwinTarget): DeleteIdentity {
  return { kind: 'delete-identity', target, field: emptyField, sending: false, problem: undefined };
}

/** What is created; undefined while it has no name. */
export function identityNamed({ parent, field }: CreateIdentity): TwinTarget | undefined {
  const name = fieldText(field).trim();
  if (name === '') return undefined;
  return parent === undefined ? { deviceId: name } : { deviceId: parent, moduleId: name };
}
