// frames: a server that sends every frame back.
const net = require('node:net');

const LENGTH_BYTES = 4;
const PAYLOAD_BYTES_MAX = 1 << 20;

net
  .createServer({ allowHalfOpen: true }, socket => {
    let pieces = []; // of the current frame, and of what follows it
    let count = 0;
    let wanted = LENGTH_BYTES;
    socket.on('data', piece => {
      pieces.push(piece);
      count += piece.length;
      while (count >= wanted) {
        const bytes = Buffer.concat(pieces);
        const length = bytes.readInt32BE();
        if (length < 0 || length > PAYLOAD_BYTES_MAX) {
          socket.destroy();
          return;
        }
        const end = LENGTH_BYTES + length;
        const isComplete = count >= end;
        const rest = isComplete ? bytes.subarray(end) : bytes;
        if (isComplete) {
          socket.write(bytes.subarray(0, end));
        }
        pieces = [rest];
        count = rest.length;
        wanted = isComplete ? LENGTH_BYTES : end;
      }
    });
    socket.on('end', () => socket.end());
    socket.on('error', error => console.error(error.message));
  })
  .listen(Number(process.argv.at(-1)));
