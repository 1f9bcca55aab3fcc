/** One request and its answer on the wire, as the wire log shows it. No secret ever gets in here. */
export type WireRecord = {
  /** Unique and growing within one log. */
  readonly sequence: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly protocol: 'REST' | 'MQTT';
  /** Seen from the hub: `in` is what a client sent, `out` what the hub sent of its own accord. */
  readonly direction: 'in' | 'out';
  /** The policy's name or the identity's key. */
  readonly who: string | undefined;
  /** `PATCH /twins/dev1`, a topic, or a packet's name. */
  readonly what: string;
  readonly status: number | undefined;
  /** An error's name, or why a connection was closed. */
  readonly note: string | undefined;
  /** The `$version` or twin version that the answer carried. */
  readonly version: number | undefined;
  readonly requestBytes: number;
  readonly answerBytes: number;
  readonly milliseconds: number;
  readonly requestBody: string | undefined;
  readonly answerBody: string | undefined;
  readonly headers: { readonly [name: string]: string } | undefined;
};
