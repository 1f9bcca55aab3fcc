import { setTimeout as delay } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { signSas } from '../../src/hub/access/sas-signature.ts';
import { HubProcess } from './hub-process.ts';

/** A key all devices of a run share. */
const deviceKey = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';
const writersPerSide = 4;

type Section = 'desired' | 'reported';
type Acknowledged = { readonly number: number; readonly version: number; readonly etag: string | undefined };
/** What one writer knows: it writes one number after the other, and each write counts the version up by one. */
type Writer = { readonly id: string; readonly section: Section; last: Acknowledged; inFlight: boolean };

export type KillFigures = {
  kills: number;
  acknowledged: number;
  /** Unanswered when the hub was killed, and found on the disk or not: both is right. */
  unknownKept: number;
  unknownGone: number;
  /** Sentences; none when nothing is wrong. */
  readonly wrong: string[];
};

/** Kills a hub under load so many times and checks after each restart what each writer was told. */
export async function killRun(directory: string, kills: number, pause: () => number): Promise<KillFigures> {
  const figures: KillFigures = { kills: 0, acknowledged: 0, unknownKept: 0, unknownGone: 0, wrong: [] };
  const writers = (['desired', 'reported'] as const).flatMap(section =>
    Array.from({ length: writersPerSide }, (_, index): Writer => {
      const last = { number: 0, version: 1, etag: undefined };
      return { id: `${section}${index}`, section, last, inFlight: false };
    }),
  );
  let hub = await HubProcess.start(directory);
  try {
    const authentication = { symmetricKey: { primaryKey: deviceKey, secondaryKey: deviceKey } };
    for (const { id } of writers) await hub.call('PUT', `/devices/${id}`, { deviceId: id, authentication });
    while (figures.kills < kills) {
      const running = hub;
      const load = Promise.all(writers.map(writer => write(running, writer, figures)));
      await delay(pause());
      await hub.kill();
      figures.kills++;
      await load;
      hub = await HubProcess.start(directory);
      for (const writer of writers) await check(hub, writer, figures);
    }
  } finally {
    await hub.kill();
  }
  return figures;
}

async function write(hub: HubProcess, writer: Writer, figures: KillFigures): Promise<void> {
  let put: Put | undefined;
  try {
    put = writer.section === 'desired' ? byRest(hub, writer) : await byMqtt(hub, writer);
    for (;;) {
      const number = writer.last.number + 1;
      writer.inFlight = true;
      const { version, etag } = await put(number);
      writer.inFlight = false;
      figures.acknowledged++;
      if (version !== writer.last.version + 1)
        figures.wrong.push(`${writer.id}: version ${version} after ${writer.last.version}`);
      writer.last = { number, version, etag };
    }
  } catch {
    // The hub is dead: whether the write in flight was kept is seen after the restart.
  } finally {
    put?.end?.();
  }
}

type Put = { (number: number): Promise<{ version: number; etag: string | undefined }>; end?: () => void };

/** Both halves carry the number, so that half a patch would show. */
const halves = (number: number) => ({ first: number, nested: { second: number, filler: 'x'.repeat(number % 900) } });

function byRest(hub: HubProcess, { id }: Writer): Put {
  return async number => {
    const patch = { properties: { desired: halves(number) } };
    const { status, body } = await hub.call('PATCH', `/twins/${id}`, patch);
    if (status !== 200) throw new Error(`status ${status}`);
    const { desired } = body.properties as { desired: { $version: number } };
    return { version: desired.$version, etag: body.etag as string };
  };
}

async function byMqtt(hub: HubProcess, { id }: Writer): Promise<Put> {
  const { hostName, mqttPort } = hub.place;
  const client: MqttClient = await connectAsync(`mqtts://127.0.0.1:${mqttPort}`, {
    clientId: id,
    username: `${hostName}/${id}/?api-version=2021-04-12`,
    password: signSas({ resource: `${hostName}/devices/${id}`, expiry: 4102444800, key: deviceKey }),
    ca: hub.ca,
    servername: hostName,
    reconnectPeriod: 0,
    protocolVersion: 4,
  });
  client.on('error', () => {});
  let answer: { take(topic: string): void; lose(): void } | undefined;
  client.on('message', topic => answer?.take(topic));
  let isClosed = false;
  client.on('close', () => {
    isClosed = true;
    answer?.lose();
  });
  await client.subscribeAsync('$iothub/twin/res/#');
  const put: Put = number =>
    new Promise((resolve, reject) => {
      const lose = () => reject(new Error('the connection was lost'));
      const take = (topic: string) => {
        const version = /res\/204\/.*\$version=(\d+)/.exec(topic)?.[1];
        if (version === undefined) lose();
        else resolve({ version: Number(version), etag: undefined });
      };
      answer = { take, lose };
      if (isClosed) return lose();
      const topic = `$iothub/twin/PATCH/properties/reported/?$rid=${number}`;
      client.publish(topic, JSON.stringify(halves(number)));
    });
  put.end = () => client.end(true);
  return put;
}

type Kept = { readonly $version: number; readonly first?: number; readonly nested?: { readonly second: number } };

/** What was acknowledged is there, the write in flight wholly or not at all, and each write once. */
async function check(hub: HubProcess, writer: Writer, figures: KillFigures): Promise<void> {
  const { last, id, section } = writer;
  const { body } = await hub.call('GET', `/twins/${id}`);
  const kept = (body.properties as { readonly [S in Section]: Kept })[section];
  const number = kept.first ?? 0;
  const wrong = (what: string) => figures.wrong.push(`${id}, kill ${figures.kills}: ${what}`);
  if ((kept.nested?.second ?? 0) !== number) wrong(`half a patch: ${number} and ${kept.nested?.second}`);
  const ahead = number - last.number;
  if (ahead < 0) wrong(`${last.number} was acknowledged, ${number} is there`);
  else if (ahead > (writer.inFlight ? 1 : 0)) wrong(`${number} is there, ${last.number} was the last sent`);
  if (kept.$version !== last.version + ahead)
    wrong(`version ${kept.$version} for ${number}, ${last.version} for ${last.number}`);
  const { etag } = body as { etag: string };
  if (last.etag !== undefined && (etag === last.etag) !== (ahead === 0))
    wrong(`etag ${etag} after ${last.etag}, ${ahead} writes later`);
  if (writer.inFlight) figures[ahead === 1 ? 'unknownKept' : 'unknownGone']++;
  writer.inFlight = false;
  writer.last = { number, version: kept.$version, etag: section === 'desired' ? etag : undefined };
}
