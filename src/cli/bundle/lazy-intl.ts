// Taken apart: the bundler writes the classes below for `Intl.Segmenter`.
const { Segmenter, Collator } = Intl;

/**
 * In the place of Intl's own in the bundle: text modules make theirs when they are loaded, and Node takes 14 ms for the
 * first. The first frame needs none.
 */
export class LazySegmenter {
  readonly #options: readonly [locales?: Intl.LocalesArgument, options?: Intl.SegmenterOptions];
  #segmenter: Intl.Segmenter | undefined;

  constructor(...options: readonly [locales?: Intl.LocalesArgument, options?: Intl.SegmenterOptions]) {
    this.#options = options;
  }

  segment(text: string): Intl.Segments {
    this.#segmenter ??= new Segmenter(...this.#options);
    return this.#segmenter.segment(text);
  }
}

export class LazyCollator {
  readonly #options: readonly [locales?: string, options?: Intl.CollatorOptions];
  #collator: Intl.Collator | undefined;

  constructor(...options: readonly [locales?: string, options?: Intl.CollatorOptions]) {
    this.#options = options;
  }

  compare(one: string, other: string): number {
    this.#collator ??= new Collator(...this.#options);
    return this.#collator.compare(one, other);
  }
}
