// Taken apart: the bundler writes the classes below for `Intl.Segmenter` and `Intl.Collator`.
const { Segmenter, Collator } = Intl;

/** No character of these belongs to the one before it: Latin, Greek, Cyrillic, signs, arrows, lines and blocks. */
const alone =
  /^[\n\u001B\u0020-\u007E\u00A1-\u00AC\u00AE-\u02FF\u0391-\u03A9\u03B1-\u03C9\u0400-\u0482\u048A-\u052F\u2010-\u2027\u2030-\u205E\u20A0-\u20BF\u2190-\u21FF\u2200-\u22FF\u23CE\u2500-\u25FC\u2713-\u2718]*$/;

/**
 * Graphemes, in the place of Intl's own in the bundle: text modules make theirs when they are loaded, and Node takes
 * 14 ms for the first. The first frame needs none.
 */
export class LazySegmenter {
  readonly #locales: Intl.LocalesArgument;
  #segmenter: Intl.Segmenter | undefined;

  /** What options could ask for is what they are without: none of those inside asks for words or sentences. */
  constructor(locales?: Intl.LocalesArgument, _options?: { readonly granularity?: 'grapheme' }) {
    this.#locales = locales;
  }

  segment(text: string): Iterable<Intl.SegmentData> {
    if (alone.test(text)) return text.split('').map((segment, index) => ({ segment, index, input: text }));
    this.#segmenter ??= new Segmenter(this.#locales);
    return this.#segmenter.segment(text);
  }
}

/** In the place of Intl's own, for the same reason. */
export class LazyCollator {
  readonly #locales: string | undefined;
  readonly #options: Intl.CollatorOptions | undefined;
  #collator: Intl.Collator | undefined;

  constructor(locales?: string, options?: Intl.CollatorOptions) {
    this.#locales = locales;
    this.#options = options;
  }

  compare(one: string, other: string): number {
    this.#collator ??= new Collator(this.#locales, this.#options);
    return this.#collator.compare(one, other);
  }
}
