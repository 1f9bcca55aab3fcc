import { jsonAnswer, type Operation } from '../../http/operation.ts';

/** hub-reference 6.2. */
export const getConfiguration: Operation = {
  name: 'GetConfiguration',
  method: 'GET',
  path: '/configurations/{configurationId}',
  access: 'ServiceConnect',
  family: 'ConfigurationRead',
  run: async ({ configurations }, { parameters }) => {
    const { body, etag } = await configurations.get(parameters.configurationId!);
    return jsonAnswer(200, body, { ETag: etag });
  },
};
