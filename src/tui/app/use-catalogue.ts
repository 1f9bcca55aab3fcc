import { useEffect, useMemo, useState } from 'react';
import type { HubConnection } from '../../clients/hub-connection.ts';
import type { KnownPath } from '../../clients/query-plan.ts';
import type { JsonObject } from '../../lib/json.ts';
import type { Catalogue } from '../../query/completion/catalogue.ts';
import { learnCatalogue } from '../../query/completion/learn-catalogue.ts';
import { knownCatalogue } from '../query/menu/known-catalogue.ts';
import { learnOnce } from './learn-once.ts';
import type { QueryView, TwinView } from './views.ts';

/** Milliseconds between two looks at what the local hub's twins hold, while the prompt is used. */
const renewal = 5_000;
/** The pause after a look is at least so many times as long as the look took: the hub must have time for others. */
const rest = 30;

/**
 * What completion knows of real twins: what the local hub tells of all of them, and on any hub those that the viewer
 * and the queries have shown, each learned once.
 */
export function useCatalogue(
  connection: HubConnection,
  { twin }: TwinView,
  { rows, itemType }: QueryView,
  isUsed: boolean,
): Catalogue {
  const [{ catalogue, learn }] = useState(makeLearner);
  const known = useKnownPaths(connection, isUsed);
  useEffect(() => {
    if (twin !== undefined) learn(twin as unknown as JsonObject);
  }, [twin, learn]);
  useEffect(() => {
    if (itemType === 'Twin') for (const row of rows) learn(row);
  }, [rows, itemType, learn]);
  return useMemo(() => (known === undefined ? catalogue : knownCatalogue(known, catalogue)), [known, catalogue]);
}

function useKnownPaths(connection: HubConnection, isUsed: boolean): readonly KnownPath[] | undefined {
  const [known, setKnown] = useState<readonly KnownPath[]>();
  useEffect(() => {
    if (!isUsed || connection.kind !== 'local') return;
    let isOver = false;
    let timer: NodeJS.Timeout | undefined;
    const renew = async () => {
      const began = performance.now();
      // Without an answer completion still knows what it has learned.
      const paths = await connection.knownPaths().catch(() => undefined);
      if (isOver) return;
      if (paths !== undefined) setKnown(paths);
      timer = setTimeout(renew, Math.max(renewal, rest * (performance.now() - began)));
    };
    void renew();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [connection, isUsed]);
  return known;
}

function makeLearner() {
  const catalogue = learnCatalogue();
  return { catalogue, learn: learnOnce(twin => catalogue.learn(twin)) };
}
