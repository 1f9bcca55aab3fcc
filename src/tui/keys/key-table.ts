/** Where a binding holds: while a pane has the focus, in an overlay, or anywhere no text is being typed. */
export type Place =
  | 'device'
  | 'twin'
  | 'copy'
  | 'search'
  | 'query'
  | 'menu'
  | 'history-search'
  | 'results'
  | 'row'
  | 'plan'
  | 'export'
  | 'favourites'
  | 'favourite-name'
  | 'global'
  | 'always'
  | 'help'
  | 'palette'
  | 'edit'
  | 'preview'
  | 'editor-problem'
  | 'timeline'
  | 'compare'
  | 'problems'
  | 'value'
  | 'wire'
  | 'devices'
  | 'devices-filter'
  | 'modules'
  | 'jobs'
  | 'create-job'
  | 'confirm-job'
  | 'cancel-job'
  | 'create-device'
  | 'delete-device'
  | 'method';

export type Binding = {
  readonly act: string;
  /** None: it is in the palette only. */
  readonly keys: readonly string[];
  readonly place: Place;
  /** For the help overlay. */
  readonly help: string;
  /** Shown in the line at the bottom, in a word or two. */
  readonly footer?: string;
};

/** Every key of the screen. Help, the line at the bottom and the tests are made from it. design 3. */
export const keyTable = [
  { place: 'always', act: 'help-anywhere', keys: ['f1', 'ctrl+_'], help: 'help, while typing too' },
  { place: 'always', act: 'palette', keys: ['ctrl+p'], help: 'all commands by name', footer: 'commands' },
  { place: 'always', act: 'next-pane', keys: ['tab'], help: 'next pane', footer: 'next pane' },
  { place: 'always', act: 'previous-pane', keys: ['shift+tab'], help: 'previous pane' },
  { place: 'always', act: 'force-quit', keys: ['ctrl+c'], help: 'quit; twice forces it' },
  { place: 'global', act: 'help', keys: ['?'], help: 'this help', footer: 'help' },
  { place: 'global', act: 'palette', keys: [':'], help: 'all commands by name' },
  { place: 'global', act: 'focus-device', keys: ['1'], help: 'device pane' },
  { place: 'global', act: 'focus-twin', keys: ['2'], help: 'twin pane' },
  { place: 'global', act: 'focus-query', keys: ['3'], help: 'query prompt' },
  { place: 'global', act: 'zoom', keys: ['+'], help: 'this pane alone' },
  { place: 'global', act: 'unzoom', keys: ['_'], help: 'all panes again' },
  { place: 'global', act: 'toggle-wire', keys: ['@'], help: 'show or hide the wire log' },
  { place: 'global', act: 'open-wire', keys: ['W'], help: 'the wire log with headers and bodies' },
  { place: 'global', act: 'open-problems', keys: ['!'], help: 'what went wrong so far, and what to do about it' },
  { place: 'global', act: 'open-jobs', keys: ['B'], help: 'jobs and configurations of many devices (bulk)' },
  { place: 'global', act: 'undo', keys: ['z'], help: 'take the last write back' },
  { place: 'global', act: 'toggle-theme', keys: ['T'], help: 'dark or light theme' },
  { place: 'global', act: 'toggle-mouse', keys: ['P'], help: 'mouse (pointer) on or off' },
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
    help: 'policy: accept, ask, reject or delay desired',
    footer: 'policy',
  },
  { place: 'device', act: 'accept-offer', keys: ['y'], help: 'accept the desired property that waits' },
  { place: 'device', act: 'reject-offer', keys: ['n'], help: 'reject it' },
  { place: 'device', act: 'open-devices', keys: ['d'], help: 'all devices of the hub', footer: 'devices' },
  {
    place: 'device',
    act: 'open-method',
    keys: ['m'],
    help: 'call a direct method from the service side',
    footer: 'method',
  },
  { place: 'device', act: 'update-firmware', keys: ['f'], help: 'update the firmware from the service side' },
  { place: 'device', act: 'open-modules', keys: ['M'], help: 'the modules of the device shown' },
  { place: 'device', act: 'previous-device', keys: ['['], help: 'the device simulated before this one' },
  { place: 'device', act: 'next-device', keys: [']'], help: 'the next device that is simulated here' },
  { place: 'device', act: 'copy-connection-string', keys: [], help: "copy the device's connection string, unseen" },

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
  { place: 'twin', act: 'search', keys: ['/'], help: 'search keys, values and paths', footer: 'search' },
  { place: 'twin', act: 'next-match', keys: ['n'], help: 'next match' },
  { place: 'twin', act: 'previous-match', keys: ['N'], help: 'previous match' },
  { place: 'twin', act: 'view-value', keys: ['v'], help: 'the value whole, as JSON' },
  { place: 'twin', act: 'start-copy', keys: ['y'], help: 'copy: then v, p, q, a or c', footer: 'copy' },
  { place: 'twin', act: 'older', keys: ['['], help: 'the version before', footer: 'older' },
  { place: 'twin', act: 'newer', keys: [']'], help: 'the version after' },
  { place: 'twin', act: 'newest', keys: ['esc'], help: 'back to the newest version' },
  { place: 'twin', act: 'timeline', keys: ['t'], help: 'all versions seen, and who made them' },
  {
    place: 'twin',
    act: 'compare',
    keys: ['d'],
    help: 'compare with the version before, or with now',
  },
  { place: 'twin', act: 'restore', keys: ['r'], help: 'write this older version back' },
  { place: 'twin', act: 'open-editor', keys: ['ctrl+g'], help: 'edit the section in $EDITOR' },
  { place: 'twin', act: 'replace-twin', keys: [], help: 'replace tags and desired whole, in $EDITOR (PUT)' },

  { place: 'copy', act: 'copy-value', keys: ['v'], help: 'the value', footer: 'value' },
  { place: 'copy', act: 'copy-path', keys: ['p'], help: 'its path', footer: 'path' },
  { place: 'copy', act: 'copy-query', keys: ['q'], help: 'a query for it', footer: 'query' },
  { place: 'copy', act: 'copy-az', keys: ['a'], help: 'an az command that writes it', footer: 'az' },
  { place: 'copy', act: 'copy-code', keys: ['c'], help: 'Node code that writes it', footer: 'Node code' },

  { place: 'search', act: 'find', keys: ['enter'], help: 'to the first match', footer: 'find' },
  { place: 'search', act: 'close', keys: ['esc'], help: 'leave the search', footer: 'leave' },

  { place: 'query', act: 'run', keys: ['enter'], help: 'run the query', footer: 'run' },
  { place: 'query', act: 'run-anyway', keys: ['ctrl+j'], help: 'run it, also when it looks wrong' },
  { place: 'query', act: 'new-line', keys: ['alt+enter'], help: 'new line' },
  { place: 'query', act: 'offer', keys: ['ctrl+ '], help: 'offer what can be written here' },
  { place: 'query', act: 'accept-ghost', keys: ['right'], help: 'at the end: take what the history suggests' },
  { place: 'query', act: 'accept-ghost-word', keys: ['alt+right', 'alt+f'], help: 'at the end: take a word of it' },
  { place: 'query', act: 'take-fix', keys: ['ctrl+f'], help: 'take the fix that is offered' },
  { place: 'query', act: 'live', keys: ['ctrl+l'], help: 'keep the query alive, or stop that', footer: 'live' },
  { place: 'query', act: 'older-entry', keys: ['up'], help: 'line above; from the first: older queries' },
  {
    place: 'query',
    act: 'newer-entry',
    keys: ['down'],
    help: 'line below; from the last: newer queries, then the rows',
  },
  { place: 'query', act: 'search-history', keys: ['ctrl+r'], help: 'search the history', footer: 'history' },
  {
    place: 'query',
    act: 'open-favourites',
    keys: ['ctrl+o'],
    help: 'favourites: take one, keep this one',
    footer: 'favourites',
  },
  { place: 'query', act: 'export', keys: ['ctrl+e'], help: 'write the rows into a file', footer: 'export' },
  {
    place: 'query',
    act: 'leave-prompt',
    keys: ['esc'],
    help: 'close the menu; stop the query; to the rows',
    footer: 'rows',
  },

  { place: 'menu', act: 'accept', keys: ['tab'], help: 'take the offer', footer: 'take' },
  {
    place: 'menu',
    act: 'accept-moved',
    keys: ['enter'],
    help: 'take it when it was moved to, else run the query',
    footer: 'run',
  },
  { place: 'menu', act: 'next-offer', keys: ['down'], help: 'next offer', footer: 'next' },
  { place: 'menu', act: 'previous-offer', keys: ['up'], help: 'offer before' },
  { place: 'menu', act: 'close-menu', keys: ['esc'], help: 'close the offers', footer: 'close' },

  {
    place: 'history-search',
    act: 'take-match',
    keys: ['enter', 'tab', 'right'],
    help: 'take this query',
    footer: 'take',
  },
  { place: 'history-search', act: 'older-match', keys: ['ctrl+r', 'up'], help: 'an older one', footer: 'older' },
  { place: 'history-search', act: 'newer-match', keys: ['down'], help: 'a newer one', footer: 'newer' },
  { place: 'history-search', act: 'leave-search', keys: ['esc', 'ctrl+g'], help: 'leave', footer: 'leave' },

  { place: 'results', act: 'up', keys: ['up', 'k'], help: 'up; from the first row: the prompt' },
  { place: 'results', act: 'down', keys: ['down', 'j'], help: 'down; from the last row: the next page' },
  { place: 'results', act: 'top', keys: ['g', 'home'], help: 'to the first row' },
  { place: 'results', act: 'bottom', keys: ['G', 'end'], help: 'to the last row read' },
  { place: 'results', act: 'page-up', keys: ['ctrl+u', 'pageup'], help: 'half a page up' },
  { place: 'results', act: 'page-down', keys: ['ctrl+d', 'pagedown'], help: 'half a page down' },
  { place: 'results', act: 'previous-column', keys: ['left', 'h'], help: 'column to the left' },
  { place: 'results', act: 'next-column', keys: ['right', 'l'], help: 'column to the right' },
  { place: 'results', act: 'sort', keys: ['s'], help: 'sort by this column: up, down, not', footer: 'sort' },
  { place: 'results', act: 'hide-column', keys: ['-'], help: 'hide this column', footer: 'hide' },
  { place: 'results', act: 'show-column', keys: ['='], help: 'show the column hidden last' },
  { place: 'results', act: 'chart', keys: ['b'], help: 'numbers as bars, or as a table', footer: 'bars' },
  { place: 'results', act: 'view-row', keys: ['v'], help: 'the row as JSON', footer: 'JSON' },
  { place: 'results', act: 'more', keys: ['m'], help: 'the next page of rows', footer: 'more' },
  { place: 'results', act: 'all', keys: ['M'], help: 'all pages of rows; Esc stops' },
  { place: 'results', act: 'open-row', keys: ['enter'], help: "the row's twin in the viewer", footer: 'open' },
  { place: 'results', act: 'to-prompt', keys: ['i', '/', 'esc'], help: 'back to the prompt', footer: 'prompt' },
  { place: 'results', act: 'live', keys: ['ctrl+l'], help: 'keep the query alive, or stop that' },
  { place: 'results', act: 'export', keys: ['ctrl+e'], help: 'write the rows into a file' },
  { place: 'results', act: 'open-favourites', keys: ['ctrl+o'], help: 'favourites' },

  { place: 'row', act: 'up', keys: ['up', 'k'], help: 'up' },
  { place: 'row', act: 'down', keys: ['down', 'j'], help: 'down', footer: 'down' },
  { place: 'row', act: 'page-up', keys: ['ctrl+u', 'pageup'], help: 'half a page up' },
  { place: 'row', act: 'page-down', keys: ['ctrl+d', 'pagedown', 'space'], help: 'half a page down' },
  { place: 'row', act: 'top', keys: ['g', 'home'], help: 'to the top' },
  { place: 'row', act: 'bottom', keys: ['G', 'end'], help: 'to the end' },
  { place: 'row', act: 'close', keys: ['esc', 'q', 'v', 'enter'], help: 'close', footer: 'close' },
  { place: 'plan', act: 'close', keys: ['esc', 'q', 'enter'], help: 'close', footer: 'close' },
  { place: 'export', act: 'up', keys: ['up', 'k'], help: 'up' },
  { place: 'export', act: 'down', keys: ['down'], help: 'down' },
  { place: 'export', act: 'choose', keys: ['enter'], help: 'write the file', footer: 'write' },
  { place: 'export', act: 'as-csv', keys: ['c'], help: 'as CSV', footer: 'CSV' },
  { place: 'export', act: 'as-json', keys: ['j'], help: 'as JSON', footer: 'JSON' },
  { place: 'export', act: 'as-ndjson', keys: ['n'], help: 'as NDJSON', footer: 'NDJSON' },
  { place: 'export', act: 'close', keys: ['esc', 'q'], help: 'leave', footer: 'leave' },
  { place: 'favourites', act: 'up', keys: ['up', 'k'], help: 'up' },
  { place: 'favourites', act: 'down', keys: ['down', 'j'], help: 'down' },
  { place: 'favourites', act: 'choose', keys: ['enter'], help: 'take it into the prompt', footer: 'take' },
  {
    place: 'favourites',
    act: 'add-favourite',
    keys: ['a'],
    help: "keep the prompt's query under a name",
    footer: 'keep this query',
  },
  { place: 'favourites', act: 'drop-favourite', keys: ['x', 'delete'], help: 'drop it', footer: 'drop' },
  { place: 'favourites', act: 'close', keys: ['esc', 'q', 'ctrl+o'], help: 'leave', footer: 'leave' },
  { place: 'favourite-name', act: 'keep-favourite', keys: ['enter'], help: 'keep it', footer: 'keep' },
  { place: 'favourite-name', act: 'cancel', keys: ['esc'], help: 'back to the list', footer: 'back' },

  { place: 'edit', act: 'confirm', keys: ['enter'], help: 'see the patch', footer: 'see the patch' },
  { place: 'edit', act: 'cancel', keys: ['esc'], help: 'leave it', footer: 'leave' },
  { place: 'preview', act: 'send', keys: ['enter', 'y'], help: 'send the patch', footer: 'send' },
  { place: 'preview', act: 'back', keys: ['esc', 'e'], help: 'back to the edit', footer: 'back' },

  { place: 'help', act: 'up', keys: ['up', 'k'], help: 'up' },
  { place: 'help', act: 'down', keys: ['down', 'j'], help: 'down', footer: 'more' },
  { place: 'help', act: 'page-up', keys: ['ctrl+u', 'pageup'], help: 'half a page up' },
  { place: 'help', act: 'page-down', keys: ['ctrl+d', 'pagedown', 'space'], help: 'half a page down' },
  { place: 'help', act: 'close', keys: ['esc', '?', 'q', 'enter', 'f1', 'ctrl+_'], help: 'close', footer: 'close' },
  { place: 'palette', act: 'up', keys: ['up'], help: 'up' },
  { place: 'palette', act: 'down', keys: ['down'], help: 'down' },
  { place: 'palette', act: 'choose', keys: ['enter'], help: 'do it', footer: 'do it' },
  { place: 'palette', act: 'close', keys: ['esc'], help: 'leave', footer: 'leave' },
  {
    place: 'editor-problem',
    act: 'again',
    keys: ['e', 'enter'],
    help: 'back to the editor, the text is kept',
    footer: 'edit again',
  },
  { place: 'editor-problem', act: 'close', keys: ['esc'], help: 'drop the edit', footer: 'drop the edit' },
  { place: 'timeline', act: 'up', keys: ['up', 'k'], help: 'newer' },
  { place: 'timeline', act: 'down', keys: ['down', 'j'], help: 'older' },
  { place: 'timeline', act: 'choose', keys: ['enter'], help: 'show this version', footer: 'show' },
  { place: 'timeline', act: 'mark', keys: ['space'], help: 'mark it, to compare another with it', footer: 'mark' },
  {
    place: 'timeline',
    act: 'compare',
    keys: ['d'],
    help: 'compare it with the one marked, or with now',
    footer: 'compare',
  },
  { place: 'timeline', act: 'restore', keys: ['r'], help: 'write its tags and desired back', footer: 'write back' },
  { place: 'timeline', act: 'close', keys: ['esc', 'q', 't'], help: 'leave', footer: 'leave' },
  { place: 'compare', act: 'up', keys: ['up', 'k'], help: 'up' },
  { place: 'compare', act: 'down', keys: ['down', 'j'], help: 'down' },
  {
    place: 'compare',
    act: 'restore',
    keys: ['r'],
    help: 'write the older tags and desired back',
    footer: 'write the older back',
  },
  { place: 'compare', act: 'restore-tags', keys: ['t'], help: 'write the older tags back', footer: 'only tags' },
  {
    place: 'compare',
    act: 'restore-desired',
    keys: ['D'],
    help: 'write the older desired back',
    footer: 'only desired',
  },
  { place: 'compare', act: 'close', keys: ['esc', 'q', 'd'], help: 'leave', footer: 'leave' },
  { place: 'value', act: 'up', keys: ['up', 'k'], help: 'up' },
  { place: 'value', act: 'down', keys: ['down', 'j'], help: 'down', footer: 'more' },
  { place: 'value', act: 'page-up', keys: ['ctrl+u', 'pageup'], help: 'half a page up' },
  { place: 'value', act: 'page-down', keys: ['ctrl+d', 'pagedown', 'space'], help: 'half a page down' },
  { place: 'value', act: 'close', keys: ['esc', 'q', 'v', 'enter'], help: 'leave', footer: 'leave' },
  { place: 'problems', act: 'up', keys: ['up', 'k'], help: 'up' },
  { place: 'problems', act: 'down', keys: ['down', 'j'], help: 'down', footer: 'more' },
  { place: 'problems', act: 'close', keys: ['esc', 'q', '!'], help: 'leave', footer: 'leave' },
  { place: 'wire', act: 'up', keys: ['up', 'k'], help: 'older' },
  { place: 'wire', act: 'down', keys: ['down', 'j'], help: 'newer' },
  { place: 'wire', act: 'unfold', keys: ['enter', 'space'], help: 'headers and bodies', footer: 'details' },
  { place: 'wire', act: 'page-up', keys: ['pageup', 'ctrl+u'], help: 'back in the details' },
  { place: 'wire', act: 'page-down', keys: ['pagedown', 'ctrl+d'], help: 'on in the details' },
  {
    place: 'wire',
    act: 'copy-command',
    keys: ['y', 'c'],
    help: 'copy as curl or mosquitto_pub',
    footer: 'copy as command',
  },
  { place: 'wire', act: 'copy-az', keys: ['a'], help: 'copy as az', footer: 'copy as az' },
  { place: 'wire', act: 'close', keys: ['esc', 'q', 'W'], help: 'leave', footer: 'leave' },
  { place: 'devices', act: 'up', keys: ['up', 'k'], help: 'up' },
  { place: 'devices', act: 'down', keys: ['down', 'j'], help: 'down' },
  {
    place: 'devices',
    act: 'filter',
    keys: ['/'],
    help: 'type to narrow: name, online, disabled, edge…',
    footer: 'filter',
  },
  { place: 'devices', act: 'choose', keys: ['enter'], help: 'show its twin', footer: 'twin' },
  { place: 'devices', act: 'simulate', keys: ['s'], help: 'be this device', footer: 'simulate' },
  { place: 'devices', act: 'create', keys: ['a'], help: 'create a device', footer: 'create' },
  { place: 'devices', act: 'delete', keys: ['x'], help: 'delete it', footer: 'delete' },
  { place: 'devices', act: 'toggle-enabled', keys: ['t'], help: 'enable or disable it', footer: 'enable/disable' },
  { place: 'devices', act: 'open-modules', keys: ['M'], help: 'its modules', footer: 'modules' },
  { place: 'devices', act: 'more', keys: ['m'], help: 'more devices' },
  { place: 'devices', act: 'reload', keys: ['R'], help: 'read the list again' },
  { place: 'devices', act: 'copy-connection-string', keys: ['y'], help: 'copy its connection string, unseen' },
  { place: 'devices', act: 'close', keys: ['esc', 'q', 'd'], help: 'leave', footer: 'leave' },
  { place: 'devices-filter', act: 'up', keys: ['up'], help: 'up' },
  { place: 'devices-filter', act: 'down', keys: ['down'], help: 'down' },
  { place: 'devices-filter', act: 'confirm', keys: ['enter'], help: 'keep it narrowed', footer: 'keep' },
  { place: 'devices-filter', act: 'cancel', keys: ['esc'], help: 'all devices again', footer: 'all' },
  { place: 'modules', act: 'up', keys: ['up', 'k'], help: 'up' },
  { place: 'modules', act: 'down', keys: ['down', 'j'], help: 'down' },
  { place: 'modules', act: 'choose', keys: ['enter'], help: 'show its twin', footer: 'twin' },
  { place: 'modules', act: 'simulate', keys: ['s'], help: 'be this module', footer: 'simulate' },
  { place: 'modules', act: 'create', keys: ['a'], help: 'create a module', footer: 'create' },
  { place: 'modules', act: 'delete', keys: ['x'], help: 'delete it', footer: 'delete' },
  { place: 'modules', act: 'reload', keys: ['R'], help: 'read the list again' },
  { place: 'modules', act: 'copy-connection-string', keys: ['y'], help: 'copy its connection string, unseen' },
  { place: 'modules', act: 'close', keys: ['esc', 'q', 'M'], help: 'back to the devices', footer: 'back' },
  { place: 'jobs', act: 'up', keys: ['up', 'k'], help: 'up' },
  { place: 'jobs', act: 'down', keys: ['down', 'j'], help: 'down' },
  { place: 'jobs', act: 'unfold', keys: ['enter', 'space'], help: 'its details', footer: 'details' },
  {
    place: 'jobs',
    act: 'other-tab',
    keys: ['tab', 'left', 'right', 'h', 'l'],
    help: 'jobs, or configurations',
    footer: 'jobs/configurations',
  },
  { place: 'jobs', act: 'create-job', keys: ['a'], help: 'a new job: an act on many devices', footer: 'new job' },
  { place: 'jobs', act: 'cancel-job', keys: ['x'], help: 'cancel this job', footer: 'cancel' },
  { place: 'jobs', act: 'reload', keys: ['R'], help: 'read the list now' },
  { place: 'jobs', act: 'close', keys: ['esc', 'q', 'B'], help: 'leave', footer: 'leave' },
  { place: 'create-job', act: 'confirm', keys: ['enter'], help: 'count the devices', footer: 'count the devices' },
  { place: 'create-job', act: 'cancel', keys: ['esc'], help: 'leave', footer: 'leave' },
  { place: 'confirm-job', act: 'confirm', keys: ['enter', 'y'], help: 'schedule it', footer: 'schedule it' },
  { place: 'confirm-job', act: 'cancel', keys: ['esc', 'e'], help: 'back to what was typed', footer: 'back' },
  { place: 'cancel-job', act: 'confirm', keys: ['enter', 'y'], help: 'cancel the job', footer: 'cancel the job' },
  { place: 'cancel-job', act: 'cancel', keys: ['esc', 'n'], help: 'let it go on', footer: 'let it go on' },
  { place: 'create-device', act: 'confirm', keys: ['enter'], help: 'create it', footer: 'create' },
  { place: 'create-device', act: 'cancel', keys: ['esc'], help: 'leave', footer: 'leave' },
  { place: 'delete-device', act: 'confirm', keys: ['enter'], help: 'delete it', footer: 'delete' },
  { place: 'delete-device', act: 'cancel', keys: ['esc'], help: 'keep it', footer: 'keep it' },
  { place: 'method', act: 'confirm', keys: ['enter'], help: 'call it', footer: 'call' },
  {
    place: 'method',
    act: 'older-entry',
    keys: ['up'],
    help: 'an earlier call, to make it again',
    footer: 'earlier call',
  },
  { place: 'method', act: 'newer-entry', keys: ['down'], help: 'a later one' },
  { place: 'method', act: 'page-up', keys: ['pageup'], help: 'newer answers' },
  { place: 'method', act: 'page-down', keys: ['pagedown'], help: 'older answers' },
  { place: 'method', act: 'cancel', keys: ['esc'], help: 'leave', footer: 'leave' },
] as const satisfies readonly Binding[];

