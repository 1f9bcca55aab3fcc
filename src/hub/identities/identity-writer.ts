import { decimalEtag } from '../../twin/etag.ts';
import { createTwin, type TwinState } from '../../twin/twin.ts';
import { timestamp } from '../clock.ts';
import type { HubContext } from '../context.ts';
import { hubError } from '../error-codes.ts';
import type { Cause } from '../feed.ts';
import { argumentInvalid } from '../hub-error.ts';
import type { Change } from '../state/hub-state.ts';
import { type Identity, type IdentityKey, identityKey } from '../state/identity.ts';
import { settledRefusal } from '../state/settled.ts';
import { edgeModuleDrafts, isSystemModule } from './edge-modules.ts';
import type { IdentityDraft } from './identity-draft.ts';
import { identityExists, identityNotFound, preconditionFailed } from './identity-errors.ts';
import { requireRoom } from './identity-limits.ts';
import { makeIdentity } from './new-identity.ts';

/** An identity before and after a write; a step without `before` is a birth, one without `after` a death. */
type Step = { readonly before: Identity | undefined; readonly after: Identity | undefined };

export type CreateOptions = {
  readonly cause: Cause;
  /** Makes the first state of the twin out of the empty one. */
  readonly twin?: ((empty: TwinState) => TwinState) | undefined;
};
export type ConditionalOptions = { readonly ifMatch: string | undefined; readonly cause: Cause };

type WriterContext = Pick<HubContext, 'state' | 'clock' | 'random' | 'feed' | 'faults'>;

/**
 * The only way identities change. A twin is born and dies with its identity, in the same commit; modules die with
 * their device. It holds nothing of its own, so whoever needs one makes one. hub-reference 1.
 */
export class IdentityWriter {
  readonly #context: WriterContext;

  constructor(context: WriterContext) {
    this.#context = context;
  }

  /** Creates without `ifMatch`, else updates (hub-reference 0.5). Throws HubError 400, 404, 409, 412, 413. */
  put(draft: IdentityDraft, { ifMatch, cause }: ConditionalOptions): Promise<Identity> {
    return ifMatch === undefined ? this.create(draft, { cause }) : this.update(draft, { ifMatch, cause });
  }

  /** Throws HubError 400, 409, 413. */
  create(draft: IdentityDraft, options: CreateOptions): Promise<Identity> {
    return this.#tell(this.#create(draft, options));
  }

  async #create(draft: IdentityDraft, { cause, twin }: CreateOptions): Promise<Identity> {
    const { state } = this.#context;
    const key = identityKey(draft.deviceId, draft.moduleId);
    if (draft.moduleId !== undefined) refuseSystemModule(draft.moduleId);
    if (state.get('identity', key) !== undefined) throw identityExists(draft);
    requireRoom(this.#context, draft);
    const identity = makeIdentity(this.#context, draft);
    const first = twin ?? (empty => empty);
    await this.#commit([{ before: undefined, after: identity }, ...this.#edgeModules(identity)], cause, key, first);
    return identity;
  }

  /** Throws HubError 400, 404, 412. */
  update(draft: IdentityDraft, options: ConditionalOptions): Promise<Identity> {
    return this.#tell(this.#update(draft, options));
  }

  async #update(draft: IdentityDraft, { ifMatch, cause }: ConditionalOptions): Promise<Identity> {
    const before = this.#require(draft);
    if (draft.moduleId !== undefined) refuseSystemModule(draft.moduleId);
    requireMatch(before, ifMatch);
    const after = makeIdentity(this.#context, draft, before);
    await this.#commit([{ before, after }, ...this.#edgeChange(before, after)], cause);
    return after;
  }

  /** Without `ifMatch` it is refused. Throws HubError 404, 412. */
  delete(name: Pick<IdentityDraft, 'deviceId' | 'moduleId'>, options: ConditionalOptions): Promise<void> {
    return this.#tell(this.#delete(name, options));
  }

  async #delete(name: Pick<IdentityDraft, 'deviceId' | 'moduleId'>, options: ConditionalOptions): Promise<void> {
    const before = this.#require(name);
    if (name.moduleId !== undefined) refuseSystemModule(name.moduleId);
    if (options.ifMatch === undefined) throw preconditionFailed('PreconditionFailed, Etag missing.');
    requireMatch(before, options.ifMatch);
    await this.#commit([...this.#modules(before), { before, after: undefined }], options.cause);
  }

