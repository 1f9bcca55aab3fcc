/** What a colour means; nothing in the screen names a colour but this file. */
export type Tone =
  | 'muted'
  | 'focus'
  | 'title'
  | 'key'
  | 'string'
  | 'number'
  | 'constant'
  | 'good'
  | 'warn'
  | 'bad'
  | 'changed'
  | 'differs'
  | 'keyword'
  | 'function'
  | 'hint'
  | 'guard';

export const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
export type Colour = (typeof colours)[number] | `${(typeof colours)[number]}Bright`;

type Look = { readonly color?: Colour; readonly dim?: boolean; readonly bold?: boolean };
export type Theme = { readonly name: 'dark' | 'light'; readonly tones: Readonly<Record<Tone, Look>> };

/**
 * Of the sixteen named colours, so that the user's palette holds; blue and yellow carry what matters, as they stay
 * apart for all kinds of colour blindness, and every meaning has a sign or a word beside its colour.
 */
export const dark: Theme = {
  name: 'dark',
  tones: {
    muted: { dim: true },
    focus: { color: 'cyan', bold: true },
    title: { bold: true },
    key: { color: 'blueBright' },
    string: { color: 'green' },
    number: { color: 'yellow' },
    constant: { color: 'magenta' },
    good: { color: 'green' },
    warn: { color: 'yellow' },
    bad: { color: 'redBright', bold: true },
    changed: { color: 'cyanBright', bold: true },
    differs: { color: 'yellowBright', bold: true },
    keyword: { color: 'blueBright', bold: true },
    function: { color: 'cyan' },
    hint: { color: 'cyan' },
    guard: { color: 'magentaBright', bold: true },
  },
};

/** On white, yellow and the bright colours vanish. */
export const light: Theme = {
  name: 'light',
  tones: {
    ...dark.tones,
    focus: { color: 'blue', bold: true },
    key: { color: 'blue' },
    number: { color: 'magenta' },
    constant: { color: 'magenta' },
    warn: { color: 'red' },
    bad: { color: 'red', bold: true },
    changed: { color: 'blue', bold: true },
    differs: { color: 'red', bold: true },
    keyword: { color: 'blue', bold: true },
    function: { color: 'blue' },
    hint: { color: 'blue' },
    guard: { color: 'magenta', bold: true },
  },
};

/** The theme of that name; undefined for any other word. */
export function themeOf(name: string | undefined): Theme['name'] | undefined {
  return name === 'light' || name === 'dark' ? name : undefined;
}

/** `COLORFGBG` is `foreground;background`; 7 and 15 are white. Dark where nothing is known. */
export function themeFor(environment: { readonly TWIN_TUI_THEME?: string; readonly COLORFGBG?: string }): Theme {
  const { TWIN_TUI_THEME, COLORFGBG: colours } = environment;
  const wanted = themeOf(TWIN_TUI_THEME);
  if (wanted !== undefined) return wanted === 'light' ? light : dark;
  const background = colours?.split(';').at(-1);
  return background === '7' || background === '15' ? light : dark;
}

export type Borders = Readonly<Record<'topLeft' | 'topRight' | 'bottomLeft' | 'bottomRight' | 'line' | 'side', string>>;

export const roundBorders: Borders = {
  topLeft: '╭',
  topRight: '╮',
  bottomLeft: '╰',
  bottomRight: '╯',
  line: '─',
  side: '│',
};
export const heavyBorders: Borders = {
  topLeft: '┏',
  topRight: '┓',
  bottomLeft: '┗',
  bottomRight: '┛',
  line: '━',
  side: '┃',
};
