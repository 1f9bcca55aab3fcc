/** Any JSON value. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

export type TestHubOptions = {
  /** Everything is kept here and there again at the next start; without it nothing is kept. */
  dataDir?: string;
  /** Default 0: any free port. */
  mqttPort?: number;
  /** Default 0: any free port. */
  httpsPort?: number;
  /** Tolerates topics the service does not know instead of closing the connection. */
  lenient?: boolean;
  /** The hub's clock stands still at this time; see `clock`. */
  fixedTime?: Date;
  /** Makes keys and etags repeat themselves. */
  seed?: string;
  /** What the hub begins with: lines of `export()`, or of the file that `twin-tui hub export` prints. */
  importFrom?: AsyncIterable<string> | Iterable<string>;
};

export type Tier = 'F1' | 'S1' | 'S2' | 'S3' | 'off';

/** What a test provokes on purpose. Each takes effect at once, or throws when it is given what it cannot take. */
export type HubFaultControls = {
  /**
   * Quotas of a tier, times `units` (default 1, at most 200). What exceeds one a little waits up to two seconds, what
   * exceeds it more is refused: calls with 429, twin requests over MQTT with status 429, a CONNECT with return code 5;
   * telemetry over MQTT ends its connection.
   */
  throttle(tier: Tier, units?: number): void;
  /** While on, everything clients ask for is refused, as over a quota of `throttle`. */
  exhaust(on: boolean): void;
  /** Every answer waits so many milliseconds, and up to `jitter` more. */
  latency(milliseconds: number, jitter?: number): void;
  /** Milliseconds between a write and its being seen by queries. */
  indexLag(milliseconds: number): void;
  /** Closes the connection of a device or module, or all of them; does nothing where it is not connected. */
  drop(deviceId?: string, moduleId?: string): void;
  /** While broken, writes are refused with 500. */
  disk(state: 'broken' | 'ok'): void;
};

export type HubClockControls = {
  /** The hub's time: what it writes into twins, and judges tokens by. */
  now(): Date;
  /** Stands still at this time. Throws where it is not in the years 1 to 9999. */
  fix(at: Date): void;
  /** Goes on by so many milliseconds at once; what waits for that time happens. Throws as `fix` does. */
  advance(milliseconds: number): void;
  /** Follows the system's clock again. */
  release(): void;
};

/** A hub that runs in this process and accepts connections. */
export type TestHub = {
  /** `localhost`. */
  readonly hostName: string;
  /** The address to connect to. */
  readonly address: string;
  /** MQTT over TLS. */
  readonly mqttPort: number;
  /** The REST interface, and MQTT over WebSocket. */
  readonly httpsPort: number;
  /** The certificate clients have to trust, PEM. */
  readonly ca: string;
  /** The same as a file, there until `stop()`. */
  readonly caFile: string;
  /** The owner's. */
  readonly serviceConnectionString: string;
  readonly faults: HubFaultControls;
  readonly clock: HubClockControls;
  /** Makes a device with a twin; resolves with its connection string. Rejects as `request` does, e.g. 409. */
  createDevice(deviceId: string, twin?: TwinContent): Promise<string>;
  /** The same for a module of a device. That device must be there: else 401, as of the service. */
  createModule(deviceId: string, moduleId: string, twin?: TwinContent): Promise<string>;
  /** Undefined when there is no such device or module with a symmetric key. */
  deviceConnectionString(deviceId: string, moduleId?: string): string | undefined;
  /**
   * One call of the REST interface with the owner's rights, e.g. `GET`, `/twins/dev1`. Resolves with null where the
   * answer has no body. Rejects with an Error that has `statusCode` where it is refused.
   */
  request(method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE', path: string, body?: JsonValue): Promise<JsonValue>;
  /** All that the hub keeps as JSON lines, keys included. */
  export(): AsyncIterableIterator<string>;
  /** Closes all connections. Nothing is left that keeps the process alive. */
  stop(): Promise<void>;
};

/** Tags and desired properties a twin begins with. */
export type TwinContent = {
  tags?: { [key: string]: JsonValue };
  desired?: { [key: string]: JsonValue };
};
