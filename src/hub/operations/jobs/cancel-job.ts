import { jsonAnswer, type Operation } from '../../http/operation.ts';

/** hub-reference 6.1. */
export const cancelJob: Operation = {
  name: 'CancelJob',
  method: 'POST',
  path: '/jobs/v2/{jobId}/cancel',
  access: 'ServiceConnect',
  family: 'JobOperation',
  run: async ({ jobs }, { parameters }) => jsonAnswer(200, await jobs.cancel(parameters.jobId!)),
};
