import { scenario, section } from './rule.ts';

const job = (name: string) => scenario('jobs', name);
const client = (name: string) => `test/hub/operations/jobs/job-client.test.ts: ${name}`;
const run = (name: string) => `test/hub/jobs/jobs.test.ts: ${name}`;
const configuration = (name: string) => scenario('configurations', name);
const automatic = (name: string) => `test/hub/operations/configurations/registry-configurations.test.ts: ${name}`;

/** hub-reference 6 and 7. */
export const jobRules = [
  ...section('Jobs', [
    [
      'job-queued',
      'PUT answers 200 with the status queued; the same id again is 409 JobAlreadyExists',
      'live',
      job('a job is answered as queued, and no second one may have its id'),
    ],
    [
      'job-unknown',
      'GET of an unknown job answers 200 with type and status unknown',
      'live',
      job('a job nobody made is answered with 200 and the status unknown, but cannot be cancelled'),
    ],
    [
      'job-unknown-list',
      'Lists hold no unknown jobs',
      'sdk',
      job('a job nobody made is answered with 200 and the status unknown, but cannot be cancelled'),
    ],
    [
      'job-cancel',
      'A job that has not begun can be cancelled; another is 405 OperationNotAllowedInCurrentState',
      'live',
      run('waits for its start and can be cancelled until then'),
    ],
    [
      'job-list',
      'GET /jobs/v2/query filters by type and status and pages as queries do, item type JobResponse',
      'sdk',
      client('lists jobs in pages, by type and status'),
    ],
    [
      'job-id',
      'Ids: lower-case letters, digits, hyphen, up to 64',
      'live',
      job("a job's id is of lower-case letters, digits and hyphens"),
    ],
    [
      'job-etag',
      'updateTwin.etag must be *; a missing one counts as it',
      'sdk',
      job('a twin job takes the etag * and no other'),
    ],
    [
      'job-start',
      'A start must be within 168 hours',
      'live',
      job('a job is answered as queued, and no second one may have its id'),
    ],
    [
      'job-path',
      'A job goes from queued over scheduled and running to completed',
      'documentation',
      run('goes from queued over scheduled to completed'),
    ],
    [
      'job-condition',
      'A condition that cannot be read fails the job later, with failureReason',
      'live',
      client('takes a condition that cannot be read, and the job fails with the reason'),
    ],
    [
      'job-offline',
      'A job completes although devices failed',
      'live',
      client('completes a method job although a device is offline'),
    ],
    ['job-null', 'null in the patch deletes at any depth', 'live', client('deletes keys with null at any depth')],
    [
      'job-concurrent',
      'One job at a time on F1 and S1, 5 on S2, 10 on S3, those that wait included; else 429',
      'live',
      client('has one job at a time on S1, those that wait included'),
    ],
    [
      'job-rows',
      'devices.jobs holds a row for each device',
      'documentation',
      client('writes the twins that a condition selects and tells what came of each'),
    ],
    [
      'job-history',
      'Jobs are forgotten 30 days after their end',
      'documentation',
      run('are forgotten 30 days after their end'),
    ],
    [
      'job-overdue',
      'What is not done in maxExecutionTimeInSeconds has failed, and the job with it',
      'inferred',
      run('tells how far it is while it runs, and fails what was not done in time'),
    ],
    [
      'job-restart',
      'A job goes on after a restart; no device gets a method twice',
      'inferred',
      run('call no device twice: what was on its way has failed, what was not begun goes on'),
    ],
  ]),
  ...section('Configurations', [
    [
      'configuration-etag',
      'The etag is base64 of a counter, quoted in the header, bare in the body',
      'live',
      configuration(
        'a configuration is created without If-Match and answered with its etag quoted in the header, bare in the body',
      ),
    ],
    [
      'configuration-content',
      'Content: one of three kinds, paths below properties.desired; else 400 InvalidConfigurationContent',
      'documentation',
      configuration("a configuration's parts are checked"),
    ],
    [
      'configuration-immutable',
      'Content that is changed on update is silently kept as it was',
      'live',
      configuration('the content of a configuration never changes, silently'),
    ],
    [
      'configuration-test',
      'testQueries tells errors in its body and refuses the star',
      'live',
      configuration('testQueries tells errors in its body, and refuses the star that PUT takes'),
    ],
    [
      'configuration-applied',
      'Content is merged into desired of the targeted twins, which bumps $version and notifies',
      'documentation',
      automatic('are applied to the twins of their target, which says so, and told with their cause'),
    ],
    [
      'configuration-priority',
      'The highest priority wins, of equal ones the newest',
      'documentation',
      'test/hub/configurations/reconcile.test.ts: is the one of the highest priority, the newest of equal ones',
    ],
    [
      'configuration-leaving',
      'A twin that leaves the target loses the settings',
      'documentation',
      automatic('follow a twin that enters and leaves their target, and take their settings along'),
    ],
    [
      'configuration-deleted',
      'A configuration that is deleted leaves what it wrote',
      'live',
      automatic('leave what they wrote when they are deleted'),
    ],
    [
      'configuration-metrics',
      'System metrics count the targeted and the applied, custom ones the rows of their queries',
      'documentation',
      automatic('count in their metrics what they target, what they were applied to, and what their own queries find'),
    ],
    [
      'configuration-modules',
      'moduleContent goes to modules that a condition over devices.modules selects',
      'documentation',
      automatic('reach modules with a condition over modules'),
    ],
    [
      'configuration-edge',
      'modulesContent goes to the modules of edge devices; $edgeAgent carries the status',
      'inferred',
      automatic('deploy to the modules of edge devices, whose agent carries the status'),
    ],
  ]),
  ...section('Throttling', [
    [
      'quota-table',
      'Quotas by tier and units as documented',
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
