import { bounds } from '../../../lib/bounds.ts';
import { hubError } from '../../error-codes.ts';
import { readObject, readString } from '../../http/body-members.ts';
import type { Operation, OperationRequest } from '../../http/operation.ts';
import { argumentInvalid } from '../../hub-error.ts';

/** Characters. hub-reference 5.1. */
const longestQuery = bounds.query.length;

/** A page of the twins or job results that a query selects. */
export const queryTwins: Operation = {
  name: 'QueryTwins',
  method: 'POST',
  path: '/devices/query',
  access: 'ServiceConnect',
  family: 'Query',
  run: async ({ queries }, request) => {
    const text = readQuery(request);
    const pageSize = readPageSize(request.headers['x-ms-max-item-count']);
    const continuation = headerText(request.headers['x-ms-continuation']);
    const page = await queries.run({ text, pageSize, continuation });
    const headers: { [name: string]: string } = { 'x-ms-item-type': page.itemType };
    // Left out on the last page: Node pages on forever when it is empty.
    if (page.continuation !== undefined) headers['x-ms-continuation'] = page.continuation;
    return { status: 200, headers, body: page.body };
  },
};

function readQuery({ json }: OperationRequest): string {
  const text = readString(readObject(json(), 'the body'), 'query', Number.POSITIVE_INFINITY);
  if (text === undefined) throw hubError('ArgumentNull', 'the body lacks query');
  if (text.length <= longestQuery) return text;
  // Not 400: that is how it surfaced. hub-reference 5.1.
  throw hubError('PreconditionFailed', `the query has ${text.length} characters, the limit is ${longestQuery}`);
}

function readPageSize(header: string | string[] | undefined): number | undefined {
  const text = headerText(header);
  if (text === undefined) return undefined;
  const size = Number(text);
  if (Number.isInteger(size) && size >= 1) return size;
  throw argumentInvalid(`x-ms-max-item-count must be a number from 1, found ${JSON.stringify(text.slice(0, 40))}`);
}

function headerText(header: string | string[] | undefined): string | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  return text === '' ? undefined : text;
}
