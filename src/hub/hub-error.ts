/**
 * A refusal as the hub words it: HTTP status, symbolic name and number of the code, text. hub-reference 0.6.
 * The text must hold no `;`: Node's service client cuts there.
 */
export class HubError extends Error {
  override readonly name = 'HubError';
  readonly status: number;
  /** E.g. `DeviceNotFound`. */
  readonly code: string;
  /** E.g. 404001. */
  readonly number: number;
  /** Further members of the nested error body, e.g. `timeout`. */
  readonly info: { readonly [member: string]: string } | undefined;

  constructor(
    status: number,
    code: string,
    number: number,
    message: string,
    info?: { readonly [member: string]: string },
  ) {
    super(message.replaceAll(';', ','));
    this.status = status;
    this.code = code;
    this.number = number;
    this.info = info;
  }
}

/** 400 ArgumentInvalid, the hub's word for most that is wrong with a request. */
export function argumentInvalid(message: string): HubError {
  return new HubError(400, 'ArgumentInvalid', 400004, message);
}
