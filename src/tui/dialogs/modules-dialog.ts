import { targetName } from '../../twin/twin-document.ts';
import { age } from '../panes/age.ts';
import type { ModuleRow, Overlay } from '../state.ts';
import { fitRow, inverted, type Row, span } from '../text/row.ts';
import { cursorAt } from '../update/list-cursor.ts';
import { type Dialog, type Room, windowTop } from './dialog.ts';
import { problemRows } from './field-row.ts';

const preferred = 76;

/** The modules of one device: each has keys, a connection and a twin of its own. */
export function modulesDialog(
  { deviceId, cursor, modules, problem }: Extract<Overlay, { kind: 'modules' }>,
  simulated: readonly string[],
  now: number,
  room: Room,
): Dialog {
  const width = Math.min(room.width, preferred - 4);
  const head: Row = [span('module'.padEnd(34), 'muted'), span('connection   seen', 'muted')];
  const height = Math.max(1, room.height - 1 - (problem === undefined ? 0 : 2));
  const index = cursorAt(modules?.map(({ moduleId }) => moduleId) ?? [], cursor);
  const top = windowTop(index, modules?.length ?? 0, height);
  const rows = (modules ?? []).slice(top, top + height).map((module, offset) => {
    const isSimulated = simulated.includes(targetName({ deviceId, moduleId: module.moduleId }));
    const row = fitRow(moduleRow(module, isSimulated, now), width);
    return top + offset === index ? inverted(row) : row;
  });
  const none: Row =
    modules === undefined ? [span('reading…', 'muted')] : [span('no modules: press a to create one', 'hint')];
  return {
    title: `Modules of ${deviceId}${modules === undefined ? '' : ` · ${modules.length}`}`,
    width: preferred,
    rows: [...problemRows(problem), head, ...(rows.length === 0 ? [none] : rows)],
  };
}

function moduleRow({ moduleId, isConnected, lastActivityTime }: ModuleRow, isSimulated: boolean, now: number): Row {
  const seen = lastActivityTime === undefined ? '' : age(Date.parse(lastActivityTime), now);
  return [
    ...fitRow([span(moduleId, 'key')], 33),
    span(
      ` ${isConnected ? '●' : '○'} ${(isConnected ? 'online' : 'offline').padEnd(11)}`,
      isConnected ? 'good' : 'muted',
    ),
    span(seen.padEnd(10), 'muted'),
    span(isSimulated ? 'simulated' : '', 'changed'),
  ];
}
