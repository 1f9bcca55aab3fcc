import type { Operation } from '../http/operation.ts';

/** Every operation of the REST interface. */
export const operationTable: readonly Operation[] = [];
