import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type RecipePlace, recipes } from '../../src/cli/recipes.ts';

const place = (caFile: string, deviceConnectionString: string | undefined = 'HostName=localhost;DeviceId=d') => {
  const ends = { hostName: 'localhost', address: '127.0.0.1', mqttPort: 8883, httpsPort: 443 };
  const strings = { serviceConnectionString: 'HostName=localhost', deviceId: 'd', deviceConnectionString };
  return { ...ends, ...strings, caFile } satisfies RecipePlace;
};
const onWindows = String.raw`C:\Users\new user\ca.pem`;
const awkward = "/home/o'neil/my hub/ca.pem";

/** The line that begins with these words, without the name of the SDK. */
function lineOf(text: string, start: string): string {
  const line = text.split('\n').find(each => each.trim().startsWith(start));
  return line!.trim();
}
const hasPython = spawnSync('python3', ['-c', '']).status === 0;

describe('the recipes', () => {
  it.skipIf(process.platform === 'win32')('give a POSIX shell the path as it is, whatever is in it', () => {
    const line = lineOf(recipes(place(awkward), 'linux'), 'NODE_EXTRA_CA_CERTS=');
    const shown = line.replace('node your-program.js', `sh -c 'printf %s "$NODE_EXTRA_CA_CERTS"'`);
    expect(execFileSync('sh', ['-c', shown], { encoding: 'utf8' })).toBe(awkward);
  });

  it('set variables, quote and name curl as PowerShell has it', () => {
    const text = recipes(place("C:\\o'neil\\ca.pem"), 'win32');
    expect(text).toContain("$env:NODE_EXTRA_CA_CERTS='C:\\o''neil\\ca.pem'; node your-program.js");
    expect(text).toContain("curl.exe --cacert 'C:\\o''neil\\ca.pem'");
    expect(text).not.toMatch(/sudo|setcap/);
  });

  it.skipIf(!hasPython)('have paths of Windows that Python reads (skipped without Python)', () => {
    const line = lineOf(recipes(place(onWindows), 'win32'), 'Python');
    const [, literal = ''] = /open\((".*?")\)/.exec(line) ?? [];
    const end = execFileSync('python3', ['-c', `import sys; sys.stdout.write(${literal})`], { encoding: 'utf8' });
    expect(end).toBe(onWindows);
  });

  it('escape paths for C#, whose texts have the escapes of JSON', () => {
    expect(recipes(place(onWindows), 'win32')).toContain(
      String.raw`new X509Certificate2("C:\\Users\\new user\\ca.pem")`,
    );
  });

  it('have the device’s own string where it is known, and say where it goes where it is not', () => {
    expect(lineOf(recipes(place('ca.pem')), 'Python')).toContain('string("HostName=localhost;DeviceId=d", server');
    const { deviceConnectionString: _known, ...unknown } = place('ca.pem');
    const text = recipes({ ...unknown, deviceConnectionString: undefined });
    expect(lineOf(text, 'Python')).toContain('string("<device string>", server');
    expect(text).toContain('twin-tui device connection-string d');
  });
});
