import { bounds } from '../../../lib/bounds.ts';
import { jsonAnswer, type Operation, type OperationRequest } from '../../http/operation.ts';
import { argumentInvalid } from '../../hub-error.ts';
import { type JobStatus, jobStatuses, jobTypes } from '../../jobs/job.ts';

const largestPage = bounds.rest.jobPage;

/** Jobs in order of creation, in pages as queries have them. hub-reference 6.1, 5.1. */
export const queryJobs: Operation = {
  name: 'QueryJobs',
  method: 'GET',
  path: '/jobs/v2/query',
  access: 'ServiceConnect',
  family: 'JobOperation',
  run: async ({ jobs }, request) => {
    const type = parseFilter(request, 'jobType', jobTypes);
    const status = parseStatus(request);
    const start = startOf(request);
    const count = pageSize(request);
    const page = await jobs.list({ type, status }, start, count);
    const next = Buffer.from(`jobs:${start + count}`).toString('base64url');
    return jsonAnswer(200, page.jobs, {
      'x-ms-item-type': 'JobResponse',
      ...(page.more && { 'x-ms-continuation': next }),
    });
  },
};

/** Node's SDK knows `finished` where the service says `completed`. */
function parseStatus(request: OperationRequest): JobStatus | undefined {
  const status = parseFilter(request, 'jobStatus', [...jobStatuses, 'finished']);
  return status === 'finished' ? 'completed' : status;
}

function parseFilter<T extends string>(request: OperationRequest, name: string, known: readonly T[]): T | undefined {
  const text = request.query.get(name);
  if (!text) return undefined;
  const value = known.find(other => other.toLowerCase() === text.toLowerCase());
  if (value !== undefined) return value;
  throw argumentInvalid(`${name} must be one of ${known.join(', ')}, found ${JSON.stringify(text)}`);
}

function pageSize({ headers }: OperationRequest): number {
  const asked = Number(headers['x-ms-max-item-count'] ?? largestPage);
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, largestPage) : largestPage;
}

function startOf({ headers }: OperationRequest): number {
  const token = headers['x-ms-continuation'];
  if (token === undefined || token === '') return 0;
  const start = /^jobs:(\d{1,9})$/.exec(Buffer.from(String(token), 'base64url').toString())?.[1];
  if (start === undefined) throw argumentInvalid('x-ms-continuation is not a token of this hub');
  return Number(start);
}
