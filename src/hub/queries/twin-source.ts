import type { Json, JsonObject } from '../../lib/json.ts';
import { readMember } from '../../query/engine/read-member.ts';
import type { RowReader, RowSource } from '../../query/engine/row-source.ts';
import type { RowNumber, RowTable } from '../../query/engine/row-table.ts';
import type { Connections } from '../context.ts';
import type { HubState } from '../state/hub-state.ts';
import { type IdentityKey, splitKey } from '../state/identity.ts';
import { heldRoots } from './twin-row.ts';

export type TwinSourceParts = {
  readonly table: RowTable;
  readonly state: HubState;
  readonly connections: Connections;
  readonly isModules: boolean;
  readonly document: (key: IdentityKey) => JsonObject;
};

/** Members of twins that change without a write, or are asked for so seldom that the index does not hold them. */
export class TwinSource implements RowSource {
  readonly #parts: TwinSourceParts;
  #parsedRow: RowNumber = -1;
  #parsed: JsonObject = {};
  readonly #members: { readonly [root: string]: (key: IdentityKey) => Json | undefined };

  constructor(parts: TwinSourceParts) {
    this.#parts = parts;
    const { connections } = parts;
    this.#members = {
      deviceId: key => splitKey(key).deviceId,
      moduleId: key => splitKey(key).moduleId,
      connectionState: key => (connections.activity(key).connected ? 'Connected' : 'Disconnected'),
      lastActivityTime: key => connections.activity(key).lastActivityTime,
      cloudToDeviceMessageCount: () => 0,
    };
    parts.table.onChange(row => {
      if (row === this.#parsedRow) this.#parsedRow = -1;
    });
  }

  reader(segments: readonly string[]): RowReader | undefined {
    const [root = '', ...rest] = segments;
    if (heldRoots.has(root) && !segments.includes('$metadata')) return undefined;
    const member = Object.hasOwn(this.#members, root) ? this.#members[root] : undefined;
    const isVolatile = root === 'connectionState' || root === 'lastActivityTime';
    if (member === undefined) return { read: row => this.#fromDocument(row, segments), parses: true, isVolatile };
    const read = (row: RowNumber) => {
      const key = this.#parts.table.keyOf(row);
      const value = key === undefined ? undefined : member(key);
      return rest.length === 0 ? value : readMember(value, rest);
    };
    return { read, parses: false, isVolatile };
  }

  document(row: RowNumber): JsonObject {
    const key = this.#parts.table.keyOf(row);
    return key === undefined ? {} : this.#parts.document(key);
  }

  rowsOf(deviceId: string): readonly RowNumber[] {
    const { table, state, isModules } = this.#parts;
    const keys = isModules ? state.modulesOf(deviceId) : [deviceId];
    return keys.map(key => table.rowOf(key)).filter(row => row !== undefined);
  }

  #fromDocument(row: RowNumber, segments: readonly string[]): Json | undefined {
    if (row !== this.#parsedRow) {
      this.#parsed = this.document(row);
      this.#parsedRow = row;
    }
    return readMember(this.#parsed, segments);
  }
}
