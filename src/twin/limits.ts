/** The limits of a twin. hub-reference 2.7. */
export const limits = {
  /** Size of the resulting section, in the units of `sectionSize`. */
  sectionSize: { tags: 8 * 1024, desired: 32 * 1024, reported: 32 * 1024 },
  /** UTF-8 bytes. */
  keyBytes: 1024,
  /** UTF-8 bytes. */
  stringBytes: 4096,
  integer: { min: -(2 ** 52), max: 2 ** 52 - 1 },
  /** Objects below the section's root; the tenth may hold scalars. */
  depth: 10,
} as const;

export type SectionName = keyof typeof limits.sectionSize;