export type Act = (typeof keyTable)[number]['act'];

const byPlace = new Map<string, Act>(
  (keyTable as readonly Binding[]).flatMap(({ place, act, keys }) =>
    keys.map((key): [string, Act] => [`${place} ${key}`, act as Act]),
  ),
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

/** All bindings, as the table has them. */
export const bindings: readonly Binding[] = keyTable;

/** What the help calls a place. */
export const placeNames: Readonly<Record<Place, string>> = {
  device: 'Device',
  twin: 'Twin',
  copy: 'After y',
  search: 'Search',
  query: 'Query prompt',
  menu: 'Completion',
  'history-search': 'Search in the history',
  results: 'Rows',
  row: 'Row',
  plan: 'Plan',
  export: 'Export',
  favourites: 'Favourites',
  'favourite-name': 'New favourite',
  global: 'Outside text',
  always: 'Anywhere',
  help: 'Help',
  palette: 'Commands',
  edit: 'Change',
  preview: 'Patch',
  'editor-problem': 'After the editor',
  timeline: 'Versions',
  compare: 'Comparison',
  problems: 'Problems',
  value: 'Value',
  wire: 'Wire log',
  devices: 'Devices',
  'devices-filter': 'Filter of devices',
  modules: 'Modules',
  jobs: 'Jobs and configurations',
  'create-job': 'New job',
  'confirm-job': 'Before a job',
  'cancel-job': 'Cancelling a job',
  'create-device': 'New device',
  'delete-device': 'Deleting a device',
  method: 'Direct method',
};

export function showKey(key: string): string {
  return shown[key] ?? (key.startsWith('ctrl+') ? `^${key.slice(5).toUpperCase()}` : key);
}
