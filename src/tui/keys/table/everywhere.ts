import type { Binding } from '../binding.ts';

/** Keys that hold wherever no text is typed, and those that hold even there. */
export const everywhereKeys = [
  { place: 'always', act: 'help-anywhere', keys: ['f1', 'ctrl+_'], help: 'help, while typing too', footer: 'help' },
  { place: 'always', act: 'palette', keys: ['ctrl+p'], help: 'all commands by name', footer: 'commands' },
  { place: 'always', act: 'next-pane', keys: ['tab'], help: 'next pane', footer: 'next pane' },
  { place: 'always', act: 'previous-pane', keys: ['shift+tab'], help: 'previous pane' },
  { place: 'always', act: 'quit', keys: ['ctrl+c'], help: 'quit, while typing too' },
  { place: 'global', act: 'help', keys: ['?'], help: 'the keys of where you are', footer: 'help' },
  { place: 'global', act: 'palette', keys: [':'], help: 'all commands by name' },
  { place: 'global', act: 'focus-device', keys: ['1'], help: 'go to the device pane' },
  { place: 'global', act: 'focus-twin', keys: ['2'], help: 'go to the twin pane' },
  { place: 'global', act: 'focus-query', keys: ['3'], help: 'go to the query prompt' },
  { place: 'global', act: 'zoom', keys: ['+'], help: 'this pane alone' },
  { place: 'global', act: 'unzoom', keys: ['_'], help: 'all panes again' },
  { place: 'global', act: 'toggle-wire', keys: ['@'], help: 'show or hide the wire log' },
  { place: 'global', act: 'open-wire', keys: ['W'], help: 'the wire log with headers and bodies' },
  { place: 'global', act: 'open-problems', keys: ['!'], help: 'what went wrong, and what to do about it' },
  { place: 'global', act: 'open-jobs', keys: ['B'], help: 'jobs and configurations, for many devices' },
  { place: 'global', act: 'undo', keys: ['z'], help: 'take the last write back' },
  { place: 'global', act: 'toggle-theme', keys: ['T'], help: 'dark or light theme' },
  { place: 'global', act: 'toggle-mouse', keys: ['P'], help: 'mouse (pointer) on or off' },
  { place: 'global', act: 'toggle-lock', keys: ['L'], help: 'lock or unlock writing to this hub' },
  { place: 'global', act: 'quit', keys: ['q'], help: 'quit', footer: 'quit' },
] as const satisfies readonly Binding[];
