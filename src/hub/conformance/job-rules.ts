import { scenario, section } from './rule.ts';

const job = (name: string) => scenario('jobs', name);
const client = (name: string) => `test/hub/operations/jobs/job-client.test.ts: ${name}`;
const run = (name: string) => `test/hub/jobs/jobs.test.ts: ${name}`;

/** hub-reference 6.1 and 7. */
export const jobRules = [
  ...section('Jobs', [
    [
      'job-put',
      'PUT /jobs/v2/{id}: 200 with the status queued; the same id again is 409 JobAlreadyExists',
      'live',
      job('PUT of a job answers 200 with the status queued; the same id is taken but once, even when the job is over'),
    ],
    [
      'job-get',
      'GET /jobs/v2/{id}: 200; of an unknown job 200 with type and status unknown',
      'live',
      job('GET of a job answers what it is, of one that nobody made 200 with type and status unknown'),
    ],
    [
      'job-cancel',
      'POST /jobs/v2/{id}/cancel: 200 with the status cancelled; unknown 404 JobNotFound; running or over 405 OperationNotAllowedInCurrentState',
      'live',
      job('a job is cancelled until it begins: later it is 405, one that nobody made 404'),
    ],
    [
      'job-list',
      'GET /jobs/v2/query: filters by type and status, item type JobResponse, paged as queries are',
      'sdk',
      job('jobs are listed by type and status, in pages as queries have them'),
    ],
    [
      'job-unknown-list',
      'Lists hold no unknown jobs',
      'sdk',
      job('GET of a job answers what it is, of one that nobody made 200 with type and status unknown'),
    ],
    [
      'job-id',
      'Ids: lower-case letters, digits, hyphen, apostrophe, up to 64; else 400',
      'live',
      job("a job's id is of lower-case letters, digits and hyphens"),
    ],
    [
      'job-etag',
      'updateTwin.etag must be *; a missing one counts as it',
      'sdk',
      job('a twin job takes the etag * or none, and no other'),
    ],
    [
      'job-start',
      'startTime: absent at once, else within 168 hours',
      'live',
      job('a job starts at once or within 168 hours'),
    ],
    [
      'job-parts',
      'Type, condition, patch and method are checked when the job is made',
      'documentation',
      job("a job's parts are checked"),
    ],
    [
      'job-condition',
      'A condition that cannot be read fails the job later, with failureReason',
      'live',
      job('a condition that cannot be read fails the job later, with its reason'),
    ],
    [
      'job-null',
      'null in the patch deletes at any depth',
      'live',
      job('null in the patch of a job deletes at any depth'),
    ],
    [
      'job-object',
      'The job object has its times, its condition, what it does, and statistics of its devices',
      'documentation',
      job('GET of a job answers what it is, of one that nobody made 200 with type and status unknown'),
    ],
    [
      'job-path',
      'A job goes from queued over scheduled and running to completed',
      'documentation',
      job('a job goes from queued over scheduled and running to completed'),
    ],
    [
      'job-offline',
      'A job completes although devices failed',
      'live',
      job('a job completes although devices failed, and devices.jobs has a row for each'),
    ],
    [
      'job-rows',
      'devices.jobs holds a row for each device',
      'documentation',
      job('a job completes although devices failed, and devices.jobs has a row for each'),
    ],
    [
      'job-method',
      'The answer of each device to a method is kept in its row',
      'documentation',
      'test/hub/operations/methods/invoke-with-sdks.test.ts: run in jobs on devices that are online, whose answers are kept',
    ],
    [
      'job-concurrent',
      'One job at a time on F1 and S1, 5 on S2, 10 on S3, those that wait included; else 429',
      'live',
      client('has one job at a time on S1, those that wait included'),
    ],
    [
      'job-history',
      'Jobs are forgotten 30 days after their end',
      'documentation',
      client('forgets jobs 30 days after their end, and no sooner'),
    ],
    [
      'job-overdue',
      'What is not done in maxExecutionTimeInSeconds has failed, and the job with it',
      'inferred',
      job('what is not done in maxExecutionTimeInSeconds has failed, and the job with it'),
    ],
    [
      'job-restart',
      'A job goes on after a restart; no device gets a method twice',
      'inferred',
      run('call no device twice: what was on its way has failed, what was not begun goes on'),
    ],
  ]),
  ...section('Throttling', [
    [
      'quota-table',
      'Quotas by tier and units as documented, each per second or minute; messages of a day are not counted',
      'documentation',
      'test/hub/faults/throttle.test.ts: %s on %s with %i units: %f a second',
    ],
    [
      'quota-shaping',
      'A burst is served, then operations wait, then 429 ThrottlingBacklogTimeout',
      'live',
      'test/hub/faults/throttle.test.ts: serves a burst at once, makes what exceeds it wait, and refuses what would wait too long',
    ],
  ]),
];
