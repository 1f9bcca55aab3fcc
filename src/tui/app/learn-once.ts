import { bounds } from '../../lib/bounds.ts';
import type { Json, JsonObject } from '../../lib/json.ts';
import { RecentMap } from '../../lib/recent-map.ts';

/** Lets `learn` see each version of a twin once, as long as it is among the twins seen last. */
export function learnOnce(
  learn: (twin: JsonObject) => void,
  most: number = bounds.clients.learnedTwins,
): (twin: JsonObject) => void {
  const seen = new RecentMap<string, Json>(most);
  return twin => {
    const { deviceId, moduleId = '', version = '' } = twin;
    const name = `${String(deviceId)}/${String(moduleId)}`;
    if (seen.get(name) === version) return;
    seen.set(name, version);
    learn(twin);
  };
}
