import { type Observable, ObservableValue } from '../lib/observable.ts';
import type { TwinTarget } from '../twin/twin-document.ts';
import type { ClientError } from './client-error.ts';
import { serviceError } from './sdk-errors.ts';
import type { IdentityDocument } from './service/identity-calls.ts';
import type { ServiceClient } from './service-client.ts';

export type DeviceRow = {
  readonly deviceId: string;
  readonly status: 'enabled' | 'disabled' | undefined;
  readonly connectionState: 'Connected' | 'Disconnected' | undefined;
  readonly lastActivityTime: string | undefined;
  readonly authenticationType: string | undefined;
  readonly isEdge: boolean;
};

export type DeviceListState = {
  readonly status: 'idle' | 'loading' | 'partial' | 'complete' | 'failed';
  readonly rows: readonly DeviceRow[];
  /** When the last page came, in milliseconds since the epoch. */
  readonly at: number | undefined;
  readonly error: ClientError | undefined;
};

/** The state of a list that has not been asked for yet. */
export const unreadDeviceList: DeviceListState = { status: 'idle', rows: [], at: undefined, error: undefined };

const text = 'SELECT * FROM devices';
const pageSize = 100;

/** A hub's devices, page by page: the registry's own list ends at 1000 and has no next page. */
export class DeviceList implements Observable<DeviceListState> {
  readonly #service: ServiceClient;
  readonly #state = new ObservableValue<DeviceListState>(unreadDeviceList);
  #continuation: string | undefined;

  constructor(service: ServiceClient) {
    this.#service = service;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#state.subscribe(listener);
  readonly getSnapshot = (): DeviceListState => this.#state.getSnapshot();

  /** Reads the first page anew. Never rejects: a failure is part of the state. */
  async reload(): Promise<void> {
    this.#continuation = undefined;
    await this.#load([]);
  }

  /** The next page; does nothing unless there are more. */
  async more(): Promise<void> {
    if (this.getSnapshot().status === 'partial') await this.#load(this.getSnapshot().rows);
  }

  /** A new device is in the list afterwards; a module of one changes nothing in it. */
  async create(target: TwinTarget): Promise<IdentityDocument> {
    const identity = await this.#service.identities.create(target);
    if (target.moduleId === undefined) await this.reload();
    return identity;
  }

  async delete(target: TwinTarget): Promise<void> {
    await this.#service.identities.delete(target);
    const { deviceId, moduleId } = target;
    if (moduleId !== undefined) return;
    this.#state.update(state => ({ ...state, rows: state.rows.filter(row => row.deviceId !== deviceId) }));
  }

  async setStatus(deviceId: string, status: 'enabled' | 'disabled'): Promise<void> {
    await this.#service.identities.setStatus(deviceId, status);
    const rows = this.getSnapshot().rows.map(row => (row.deviceId === deviceId ? { ...row, status } : row));
    this.#state.update(state => ({ ...state, rows }));
  }

  async #load(before: readonly DeviceRow[]): Promise<void> {
    this.#state.update(state => ({ ...state, status: 'loading' }));
    try {
      const pages = this.#service.query(text, { pageSize, continuation: this.#continuation });
      const { value: page } = await pages.next();
      this.#continuation = page?.continuation;
      const rows = [...before, ...(page?.rows ?? []).map(rowOf)];
      const status = this.#continuation === undefined ? 'complete' : 'partial';
      this.#state.set({ status, rows, at: Date.now(), error: undefined });
    } catch (error) {
      this.#state.update(state => ({ ...state, status: 'failed', error: serviceError(error) }));
    }
  }
}

function rowOf(twin: { readonly [member: string]: unknown }): DeviceRow {
  const { deviceId, status, connectionState, lastActivityTime, authenticationType, capabilities } = twin as {
    readonly deviceId: string;
    readonly status?: DeviceRow['status'];
    readonly connectionState?: DeviceRow['connectionState'];
    readonly lastActivityTime?: string;
    readonly authenticationType?: string;
    readonly capabilities?: { readonly iotEdge?: boolean };
  };
  const isEdge = capabilities?.iotEdge === true;
  return { deviceId, status, connectionState, lastActivityTime, authenticationType, isEdge };
}
