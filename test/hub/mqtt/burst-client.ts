import { connect, createSecureContext } from 'node:tls';
import mqtt from 'mqtt-packet';
import { connectPacket } from '../../helpers/wire-client.ts';

/**
 * So many devices connect over TLS and send CONNECT, all at once; one whose connection ends before CONNACK tries again,
 * as devices do. Prints when each has got its CONNACK or given up: how many were let in, refused and gave up, with how
 * many attempts in how many milliseconds. All that were let in stay.
 */
const [port, count] = process.argv.slice(2).map(Number) as [number, number];
const mostAttempts = 20;
const figures = { admitted: 0, refused: 0, gaveUp: 0, attempts: 0 };
// Made beforehand: it is the hub that is tried.
const secureContext = createSecureContext();
const packets = Array.from({ length: count }, (_, index) => mqtt.generate(connectPacket(`b${index}`)));
const began = performance.now();

for (const packet of packets) attempt(packet, 1);

function attempt(packet: Buffer, times: number): void {
  figures.attempts++;
  const options = { host: '127.0.0.1', port, servername: 'localhost', rejectUnauthorized: false, secureContext };
  const socket = connect(options, () => socket.write(packet));
  const end = (how: 'admitted' | 'refused' | 'gaveUp') => {
    isAnswered = true;
    figures[how]++;
    report();
  };
  let isAnswered = false;
  // CONNACK is four bytes, its code the last of them.
  socket.once('data', (connack: Buffer) => end(connack[0] === 0x20 && connack[3] === 0 ? 'admitted' : 'refused'));
  socket.on('error', () => {});
  socket.on('close', () => {
    if (isAnswered) return;
    if (times < mostAttempts) attempt(packet, times + 1);
    else end('gaveUp');
  });
}

function report(): void {
  const { admitted, refused, gaveUp } = figures;
  if (admitted + refused + gaveUp !== count) return;
  console.log(JSON.stringify({ ...figures, milliseconds: Math.round(performance.now() - began) }));
}
