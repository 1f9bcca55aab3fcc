import { bounds } from '../../../lib/bounds.ts';
import { jsonAnswer, type Operation } from '../../http/operation.ts';

/** hub-reference 6.1. */
export const scheduleJob: Operation = {
  name: 'ScheduleJob',
  method: 'PUT',
  path: '/jobs/v2/{jobId}',
  access: 'ServiceConnect',
  family: 'JobOperation',
  bodyLimit: bounds.rest.jobBody,
  run: async ({ jobs }, { parameters, json }) => jsonAnswer(200, await jobs.create(parameters.jobId!, json())),
};
