import type { TLSSocket } from 'node:tls';
import type { IConnectPacket } from 'mqtt-packet';
import { bounds } from '../../lib/bounds.ts';
import { messageOf } from '../../lib/errors.ts';
import { authenticateIdentity } from '../access/authenticate-identity.ts';
import type { AccessContext } from '../access/authenticate-service.ts';
import { peerCertificates } from '../access/certificate.ts';
import { Standing } from '../access/standing.ts';
import { type IdentityKey, splitKey } from '../state/identity.ts';
import { encodeConnack } from './encode.ts';
import type { MqttConnection } from './mqtt-connection.ts';
import { provoked } from './provoked.ts';
import { identityPrefix } from './topics.ts';
import { parseUserName, type UserName } from './user-name.ts';
import { mqttRecord } from './wire-record.ts';

export type Will = { readonly bag: string; readonly payload: Buffer };

/** The server waits 1.5 times what the client announces, at most this (ms); 0 stands for it. hub-reference 3.3. */
const longestPatience = bounds.mqtt.silence;

/** CONNECT: who is it, and may it come in? Every refusal is CONNACK 5. hub-reference 3.1, 3.2. */
export function handleConnect(connection: MqttConnection, packet: IConnectPacket): void {
  connection.opening();
  if (packet.protocolId !== 'MQTT' || packet.protocolVersion !== 4) {
    connection.send(encodeConnack(1, false));
    connection.close(`expected MQTT 3.1.1, found ${packet.protocolId} level ${packet.protocolVersion}`);
    return;
  }
  const held = holdUp(connection, packet);
  if (held === undefined) return admit(connection, packet);
  held
    .then(() => admit(connection, packet))
    .then(
      () => connection.proceed(),
      error => refuse(connection, messageOf(error)),
    );
}

/** Quota, latency, and an identity whose last change is not on disk yet. */
function holdUp({ service }: MqttConnection, { clientId }: IConnectPacket): Promise<void> | undefined {
  const held = provoked(service.context.faults, 'Connect');
  const settled = service.context.state.settled('identity', clientId);
  return held === undefined ? settled : held.then(() => settled);
}

function admit(connection: MqttConnection, packet: IConnectPacket): void {
  // While it was held up the client may have left: it must neither count as connected nor drive another one out.
  if (!connection.isConnecting) return;
  let name: UserName;
  try {
    name = authenticate(connection, packet);
  } catch (error) {
    return refuse(connection, messageOf(error));
  }
  const { context, sessions } = connection.service;
  const { session, present } = sessions.open(name.key, packet.clean ?? false);
  connection.session = session;
  connection.isPersistent = packet.clean === false;
  connection.namesApiVersion = Boolean(name.properties['api-version']);
  connection.patience = patienceFor(packet.keepalive ?? 0);
  connection.opened(name.key);
  context.connections.add(connection);
  connection.send(encodeConnack(0, present));
  if (connection.takesMethods) context.connections.ready(connection);
  announceModel(connection, name);
  if (!context.feed.watched) return;
  const note = present ? 'session present' : undefined;
  mqttRecord(connection, { direction: 'in', what: 'CONNECT', status: 0, note });
}

/** Throws an error with the reason for a refusal. */
function authenticate(connection: MqttConnection, packet: IConnectPacket): UserName {
  const { context } = connection.service;
  const name = requireName(packet);
  const { tls } = connection.transport;
  const access = accessBy(context, name.host, tls);
  const token = packet.password?.toString('utf8');
  const certificates = token ? [] : peerCertificates(tls);
  const admit = () => authenticateIdentity(access, splitKey(name.key), { token, certificates });
  const admission = admit();
  if (connection.service.isRefused(name.key)) throw new Error('fault injected: the identity is kept out');
  connection.will = requireWill(packet, name.key);
  connection.standing = new Standing(context.state, admission, () => admit().grounds);
  return name;
}

/**
 * A client may have reached the hub by a name the hub does not know it has; its token is for that name, then.
 * hub-reference 3.1. Throws an error when it did not.
 */
function accessBy(context: AccessContext, host: string, { servername }: TLSSocket): AccessContext {
  const { state, clock, hostNames } = context;
  if (hostNames.includes(host)) return context;
  if ((servername || '').toLowerCase() !== host) throw new Error(`the hub is not called ${JSON.stringify(host)}`);
  return { state, clock, hostNames: [...hostNames, host] };
}

function refuse(connection: MqttConnection, reason: string): void {
  if (connection.service.context.feed.watched) {
    mqttRecord(connection, { direction: 'in', what: 'CONNECT', status: 5, note: reason });
  }
  connection.send(encodeConnack(5, false));
  connection.close(`CONNECT refused: ${reason}`);
}

function requireName({ username, clientId }: IConnectPacket): UserName {
  const name = username === undefined ? undefined : parseUserName(username);
  if (name === undefined) {
    throw new Error('the user name must read {host}/{deviceId}[/{moduleId}]/?api-version={version}');
  }
  if (name.key === clientId) return name;
  const withoutMark = parseUserName(username!, -1);
  if (withoutMark?.key === clientId) return withoutMark;
  const [found, wanted] = [clientId, name.key].map(text => JSON.stringify(text));
  throw new Error(`the client id ${found} is not the identity of the user name, ${wanted}`);
}

function requireWill({ will }: IConnectPacket, key: IdentityKey): Will | undefined {
  if (will === undefined) return undefined;
  const { topic, payload, qos } = will;
  if (qos === 2) throw new Error('a will at QoS 2 is not supported');
  const events = `${identityPrefix(key)}/messages/events`;
  if (topic !== events && !topic.startsWith(`${events}/`)) {
    throw new Error(`a will must go to ${events}/, found ${JSON.stringify(topic)}`);
  }
  return { bag: topic.slice(events.length + 1), payload: Buffer.from(payload) };
}

function patienceFor(keepAlive: number): number {
  return keepAlive === 0 ? longestPatience : Math.min(keepAlive * 1_500, longestPatience);
}

/** A plug-and-play device names its model with every connection. hub-reference 3.1. */
function announceModel(connection: MqttConnection, { key, properties }: UserName): void {
  const modelId = properties['model-id'];
  if (!modelId) return;
  connection.service.context.twins.announceModel(key, modelId).catch(error => connection.close(messageOf(error)));
}
