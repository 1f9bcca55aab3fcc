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
  | 'device-log'
  | 'value'
  | 'wire'
  | 'devices'
  | 'devices-filter'
  | 'modules'
  | 'jobs'
  | 'create-job'
  | 'confirm-job'
  | 'cancel-job'
  | 'create-identity'
  | 'delete-identity'
  | 'method';

export type Binding = {
  readonly act: string;
  /** A binding without keys is in the palette only. */
  readonly keys: readonly string[];
  readonly place: Place;
  /** For the help overlay. */
  readonly help: string;
  /** Shown in the line at the bottom, in a word or two. */
  readonly footer?: string;
};

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
  'device-log': 'Log of the device',
  value: 'Value',
  wire: 'Wire log',
  devices: 'Devices',
  'devices-filter': 'Filter of devices',
  modules: 'Modules',
  jobs: 'Jobs and configurations',
  'create-job': 'New job',
  'confirm-job': 'Before a job',
  'cancel-job': 'Cancelling a job',
  'create-identity': 'New device or module',
  'delete-identity': 'Deleting a device or module',
  method: 'Direct method',
};
