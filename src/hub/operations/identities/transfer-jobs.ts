import { hubError } from '../../error-codes.ts';
import { jsonAnswer, type Operation } from '../../http/operation.ts';

/** Import and export of identities need blob storage, which is not part of this hub. hub-reference 1.1. */
export const createTransferJob: Operation = {
  name: 'CreateTransferJob',
  method: 'POST',
  path: '/jobs/create',
  access: 'RegistryWrite',
  run: () => {
    throw hubError(
      'OperationNotAvailableInCurrentTier',
      'import and export jobs need blob storage, which this hub lacks',
    );
  },
};

export const listTransferJobs: Operation = {
  name: 'ListTransferJobs',
  method: 'GET',
  path: '/jobs',
  access: 'RegistryWrite',
  run: () => jsonAnswer(200, []),
};

export const getTransferJob: Operation = {
  name: 'GetTransferJob',
  method: 'GET',
  path: '/jobs/{jobId}',
  access: 'RegistryWrite',
  run: (_context, { parameters }) => {
    throw hubError('JobNotFound', parameters.jobId!);
  },
};

export const cancelTransferJob: Operation = {
  name: 'CancelTransferJob',
  method: 'DELETE',
  path: '/jobs/{jobId}',
  access: 'RegistryWrite',
  run: (_context, { parameters }) => {
    throw hubError('JobNotFound', parameters.jobId!);
  },
};
