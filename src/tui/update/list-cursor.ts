/** A place in a list that is read again while it is shown: the row's own name, and where it was. */
export type ListCursor = { readonly id: string | undefined; readonly index: number };

export const atTop: ListCursor = { id: undefined, index: 0 };

/** Where the cursor is among the names of the rows: on its row wherever that went, else where it was. */
export function cursorAt(ids: readonly string[], { id, index }: ListCursor): number {
  const found = id === undefined ? -1 : ids.indexOf(id);
  return found >= 0 ? found : Math.max(0, Math.min(ids.length - 1, index));
}

/** The cursor so many rows further down, and never past an end. */
export function movedBy(ids: readonly string[], cursor: ListCursor, by: number): ListCursor {
  const index = Math.max(0, Math.min(ids.length - 1, cursorAt(ids, cursor) + by));
  return { id: ids[index], index };
}
