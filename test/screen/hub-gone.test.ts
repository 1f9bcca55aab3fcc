import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { it, onTestFinished } from 'vitest';
import { startCli, temporaryDirectory } from '../helpers/cli.ts';
import { openScreen } from '../helpers/pty.ts';

type Ready = { readonly mqttPort: number; readonly httpsPort: number };

/** A hub in a process of its own, so that it can go without the screen. */
async function startHub(directory: string, ports: Ready) {
  const { mqttPort, httpsPort } = ports;
  const options = ['--mqtt-port', String(mqttPort), '--https-port', String(httpsPort)];
  const child = startCli(['hub', '--json', '--data-dir', directory, ...options]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  const kill = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { ready: JSON.parse(line) as Ready, kill };
}

it('the hub goes while somebody types: it is told, tried again with back-off, and nothing typed is lost', {
  timeout: 120_000,
}, async () => {
  const directory = temporaryDirectory();
  const hub = await startHub(directory, { mqttPort: 0, httpsPort: 0 });
  const screen = openScreen({ parameters: ['--data-dir', directory] });
  await screen.waitFor('● online', 40);
  await screen.waitFor('v2 live');
  screen.press('2', 'g', 'a');
  await screen.waitFor('path = value');
  screen.type('location.plant = Redmo');

  await hub.kill();
  await screen.waitFor('the hub is gone', 20);
  await screen.waitFor('reconnecting…', 20);
  await screen.waitFor(/next attempt in \d+ s/, 20);
  await screen.waitFor('location.plant = Redmo');
  screen.type('nd43');
  screen.press('enter');
  await screen.waitFor('The patch');
  screen.press('enter');
  // The write is refused with the reason; the patch stays where it can be sent again.
  await screen.waitFor(/┃ ✗ cannot reach the hub/, 40);
  await screen.waitFor('"plant":"Redmond43"');

  await startHub(directory, hub.ready);
  await screen.waitFor('● online', 60);
  await screen.waitFor('● connected', 60);
  screen.press('enter');
  await screen.waitFor('written', 20);
  await screen.waitFor(/plant +"Redmond43"/);
  await screen.waitFor(/v\d+ live/, 30);
});
