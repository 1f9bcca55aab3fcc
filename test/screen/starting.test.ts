import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Screen, spawnScreen } from '../helpers/pseudo-terminal.ts';

const scratch = mkdtempSync(join(tmpdir(), 'twin-tui-test-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let count = 0;
function start(...parameters: readonly string[]): Screen {
  count += 1;
  return spawnScreen({ parameters, env: { HOME: scratch, XDG_DATA_HOME: join(scratch, `home-${count}`) } });
}

async function ending(screen: Screen, act: () => Promise<void>): Promise<number> {
  try {
    await act();
    return await screen.ended;
  } finally {
    screen.kill('SIGKILL');
    screen.dispose();
  }
}

/** What is written once the panes are gone. */
const afterwards = (screen: Screen) => screen.output().slice(screen.output().lastIndexOf('\u001b[?1049l'));

describe('before the hub has been reached', () => {
  it('a signal that comes while the screen takes over from the skeleton is not lost', async () => {
    const screen = start();
    const code = await ending(screen, async () => {
      await screen.waitFor('3 Query', 30);
      screen.kill('SIGTERM');
    });
    expect(code).toBe(143);
    expect(screen.output().lastIndexOf('\u001b[?1049l')).toBeGreaterThan(screen.output().lastIndexOf('\u001b[?1049h'));
  }, 60_000);

  it('all panes are there, say so, and `q` leaves', async () => {
    const screen = start();
    const code = await ending(screen, async () => {
      const texts = ['◌ connecting…', 'reading the twin…', '1 Device · myDeviceId', '2 Twin · myDeviceId', '3 Query'];
      // The line of keys is the last of the frame: a terminal may have read only what is above it.
      await screen.waitFor(text => [...texts, '? help'].every(part => text.includes(part)), 30);
      screen.press('q');
    });
    expect(code).toBe(0);
  }, 60_000);

  it('keys that were typed into the first frame do what they say once it is there', async () => {
    const screen = start();
    const code = await ending(screen, async () => {
      await screen.waitFor('? help', 30);
      screen.press('3');
      screen.type('SELECT * FROM devices');
      await screen.waitFor('› SELECT * FROM devices', 30);
      screen.press('ctrl+c');
    });
    expect(code).toBe(0);
  }, 60_000);

  it('a hub that cannot start is told of when the screen has closed', async () => {
    const file = join(scratch, 'no-directory');
    writeFileSync(file, '');
    const screen = start('--local', '--data-dir', file);
    const code = await ending(screen, async () => {});
    expect(code).not.toBe(0);
    expect(afterwards(screen)).toContain('twin-tui: ');
    expect(afterwards(screen)).toContain(file);
  }, 60_000);
});
