import { tmpdir } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';

export type TerminalRun = {
  /** Of Node. */
  readonly parameters: readonly string[];
  readonly home: string;
  /** Of V8's code: an empty one is a first start. */
  readonly cache: string;
  /** Milliseconds that it goes on for afterwards. */
  readonly stay?: number;
};

/**
 * Milliseconds until a program in a terminal of 120x36 has written all of these texts, without what a terminal's parser
 * takes. It is then ended, and has ended when this resolves; most do not end by themselves.
 */
export async function untilWritten(
  { parameters, home, cache, stay = 0 }: TerminalRun,
  texts: readonly string[],
): Promise<number> {
  const { PATH = '' } = process.env;
  const env = { PATH, HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: cache, TERM: 'xterm-256color', LANG: 'C.UTF-8' };
  const start = performance.now();
  const pty = spawn(process.execPath, [...parameters], {
    name: 'xterm-256color',
    cols: 120,
    rows: 36,
    cwd: tmpdir(),
    env,
  });
  const ended = new Promise(done => pty.onExit(done));
  const time = new Promise<number>((resolve, reject) => {
    let output = '';
    pty.onData(data => {
      output += data;
      const text = stripVTControlCharacters(output);
      if (texts.every(wanted => text.includes(wanted))) resolve(performance.now() - start);
    });
    setTimeout(() => reject(new Error(`waited 30 s for ${texts.join(', ')}, read ${output}`)), 30_000).unref();
  });
  try {
    const taken = await time;
    await new Promise(done => setTimeout(done, stay));
    return taken;
  } finally {
    pty.kill('SIGTERM');
    await ended;
  }
}
