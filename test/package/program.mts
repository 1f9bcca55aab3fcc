import { startHub, type TestHub } from 'twin-tui/hub';

// A function, as the same text is compiled as CommonJS, which has no await at its top.
async function main(): Promise<string> {
  const hub: TestHub = await startHub({ seed: 'a', fixedTime: new Date(0) });
  const connectionString: string = await hub.createDevice('dev1', { tags: { plant: 'Redmond43' } });
  hub.faults.throttle('S1', 2);
  hub.clock.advance(60_000);
  // @ts-expect-error: there is no such tier
  hub.faults.throttle('S9');
  await hub.request('GET', '/twins/dev1');
  await hub.stop();
  return connectionString;
}

main().then(console.log);
