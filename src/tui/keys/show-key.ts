const shown: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  enter: '⏎',
  esc: 'Esc',
  space: 'space',
  tab: 'Tab',
  f1: 'F1',
  'shift+tab': 'Shift+Tab',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  delete: 'Del',
  'alt+enter': 'Alt+⏎',
  'ctrl+_': '^_',
  'ctrl+ ': '^space',
  'alt+right': 'Alt+→',
};

/** A key as people know it. */
export function showKey(key: string): string {
  return shown[key] ?? (key.startsWith('ctrl+') ? `^${key.slice(5).toUpperCase()}` : key);
}
