/** What the terminal can show. */
export type TerminalLook = {
  /** `mono` keeps bold, underlined and inverse text: the cursor's row must be seen without colours too. */
  readonly colours: 'plain' | 'mono' | 'colour';
  /** False: letters and lines beyond ASCII would come out as garbage. */
  readonly unicode: boolean;
};

export const plainLook: TerminalLook = { colours: 'plain', unicode: true };

type Environment = {
  readonly NO_COLOR?: string | undefined;
  readonly LC_ALL?: string | undefined;
  readonly LC_CTYPE?: string | undefined;
  readonly LANG?: string | undefined;
};

/**
 * From the colours that Node finds (bits per pixel; it heeds FORCE_COLOR and TERM) and the locale, whose first word
 * that is set counts. Where none is set nearly every terminal of today takes UTF-8.
 */
export function terminalLook(environment: Environment, colourDepth: number): TerminalLook {
  const { NO_COLOR, LC_ALL, LC_CTYPE, LANG } = environment;
  const locale = LC_ALL || LC_CTYPE || LANG || 'UTF-8';
  return { colours: NO_COLOR || colourDepth < 4 ? 'mono' : 'colour', unicode: /utf-?8/i.test(locale) };
}
