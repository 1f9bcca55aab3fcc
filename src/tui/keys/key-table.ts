/** Where a binding holds: while a pane has the focus, in an overlay, or anywhere no text is being typed. */
export type Place = 'device' | 'twin' | 'query' | 'results' | 'global' | 'always' | 'edit' | 'preview' | 'wire';

export type Binding = {
  readonly act: string;
  readonly keys: readonly string[];
  readonly place: Place;
  /** For the help overlay. */
  readonly help: string;
  /** Shown in the line at the bottom, in a word or two. */
  readonly footer?: string;
};

/** Every key of the screen. Help, the line at the bottom and the tests are made from it. design 3. */
export const keyTable = [
  { place: 'always', act: 'help-anywhere', keys: ['ctrl+_'], help: 'help, while typing too' },
  { place: 'always', act: 'next-pane', keys: ['tab'], help: 'next pane', footer: 'next pane' },
  { place: 'always', act: 'previous-pane', keys: ['shift+tab'], help: 'previous pane' },
  { place: 'always', act: 'force-quit', keys: ['ctrl+c'], help: 'quit; twice forces it' },
  { place: 'global', act: 'help', keys: ['?'], help: 'this help', footer: 'help' },
  { place: 'global', act: 'focus-device', keys: ['1'], help: 'device pane' },
  { place: 'global', act: 'focus-twin', keys: ['2'], help: 'twin pane' },
  { place: 'global', act: 'focus-query', keys: ['3'], help: 'query prompt' },
  { place: 'global', act: 'zoom', keys: ['+'], help: 'this pane alone' },
  { place: 'global', act: 'unzoom', keys: ['_'], help: 'all panes again' },
  { place: 'global', act: 'toggle-wire', keys: ['@'], help: 'show or hide the wire log' },
  { place: 'global', act: 'toggle-theme', keys: ['T'], help: 'dark or light theme' },
  { place: 'global', act: 'toggle-lock', keys: ['L'], help: 'lock or unlock writing to this hub' },
  { place: 'global', act: 'quit', keys: ['q'], help: 'quit', footer: 'quit' },

  {
    place: 'device',
    act: 'toggle-channel',
    keys: ['space'],
    help: 'the other channel, reported to the hub',
    footer: 'toggle channel',
  },
  { place: 'device', act: 'set-cellular', keys: ['c'], help: 'report cellular' },
  { place: 'device', act: 'set-wifi', keys: ['w'], help: 'report wifi' },
  { place: 'device', act: 'toggle-online', keys: ['o'], help: 'go offline, come back online', footer: 'offline' },
  {
    place: 'device',
    act: 'next-policy',
    keys: ['p'],
    help: 'what the device does with desired: accept, ask, reject, delay',
    footer: 'policy',
  },
  { place: 'device', act: 'accept-offer', keys: ['y'], help: 'accept the desired property that waits' },
  { place: 'device', act: 'reject-offer', keys: ['n'], help: 'reject it' },

  { place: 'twin', act: 'up', keys: ['up', 'k'], help: 'up' },
  { place: 'twin', act: 'down', keys: ['down', 'j'], help: 'down' },
  { place: 'twin', act: 'previous-sibling', keys: ['K'], help: 'previous on this level' },
  { place: 'twin', act: 'next-sibling', keys: ['J'], help: 'next on this level' },
  { place: 'twin', act: 'top', keys: ['g', 'home'], help: 'to the top' },
  { place: 'twin', act: 'bottom', keys: ['G', 'end'], help: 'to the end' },
  { place: 'twin', act: 'page-up', keys: ['ctrl+u', 'pageup'], help: 'half a page up' },
  { place: 'twin', act: 'page-down', keys: ['ctrl+d', 'pagedown'], help: 'half a page down' },
  { place: 'twin', act: 'fold', keys: ['space'], help: 'fold or unfold', footer: 'fold' },
  { place: 'twin', act: 'fold-in', keys: ['left', 'h'], help: 'fold, or to the parent' },
  { place: 'twin', act: 'fold-out', keys: ['right', 'l'], help: 'unfold' },
  { place: 'twin', act: 'fold-all', keys: ['c'], help: 'fold all' },
  { place: 'twin', act: 'unfold-all', keys: ['E'], help: 'unfold all' },
  { place: 'twin', act: 'edit-value', keys: ['e', 'enter'], help: 'edit this value', footer: 'edit' },
  { place: 'twin', act: 'add-value', keys: ['a'], help: 'add a tag or a desired property', footer: 'add' },
  { place: 'twin', act: 'delete-value', keys: ['x', 'delete'], help: 'delete this key', footer: 'delete' },
  { place: 'twin', act: 'only-differences', keys: ['D'], help: 'only where desired and reported differ' },
  { place: 'twin', act: 'refresh', keys: ['R'], help: 'read the twin again' },

  { place: 'query', act: 'run', keys: ['enter'], help: 'run the query', footer: 'run' },
  { place: 'query', act: 'run-anyway', keys: ['ctrl+j'], help: 'run it, also when it looks wrong' },
  { place: 'query', act: 'new-line', keys: ['alt+enter'], help: 'new line' },
  { place: 'query', act: 'take-fix', keys: ['ctrl+f'], help: 'take the fix that is offered' },
  { place: 'query', act: 'live', keys: ['ctrl+l'], help: 'keep the query alive, or stop that', footer: 'live' },
  { place: 'query', act: 'leave-prompt', keys: ['esc'], help: 'close the menu; to the rows', footer: 'rows' },

  { place: 'results', act: 'up', keys: ['up', 'k'], help: 'up' },
  { place: 'results', act: 'down', keys: ['down', 'j'], help: 'down' },
  { place: 'results', act: 'page-up', keys: ['ctrl+u', 'pageup'], help: 'half a page up' },
  { place: 'results', act: 'page-down', keys: ['ctrl+d', 'pagedown'], help: 'half a page down' },
  { place: 'results', act: 'more', keys: ['m'], help: 'the next page of rows', footer: 'more' },
  { place: 'results', act: 'open-row', keys: ['enter'], help: "the row's twin in the viewer", footer: 'open' },
  { place: 'results', act: 'to-prompt', keys: ['i', '/', 'esc'], help: 'back to the prompt', footer: 'prompt' },
  { place: 'results', act: 'live', keys: ['ctrl+l'], help: 'keep the query alive, or stop that' },

  { place: 'edit', act: 'confirm', keys: ['enter'], help: 'see the patch', footer: 'see the patch' },
  { place: 'edit', act: 'cancel', keys: ['esc'], help: 'leave it', footer: 'leave' },
  { place: 'preview', act: 'send', keys: ['enter', 'y'], help: 'send the patch', footer: 'send' },
  { place: 'preview', act: 'back', keys: ['esc', 'e'], help: 'back to the edit', footer: 'back to the edit' },
] as const satisfies readonly Binding[];

export type Act = (typeof keyTable)[number]['act'];

const byPlace = new Map<string, Act>(
  keyTable.flatMap(({ place, act, keys }) => keys.map((key): [string, Act] => [`${place} ${key}`, act])),
);

/** What a key means in a place; undefined when nothing. */
export function actOf(place: Place, key: string): Act | undefined {
  return byPlace.get(`${place} ${key}`);
}

export function bindingsOf(places: readonly Place[]): readonly Binding[] {
  return keyTable.filter(({ place }) => places.includes(place));
}

const shown: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  enter: '⏎',
  esc: 'Esc',
  space: 'space',
  tab: 'Tab',
  'shift+tab': 'Shift+Tab',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  delete: 'Del',
  'alt+enter': 'Alt+⏎',
  'ctrl+_': '^_',
};

export function showKey(key: string): string {
  return shown[key] ?? (key.startsWith('ctrl+') ? `^${key.slice(5).toUpperCase()}` : key);
}
