import { jsonAnswer, type Operation } from '../../http/operation.ts';

/** The paths that device twins have, with counts, types and frequent values, for completion. Not part of IoT Hub. */
export const catalogue: Operation = {
  name: 'Catalogue',
  method: 'GET',
  path: '/$twin-tui/catalogue',
  access: 'owner',
  run: async ({ localQueries }) => jsonAnswer(200, { paths: await localQueries.catalogue() }),
};
