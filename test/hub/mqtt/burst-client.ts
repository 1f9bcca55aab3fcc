import { connect, createSecureContext } from 'node:tls';

/** Connects over TLS so many times at once, says nothing, and prints how many were let in after how many milliseconds. */
const [port, count] = process.argv.slice(2).map(Number) as [number, number];
// Made once: that costs more than the handshake.
const secureContext = createSecureContext();
const began = performance.now();
let [open, failed] = [0, 0];

for (let index = 0; index < count; index++) {
  let isOpen = false;
  const options = { host: '127.0.0.1', port, servername: 'localhost', rejectUnauthorized: false, secureContext };
  const socket = connect(options, () => {
    isOpen = true;
    open++;
    report();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    if (isOpen) return;
    failed++;
    report();
  });
}

function report(): void {
  if (open + failed !== count) return;
  console.log(JSON.stringify({ open, failed, milliseconds: Math.round(performance.now() - began) }));
}
