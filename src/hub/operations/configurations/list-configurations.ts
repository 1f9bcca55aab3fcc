import { jsonAnswer, type Operation } from '../../http/operation.ts';

/** All of them: a real hub ignores `top`. hub-reference 6.2 (live). */
export const listConfigurations: Operation = {
  name: 'ListConfigurations',
  method: 'GET',
  path: '/configurations',
  access: 'ServiceConnect',
  family: 'ConfigurationRead',
  run: async ({ configurations }) => jsonAnswer(200, await configurations.list()),
};
