/** The few calls by which the store touches the disk; a test may stand between, to fail any of them. */
export interface StoreFiles {
  /** Names in a directory, in no order. */
  list(directory: string): Promise<string[]>;
  /** `create` empties what is there; `update` reads and writes what must be there. */
  open(path: string, mode: 'read' | 'create' | 'update'): Promise<StoreFile>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes creations, renames and removals in a directory durable. */
  syncDirectory(directory: string): Promise<void>;
}

export interface StoreFile {
  size(): Promise<number>;
  /** Fills the buffer as far as the file goes; resolves with the number of bytes read. */
  read(buffer: Buffer, position: number): Promise<number>;
  /** Writes the whole buffer. */
  write(buffer: Buffer, position: number): Promise<void>;
  truncate(length: number): Promise<void>;
  /** Resolves when what was written is on the disk itself. */
  sync(): Promise<void>;
  close(): Promise<void>;
}
