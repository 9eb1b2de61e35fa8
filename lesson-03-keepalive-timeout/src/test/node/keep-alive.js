// Keep-alive in Node: not set, on, or on with a delay in milliseconds.
// node keep-alive.js PORT nothing|on|MILLISECONDS
'use strict';
const net = require('node:net');

const [port = 6004, what = 'nothing'] = process.argv.slice(2);
// tag::serve[]
const server = net.createServer((socket) => {
  socket.resume();
  if (what === 'on') socket.setKeepAlive(true); // <1>
  else if (what !== 'nothing') socket.setKeepAlive(true, Number(what)); // <2>
  socket.on('error', (error) => console.log(`error: ${error.code}`)); // <3>
});
// end::serve[]
server.on('connection', () => console.log('connected'));
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
