// Counts the frames of a connection with the decoder of lesson 06, and sends the number at EOF.
// node frames.js PORT
'use strict';
const net = require('node:net');
const { FrameDecoder } = require('../../../../../lesson-06-binary/src/test/node/frame-decoder.js');

const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  let count = 0;
  const decoder = new FrameDecoder(1024 * 1024, () => count++);
  socket.on('data', (chunk) => decoder.decode(chunk));
  socket.on('end', () => socket.end(`${count}\n`));
});
server.listen(process.argv[2], '127.0.0.1');
