import type { Operation } from '../../http/operation.ts';

/** What it wrote to twins stays there. hub-reference 6.2 (live). */
export const deleteConfiguration: Operation = {
  name: 'DeleteConfiguration',
  method: 'DELETE',
  path: '/configurations/{configurationId}',
  access: 'ServiceConnect',
  family: 'ConfigurationWrite',
  run: async ({ configurations }, { parameters, rawIfMatch }) => {
    await configurations.delete(parameters.configurationId!, rawIfMatch);
    return { status: 204 };
  },
};
