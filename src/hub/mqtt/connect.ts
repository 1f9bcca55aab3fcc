import type { IConnectPacket } from 'mqtt-packet';
import { messageOf } from '../../lib/errors.ts';
import { authenticateIdentity } from '../access/authenticate-identity.ts';
import { splitKey } from '../state/identity.ts';
import type { MqttConnection } from './mqtt-connection.ts';
import { identityPrefix } from './topics.ts';
import { parseUserName, type UserName } from './user-name.ts';
import { mqttRecord } from './wire-record.ts';

export type Will = { readonly bag: string; readonly payload: Buffer };

/** The server waits 1.5 times what the client announces, at most this (ms); 0 stands for it. hub-reference 3.3. */
const longestPatience = 1_767_000;

/** CONNECT: who is it, and may it come in? Every refusal is CONNACK 5. hub-reference 3.1, 3.2. */
export function handleConnect(connection: MqttConnection, packet: IConnectPacket): void {
  if (packet.protocolId !== 'MQTT' || packet.protocolVersion !== 4) {
    connection.send({ cmd: 'connack', returnCode: 1, sessionPresent: false });
    connection.close(`expected MQTT 3.1.1, found ${packet.protocolId} level ${packet.protocolVersion}`);
    return;
  }
  const turn = connection.service.context.faults.admit('Connect');
  if (turn === undefined) return admit(connection, packet);
  turn.then(
    () => admit(connection, packet),
    error => refuse(connection, messageOf(error)),
  );
}

function admit(connection: MqttConnection, packet: IConnectPacket): void {
  const { context, sessions } = connection.service;
  try {
    const name = requireName(packet, context.hostNames);
    const certificates = connection.transport.certificates();
    const token = packet.password?.toString('utf8');
    const entry = authenticateIdentity(context, splitKey(name.key), { token, certificates });
    connection.will = requireWill(packet, name.key);
    connection.expiresAt = entry.expiresAt;
    connection.patience = patienceFor(packet.keepalive ?? 0);
    connection.key = name.key;
    const { session, present } = sessions.open(name.key, packet.clean ?? false);
    connection.session = session;
    context.connections.add(connection);
    connection.send({ cmd: 'connack', returnCode: 0, sessionPresent: present });
    if (connection.takesMethods) context.connections.ready(connection);
    announceModel(connection, name);
    if (context.feed.watched)
      mqttRecord(connection, {
        direction: 'in',
        what: 'CONNECT',
        status: 0,
        note: present ? 'session present' : undefined,
      });
  } catch (error) {
    refuse(connection, messageOf(error));
  }
}

function refuse(connection: MqttConnection, reason: string): void {
  if (connection.service.context.feed.watched)
    mqttRecord(connection, { direction: 'in', what: 'CONNECT', status: 5, note: reason });
  connection.key = '';
  connection.send({ cmd: 'connack', returnCode: 5, sessionPresent: false });
  connection.close(`CONNECT refused: ${reason}`);
}

function requireName(packet: IConnectPacket, hostNames: readonly string[]): UserName {
  const name = packet.username === undefined ? undefined : parseUserName(packet.username);
  if (name === undefined)
    throw new Error('the user name must read {host}/{deviceId}[/{moduleId}]/?api-version={version}');
  if (name.key !== packet.clientId) {
    throw new Error(
      `the client id ${JSON.stringify(packet.clientId)} is not the identity of the user name, ${JSON.stringify(name.key)}`,
    );
  }
  if (!hostNames.includes(name.host)) throw new Error(`the hub is not called ${JSON.stringify(name.host)}`);
  return name;
}

function requireWill(packet: IConnectPacket, key: string): Will | undefined {
  if (packet.will === undefined) return undefined;
  const events = `${identityPrefix(key)}/messages/events`;
  const { topic, payload } = packet.will;
  if (topic !== events && !topic.startsWith(`${events}/`))
    throw new Error(`a will must go to ${events}/, found ${JSON.stringify(topic)}`);
  return { bag: topic.slice(events.length + 1), payload: Buffer.from(payload) };
}

function patienceFor(keepAlive: number): number {
  return keepAlive === 0 ? longestPatience : Math.min(keepAlive * 1_500, longestPatience);
}

/** A plug-and-play device names its model with every connection. hub-reference 3.1. */
function announceModel(connection: MqttConnection, { key, properties }: UserName): void {
  const modelId = properties['model-id'];
  if (modelId) connection.service.context.twins.announceModel(key, modelId).catch(() => {});
}
