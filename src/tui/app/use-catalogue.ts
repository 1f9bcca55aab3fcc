import { useEffect, useState } from 'react';
import type { JsonObject } from '../../lib/json.ts';
import { learnCatalogue } from '../../query/completion/learn-catalogue.ts';
import type { QueryView, TwinView } from './views.ts';

/** What completion knows of real twins: those that the viewer and the queries have shown, each learned once. */
export function useCatalogue({ twin }: TwinView, { rows, itemType }: QueryView) {
  const [{ catalogue, learn }] = useState(makeLearner);
  useEffect(() => {
    if (twin !== undefined) learn(twin as unknown as JsonObject);
  }, [twin, learn]);
  useEffect(() => {
    if (itemType === 'Twin') for (const row of rows) learn(row);
  }, [rows, itemType, learn]);
  return catalogue;
}

function makeLearner() {
  const catalogue = learnCatalogue();
  const seen = new Set<string>();
  const learn = (row: JsonObject) => {
    const id = `${String(row.deviceId)}/${String(row.moduleId ?? '')} ${String(row.version)}`;
    if (seen.has(id)) return;
    seen.add(id);
    catalogue.learn(row);
  };
  return { catalogue, learn };
}
