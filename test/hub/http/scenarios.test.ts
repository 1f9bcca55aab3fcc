import { describe, it } from 'vitest';
import { startTestHub } from '../../helpers/hub.ts';
import { loadScenarios, play } from './scenario.ts';

for (const { file, scenarios } of loadScenarios()) {
  describe(`over the wire, ${file.replace('.json', '')}`, () => {
    for (const scenario of scenarios) {
      it(scenario.name, async () => play(await startTestHub(), scenario));
    }
  });
}
