import type { ConnectionRegistry } from '../connections/connection-registry.ts';
import type { HubCore } from '../context.ts';
import type { MethodBroker } from '../methods/method-broker.ts';
import type { IdentityKey } from '../state/identity.ts';
import { MqttConnection, type MqttTransport } from './mqtt-connection.ts';
import { Outbox } from './outbox.ts';
import { Sessions } from './session.ts';
import { printTopic } from './topics.ts';

/** What the packet handlers of one hub share. */
export type MqttContext = HubCore & { readonly connections: ConnectionRegistry; readonly methods: MethodBroker };

/** Milliseconds between two looks at all connections: one timer for every deadline. */
const sweepInterval = 1_000;

/** The MQTT side of a hub, over TCP and WebSocket alike: its connections, their sessions, their deadlines. */
export class MqttService {
  readonly context: MqttContext;
  readonly sessions: Sessions;
  readonly outbox = new Outbox();
  readonly lenient: boolean;
  readonly #connections = new Set<MqttConnection>();
  readonly #refused = new Map<IdentityKey, number>();
  readonly #sweep: NodeJS.Timeout;
  readonly #unsubscribe: () => void;

  constructor(context: MqttContext, lenient: boolean) {
    this.context = context;
    this.lenient = lenient;
    this.sessions = new Sessions(context.state);
    this.#sweep = setInterval(() => this.#checkDeadlines(), sweepInterval).unref();
    this.#unsubscribe = context.feed.subscribe(event => {
      if (event.type === 'twin' && event.desiredPush !== undefined) {
        this.#pushDesired(event.key, event.after.desired.version, event.desiredPush);
      } else if (event.type === 'lifecycle' && event.operation === 'delete') this.sessions.forget(event.key);
    }, 'changes');
  }

  accept(transport: MqttTransport): void {
    this.#connections.add(new MqttConnection(this, transport));
  }

  left(connection: MqttConnection): void {
    this.#connections.delete(connection);
  }

  /** CONNECT of this identity is refused for so many milliseconds. */
  refuseFor(key: IdentityKey, milliseconds: number): void {
    this.#refused.set(key, performance.now() + milliseconds);
  }

  isRefused(key: IdentityKey): boolean {
    return (this.#refused.get(key) ?? 0) > performance.now();
  }

  close(): void {
    clearInterval(this.#sweep);
    this.#unsubscribe();
    for (const connection of [...this.#connections]) connection.close('the hub is stopping');
  }

  /** Only to who holds the subscription now: nothing is queued. hub-reference 3.3, 3.6. */
  #pushDesired(key: string, version: number, push: object): void {
    const connection = this.context.connections.get(key);
    if (!(connection instanceof MqttConnection) || !connection.session.has('desired')) return;
    connection.publish(printTopic.desired(version), Buffer.from(JSON.stringify(push)));
  }

  #checkDeadlines(): void {
    const monotonic = performance.now();
    const now = this.context.clock.now();
    for (const connection of [...this.#connections]) connection.checkDeadlines(monotonic, now);
    for (const [key, until] of this.#refused) if (until < monotonic) this.#refused.delete(key);
  }
}
