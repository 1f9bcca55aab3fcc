/**
 * Lets everything else run at least every `milliseconds` of a long loop:
 *
 *     const breathe = breather();
 *     for (…) { const pause = breathe(); if (pause !== undefined) await pause; … }
 */
export function breather(milliseconds = 10): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < milliseconds) return undefined;
    return new Promise(resolve =>
      setImmediate(() => {
        since = performance.now();
        resolve();
      }),
    );
  };
}
