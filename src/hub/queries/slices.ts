/** Milliseconds after which a query lets other work go first; a device must not wait more than 10. */
const sliceMilliseconds = 2;

/** Runs steps to their end and hands control back to the event loop between slices of a few milliseconds. */
export async function runInSlices<T>(steps: Iterator<void, T>, isOver: () => boolean = () => false): Promise<T> {
  let sliceEnd = performance.now() + sliceMilliseconds;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < sliceEnd) continue;
    await new Promise<void>(resolve => setImmediate(resolve));
    if (isOver()) throw new Error('the hub stopped before the query was done');
    sliceEnd = performance.now() + sliceMilliseconds;
  }
}
