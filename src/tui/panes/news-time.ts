/** Milliseconds for which a change stays marked. */
export const newsTime = 10_000;
