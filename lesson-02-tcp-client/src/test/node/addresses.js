// Connects to a name with the addresses ::1 and 127.0.0.1, and prints the result of each attempt.
// node addresses.js PORT
'use strict';
const net = require('node:net');

const [port] = process.argv.slice(2);
const lookup = (name, options, done) =>
  done(null, [{ address: '::1', family: 6 }, { address: '127.0.0.1', family: 4 }]);
const socket = net.connect({ port, host: 'two-addresses.invalid', lookup });
socket.on('connectionAttemptFailed', (address) => console.log(`failed: ${address}`));
socket.on('connect', () => {
  console.log(`connected: ${socket.remoteAddress}`);
  socket.end();
});
socket.on('error', (error) => console.log(error.name));
