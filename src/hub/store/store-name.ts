/**
 * A store is a row of generations. `000002.snapshot` has all there was when `000002.log` began, `000002.log` what was
 * written since; the next generation begins when the log has grown long.
 */
export type StoreName = { readonly generation: number; readonly type: 'log' | 'snapshot' };

export function storeName({ generation, type }: StoreName): string {
  return `${String(generation).padStart(6, '0')}.${type}`;
}

/** Undefined for files that are none of the store's. */
export function parseStoreName(name: string): StoreName | undefined {
  const match = /^(\d{6,15})\.(log|snapshot)$/.exec(name);
  return match ? { generation: Number(match[1]), type: match[2] as StoreName['type'] } : undefined;
}
