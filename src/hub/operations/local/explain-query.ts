import { hubError } from '../../error-codes.ts';
import { readObject, readString } from '../../http/body-members.ts';
import { jsonAnswer, type Operation } from '../../http/operation.ts';

/** How a query is answered: which columns, how many rows looked at, how long. Not part of IoT Hub. */
export const explainQuery: Operation = {
  name: 'ExplainQuery',
  method: 'POST',
  path: '/$twin-tui/explain',
  access: 'owner',
  run: async ({ localQueries }, { json }) => {
    const text = readString(readObject(json(), 'the body'), 'query', 8192);
    if (text === undefined) throw hubError('ArgumentNull', 'the body lacks query');
    return jsonAnswer(200, await localQueries.explain(text));
  },
};
