import { ensureDefaultPolicies } from '../../src/hub/access/policies.ts';
import { temporaryCertificates } from '../../src/hub/certificates/certificates.ts';
import { compose } from '../../src/hub/compose.ts';
import type { HubContext } from '../../src/hub/context.ts';
import { HubFaults } from '../../src/hub/faults/hub-faults.ts';
import { listenHttps, type Patience } from '../../src/hub/http/listen-https.ts';
import { MemoryState } from '../../src/hub/state/memory-state.ts';
import { type Rest, restOf } from './rest.ts';

export type BareHub = {
  readonly context: HubContext;
  readonly rest: Rest;
  readonly port: number;
  /** PEM. */
  readonly ca: string;
  close(): Promise<void>;
};

/** A hub's REST interface in memory with its inside open, for tests that also act where REST does not reach. */
export async function startBareHub(patience?: Patience, state = new MemoryState()): Promise<BareHub> {
  const composition = compose(state, new HubFaults(), {});
  const { context } = composition;
  await ensureDefaultPolicies(context.state, context.random);
  const tls = await temporaryCertificates(context.hostNames, Date.now());
  const listener = await listenHttps(context, tls, {
    host: '127.0.0.1',
    port: 0,
    ...(patience && { patience }),
  });
  const policies = [...context.state.entries('policy')].map(([, policy]) => policy);
  const rest = restOf({
    hostName: 'localhost',
    address: '127.0.0.1',
    httpsPort: listener.port,
    ca: tls.ca,
    policies,
  });
  const close = async () => {
    composition.close();
    await listener.close();
  };
  return { context, rest, port: listener.port, ca: tls.ca, close };
}
