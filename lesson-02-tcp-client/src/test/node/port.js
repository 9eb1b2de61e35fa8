// Connects to a port that is given as text, and prints the result.
// node port.js TEXT
'use strict';
const net = require('node:net');

const [text] = process.argv.slice(2);
try {
  const socket = net.connect(text);
  socket.on('connect', () => {
    console.log(`connected to port ${socket.remotePort}`);
    socket.end();
  });
  socket.on('error', (error) => console.log(`${error.code} ${error.address}`));
} catch (error) {
  console.log(error.code);
}
