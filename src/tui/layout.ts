export type Pane = 'device' | 'twin' | 'query';
export const panes: readonly Pane[] = ['device', 'twin', 'query'];

/** A pane's place in cells. A pane without height is not shown. */
export type Area = { readonly width: number; readonly height: number };

export type Layout =
  | { readonly kind: 'too-small'; readonly columns: number; readonly rows: number }
  | {
      readonly kind: 'wide' | 'stacked';
      readonly columns: number;
      readonly rows: number;
      readonly areas: Readonly<Record<Pane, Area>>;
    };

export const smallest = { columns: 40, rows: 12 } as const;
const wideFrom = 100;
/** The header above and the keys below. */
const surroundings = 2;

/** Where everything goes. Pure, so that no frame is ever larger than the screen. design 2. */
export function layout(columns: number, rows: number, focus: Pane, zoomed: boolean): Layout {
  if (columns < smallest.columns || rows < smallest.rows) return { kind: 'too-small', columns, rows };
  const height = rows - surroundings;
  const full = { width: columns, height };
  if (zoomed)
    return { kind: 'stacked', columns, rows, areas: { device: none, twin: none, query: none, [focus]: full } };
  return columns >= wideFrom ? wide(columns, rows, height, focus) : stacked(columns, rows, height, focus);
}

const none: Area = { width: 0, height: 0 };

function wide(columns: number, rows: number, height: number, focus: Pane): Layout {
  const queryHeight = Math.max(6, Math.round(height * (focus === 'query' ? 0.45 : 0.32)));
  const upper = height - queryHeight;
  const deviceWidth = Math.min(48, Math.max(33, Math.round(columns * 0.3)));
  return {
    kind: 'wide',
    columns,
    rows,
    areas: {
      device: { width: deviceWidth, height: upper },
      twin: { width: columns - deviceWidth, height: upper },
      query: { width: columns, height: queryHeight },
    },
  };
}

/** The focused pane is tall; the others keep what shows their state. */
function stacked(columns: number, rows: number, height: number, focus: Pane): Layout {
  const small = height >= 20 ? 5 : 3;
  const tall = height - 2 * small;
  const area = (pane: Pane): Area => ({ width: columns, height: pane === focus ? tall : small });
  return {
    kind: 'stacked',
    columns,
    rows,
    areas: { device: area('device'), twin: area('twin'), query: area('query') },
  };
}
