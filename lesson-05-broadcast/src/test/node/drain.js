// Writes until write() returns false, then waits for 'drain': the sender waits for the receiver.
// node drain.js PORT [BYTES]
'use strict';
const net = require('node:net');

const [port, bytes = 20e6] = process.argv.slice(2);
// tag::write[]
const piece = Buffer.alloc(64 * 1024);
let left = Number(bytes);
let waits = 0;
const socket = net.connect({ port, host: '127.0.0.1' }, write);
socket.resume(); // what the others say is not for us
// tag::drain[]
function write() {
  while (left > 0) {
    const more = socket.write(piece.subarray(0, Math.min(left, piece.length)));
    left -= piece.length;
    if (!more) {
      waits += 1;
      socket.once('drain', write); // <1>
      return;
    }
  }
  // end::drain[]
  socket.end(() => console.log(`all written, waited for drain ${waits > 0 ? 'more than once' : 'never'}`));
  // tag::drain[]
}
// end::drain[]
// end::write[]
socket.on('error', (error) => console.error(error.message));