  /** Other keys for an identity that has keys. Throws HubError 400, 404. */
  async rekey(
    name: Pick<IdentityDraft, 'deviceId' | 'moduleId'>,
    change: (keys: Identity['authentication']['symmetricKey']) => Identity['authentication']['symmetricKey'],
    cause: Cause,
  ): Promise<Identity> {
    const before = this.#require(name);
    const { authentication, etag } = before;
    if (authentication.type !== 'sas') throw argumentInvalid('only identities of the type sas have keys');
    const symmetricKey = change(authentication.symmetricKey);
    const after = { ...before, etag: etag + 1, authentication: { ...authentication, symmetricKey } };
    await this.#commit([{ before, after }], cause);
    return after;
  }

  /** A refusal may rest on a write that is not on disk yet, and may be undone. */
  #tell<T>(writing: Promise<T>): Promise<T> {
    return writing.catch(async refusal => {
      throw await settledRefusal(this.#context.state, 'identity', undefined, refusal);
    });
  }

  #require({ deviceId, moduleId }: Pick<IdentityDraft, 'deviceId' | 'moduleId'>): Identity {
    const identity = this.#context.state.get('identity', identityKey(deviceId, moduleId));
    if (identity === undefined) throw identityNotFound({ deviceId, moduleId });
    return identity;
  }

  #edgeModules(device: Identity): readonly Step[] {
    if (!device.capabilities.iotEdge) return [];
    return edgeModuleDrafts(device).map(draft => ({ before: undefined, after: makeIdentity(this.#context, draft) }));
  }

  #edgeChange(before: Identity, after: Identity): readonly Step[] {
    if (before.capabilities.iotEdge === after.capabilities.iotEdge) return [];
    if (after.capabilities.iotEdge) return this.#edgeModules(after);
    return this.#modules(before).filter(step => isSystemModule(step.before?.moduleId ?? ''));
  }

  #modules(device: Identity): readonly Step[] {
    if (device.moduleId !== undefined) return [];
    const { state } = this.#context;
    return state.modulesOf(device.deviceId).map(key => ({ before: state.get('identity', key), after: undefined }));
  }

  async #commit(
    steps: readonly Step[],
    cause: Cause,
    newKey?: IdentityKey,
    firstTwin: (empty: TwinState) => TwinState = empty => empty,
  ): Promise<void> {
    const { state, clock, feed } = this.#context;
    const empty = createTwin(timestamp(clock));
    const changes = steps.flatMap(({ before, after }): Change[] => {
      const key = keyOf(before ?? after!);
      const change: Change = { kind: 'identity', key, value: after };
      if (before !== undefined && after !== undefined) return [change];
      const twin = after && (key === newKey ? firstTwin(empty) : empty);
      return [change, { kind: 'twin', key, value: twin }];
    });
    await state.commit(changes);
    for (const { before, after } of steps) {
      const operation = before === undefined ? 'create' : after === undefined ? 'delete' : 'update';
      feed.emit({ type: 'lifecycle', key: keyOf(before ?? after!), operation, before, after, cause });
    }
  }
}

function keyOf({ deviceId, moduleId }: Identity): IdentityKey {
  return identityKey(deviceId, moduleId);
}

function requireMatch(identity: Identity, ifMatch: string | undefined): void {
  if (ifMatch === '*' || ifMatch === decimalEtag(identity.etag)) return;
  throw preconditionFailed('PreconditionFailed, ETag may be invalid.');
}

function refuseSystemModule(moduleId: string): void {
  if (!isSystemModule(moduleId)) return;
  throw hubError(
    'ArgumentInvalid',
    `the module ${JSON.stringify(moduleId)} belongs to the hub: ids may not begin with $`,
  );
}
