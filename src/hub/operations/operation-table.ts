import type { Operation } from '../http/operation.ts';
import { applyConfigurationContent } from './configurations/apply-configuration-content.ts';
import { deleteConfiguration } from './configurations/delete-configuration.ts';
import { getConfiguration } from './configurations/get-configuration.ts';
import { listConfigurations } from './configurations/list-configurations.ts';
import { putConfiguration } from './configurations/put-configuration.ts';
import { testQueries } from './configurations/test-queries.ts';
import { cancelJob } from './jobs/cancel-job.ts';
import { getJob } from './jobs/get-job.ts';
import { queryJobs } from './jobs/query-jobs.ts';
import { scheduleJob } from './jobs/schedule-job.ts';
import { control } from './local/control.ts';

/** Every operation of the REST interface. */
export const operationTable: readonly Operation[] = [
  scheduleJob,
  getJob,
  cancelJob,
  queryJobs,
  putConfiguration,
  getConfiguration,
  listConfigurations,
  deleteConfiguration,
  testQueries,
  applyConfigurationContent,
  control,
];
