import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { bundledPeer } from './bundled-peer.ts';
import type { NodePeer, PeerOptions } from './peer-process.ts';

export type PeerName = NodePeer | 'mosquitto';

/** A server under load in a process of its own, on core 0 where that can be arranged. */
export type Peer = {
  readonly name: PeerName;
  readonly port: number;
  readonly pid: number;
  /** Gives back what nobody uses any more. */
  collect(): Promise<void>;
  stop(): Promise<void>;
};

const pinning = spawnSync('taskset', ['--version']).status === 0;

export function pinTo(core: number, command: readonly string[]): readonly string[] {
  return pinning ? ['taskset', '-c', String(core), ...command] : command;
}

/** Moves this process and all its threads to a core. */
export function pinSelf(core: number): void {
  if (pinning) spawnSync('taskset', ['-a', '-c', '-p', String(core), String(process.pid)]);
}

/** Undefined when the server is not installed. */
export function startPeer(name: PeerName, options: PeerOptions): Promise<Peer | undefined> {
  return name === 'mosquitto' ? startMosquitto(options) : startNode(name, options);
}

async function startNode(name: NodePeer, options: PeerOptions): Promise<Peer> {
  const program = [process.execPath, '--expose-gc', await bundledPeer()];
  const child = start(pinTo(0, [...program, name, JSON.stringify(options)]));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the server ${name} ended early`);
    return value as string;
  };
  return {
    name,
    port: Number(await next()),
    pid: child.pid!,
    collect: async () => {
      child.stdin.write('\n');
      await next();
    },
    stop: () => stop(child),
  };
}

async function startMosquitto({ tls, directory }: PeerOptions): Promise<Peer | undefined> {
  const program = ['mosquitto', '/usr/sbin/mosquitto'].find(path => spawnSync(path, ['-h']).error === undefined);
  if (program === undefined) return undefined;
  const home = await mkdtemp(join(directory, 'bench-mosquitto-'));
  const port = await freePort();
  const path = (name: string) => join(home, name);
  await writeFile(path('key.pem'), tls.key, { mode: 0o600 });
  await writeFile(path('cert.pem'), tls.cert);
  const lines = [`listener ${port} 127.0.0.1`, `keyfile ${path('key.pem')}`, `certfile ${path('cert.pem')}`];
  lines.push('allow_anonymous true', 'log_type none', 'set_tcp_nodelay true', `user ${userInfo().username}`);
  // Without these it drops messages under load instead of delivering them.
  lines.push('max_queued_messages 0', 'max_inflight_messages 0');
  await writeFile(path('mosquitto.conf'), `${lines.join('\n')}\n`);
  const child = start(pinTo(0, [program, '-c', path('mosquitto.conf')]));
  const clean = async () => {
    await stop(child);
    await rm(home, { recursive: true });
  };
  await listening(port);
  return { name: 'mosquitto', port, pid: child.pid!, collect: async () => {}, stop: clean };
}

/** Resolves when the port takes connections. */
async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return;
    } catch {
      await wait(50);
    } finally {
      socket.destroy();
    }
  }
  throw new Error(`nothing listens on port ${port}`);
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

function start([program = '', ...args]: readonly string[]): Child {
  return spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function stop(child: Child): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}
