import { jsonAnswer, type Operation } from '../../http/operation.ts';

/** A job that is not known is answered with 200 and the status `unknown`. hub-reference 6.1 (live). */
export const getJob: Operation = {
  name: 'GetJob',
  method: 'GET',
  path: '/jobs/v2/{jobId}',
  access: 'ServiceConnect',
  family: 'JobOperation',
  run: async ({ jobs }, { parameters }) => jsonAnswer(200, await jobs.get(parameters.jobId!)),
};
