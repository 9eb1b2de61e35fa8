// Sends texts in frames, all with one write, and prints the frames that come back.
// node frames-client.js PORT TEXT...
'use strict';
const net = require('node:net');
const { FrameDecoder, frame } = require('./frame-decoder.js');

const [port, ...texts] = process.argv.slice(2);
const decoder = new FrameDecoder(1024 * 1024, (payload) => {
  console.log(`came back: ${JSON.stringify(payload.toString())}`);
});
const socket = net.connect({ port, host: '127.0.0.1' }, () => {
  socket.end(Buffer.concat(texts.map(frame)));
});
socket.on('data', (chunk) => decoder.decode(chunk));
socket.on('error', (error) => console.error(`error: ${error.code}`));
