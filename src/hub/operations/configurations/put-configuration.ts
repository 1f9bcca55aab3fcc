import { jsonAnswer, type Operation } from '../../http/operation.ts';

/** Creates without If-Match, updates with one, whose etag must be quoted. hub-reference 0.5, 6.2. */
export const putConfiguration: Operation = {
  name: 'PutConfiguration',
  method: 'PUT',
  path: '/configurations/{configurationId}',
  access: 'ServiceConnect',
  family: 'ConfigurationWrite',
  run: async ({ configurations }, { parameters, json, rawIfMatch }) => {
    const { body, etag } = await configurations.put(parameters.configurationId!, json(), rawIfMatch);
    return jsonAnswer(200, body, { ETag: etag });
  },
};
