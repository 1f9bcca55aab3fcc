import { startHub } from '../../src/hub/public.ts';

/** Run as a process: stops a hub that holds up a method and a read for five minutes, and tells what they came to. */
const hub = await startHub();
await hub.createDevice('d');
const statusOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 200,
    error => error.statusCode ?? error,
  );
const seconds = { connectTimeoutInSeconds: 300, responseTimeoutInSeconds: 300 };
const method = statusOf(hub.request('POST', '/twins/d/methods', { methodName: 'reboot', ...seconds }));
// Begun later and answered: what was begun before has come in.
await hub.request('GET', '/devices/d');
hub.faults.latency(300_000);
const read = statusOf(hub.request('GET', '/devices/d'));
// The hub's own operations do not wait for the latency.
await hub.request('GET', '/$twin-tui/policies');
await hub.stop();
console.log(`a method for its device: ${await method}, a read for the latency: ${await read}, stopped`);
