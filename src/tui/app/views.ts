import type { useQuery } from '../../hooks/use-query.ts';
import type { useTwin } from '../../hooks/use-twin.ts';
import type { useWireLog } from '../../hooks/use-wire-log.ts';

/** What the hooks say, by the name of the pane that shows it. */
export type TwinView = ReturnType<typeof useTwin>;
export type QueryView = ReturnType<typeof useQuery>;
export type WireView = ReturnType<typeof useWireLog>;
