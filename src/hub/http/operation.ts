import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Json } from '../../lib/json.ts';
import type { HubContext } from '../context.ts';
import type { OperationFamily } from '../faults/faults.ts';
import type { Cause } from '../feed.ts';
import type { Right } from '../state/hub-state.ts';

/**
 * One row of the hub's REST interface: its name, its route, who may call it, and what it does. Each lives in a file of
 * its name under `operations/`, and is listed in `operations/operation-table.ts`.
 */
export type Operation = {
  /** E.g. `GetTwin`. */
  readonly name: string;
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  /** E.g. `/twins/{deviceId}/modules/{moduleId}`; literal segments match in any case. Both ids are checked by the router. */
  readonly path: string;
  /**
   * The right a policy needs. `owner` is all four rights, for what is not part of IoT Hub. With `identity` the device
   * or module of the path may call, too, by its own key or certificate, and policies need DeviceConnect.
   */
  readonly access: Right | 'owner' | 'identity';
  /** The quota it counts against. */
  readonly family?: OperationFamily;
  /** Bytes; 2 MB unless said. */
  readonly bodyLimit?: number;
  /** How refusals are worded: shape B unless said. hub-reference 0.6. */
  readonly errors?: 'classic' | 'nested';
  /** Bodies hold keys, which the wire log must not show. */
  readonly holdsKeys?: boolean;
  run(context: HubContext, request: OperationRequest): Answer | Promise<Answer>;
};

export type OperationRequest = {
  /** The ids and names of the path, percent-decoded. */
  readonly parameters: { readonly [name: string]: string };
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body as JSON with bare objects. Throws HubError 400 IotHubFormatError; an empty body is none. */
  json(): Json;
  /** `If-Match` without its quotes; undefined when there is none. hub-reference 0.5. */
  readonly ifMatch: string | undefined;
  /** `If-Match` as it came, for what tells quoted from unquoted. */
  readonly rawIfMatch: string | undefined;
  /** Who caused what this request changes. */
  readonly cause: Cause;
};

export type Answer = {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  /** JSON text, as a string or in UTF-8; undefined sends no body. */
  readonly body?: string | Buffer | undefined;
  /** For the wire log: the `$version` or `version` that the answer tells of. */
  readonly version?: number | undefined;
  /** Takes over after the head was sent, for an answer without end; called again never. */
  readonly stream?: (response: ServerResponse) => void;
  /** Called instead of `stream` when the caller left before the answer began. */
  readonly abandon?: () => void;
};

export function jsonAnswer(status: number, value: unknown, headers?: { readonly [name: string]: string }): Answer {
  return { status, body: JSON.stringify(value), ...(headers && { headers }) };
}
