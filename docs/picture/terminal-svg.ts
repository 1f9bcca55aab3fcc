import type xterm from '@xterm/headless';

type Terminal = InstanceType<typeof xterm.Terminal>;
type Cell = NonNullable<ReturnType<NonNullable<ReturnType<Terminal['buffer']['active']['getLine']>>['getCell']>>;

/** The sixteen colours in their order, the ground, and what is written on it where nothing else is said. */
export type Palette = {
  readonly ground: string;
  readonly text: string;
  readonly colours: readonly string[];
};

/** A cell at 14 pixels of a common monospaced font. */
const [cellWidth, cellHeight, fontSize, baseline] = [8.4, 16.4, 14, 12.8];
const margin = 14;
const fonts = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";

type Style = {
  readonly colour: string;
  readonly ground: string | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly underline: boolean;
};
type Run = { readonly at: number; readonly cells: number; readonly text: string; readonly style: Style };

/** What a terminal shows, as a picture: text stays text, each run of one look where its cells are. */
export function terminalSvg(terminal: Terminal, title: string, palette: Palette): string {
  const width = Math.ceil(terminal.cols * cellWidth) + 2 * margin;
  const height = Math.ceil(terminal.rows * cellHeight) + 2 * margin;
  const rows = Array.from({ length: terminal.rows }, (_, row) =>
    runsOf(terminal, row, palette).map(run => runSvg(run, row)),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="${fonts}" font-size="${fontSize}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${palette.ground}"/>`,
    ...rows.flat(),
    '</svg>\n',
  ].join('\n');
}

function runsOf(terminal: Terminal, row: number, palette: Palette): readonly Run[] {
  const line = terminal.buffer.active.getLine(row);
  const runs: Run[] = [];
  for (let column = 0; line !== undefined && column < terminal.cols; column++) {
    const cell = line.getCell(column);
    const size = cell?.getWidth() ?? 0;
    if (cell === undefined || size === 0) continue;
    const style = styleOf(cell, palette);
    const [last, text] = [runs.at(-1), cell.getChars() || ' '];
    if (last !== undefined && JSON.stringify(last.style) === JSON.stringify(style))
      runs[runs.length - 1] = { ...last, cells: last.cells + size, text: last.text + text };
    else runs.push({ at: column, cells: size, text, style });
  }
  return runs.filter(({ text, style }) => style.ground !== undefined || text.trim() !== '');
}

function styleOf(cell: Cell, { ground, text, colours }: Palette): Style {
  const colour = cell.isFgPalette() ? (colours[cell.getFgColor()] ?? text) : text;
  const isInverse = cell.isInverse() !== 0;
  return {
    colour: isInverse ? ground : colour,
    ground: isInverse ? colour : undefined,
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    underline: cell.isUnderline() !== 0,
  };
}

function runSvg({ at, cells, text, style }: Run, row: number): string {
  const [x, y] = [round(margin + at * cellWidth), round(margin + row * cellHeight)];
  const width = round(cells * cellWidth);
  const under =
    style.ground === undefined
      ? ''
      : `<rect x="${x}" y="${y}" width="${width}" height="${cellHeight}" fill="${style.ground}"/>`;
  const look = [
    `fill="${style.colour}"`,
    style.bold ? 'font-weight="bold"' : '',
    style.dim ? 'opacity="0.6"' : '',
    style.underline ? 'text-decoration="underline"' : '',
  ].filter(Boolean);
  // Whatever font the reader has, each run begins and ends where its cells do.
  const place = `x="${x}" y="${round(y + baseline)}" textLength="${width}" xml:space="preserve"`;
  return `${under}<text ${place} ${look.join(' ')}>${escaped(text)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
