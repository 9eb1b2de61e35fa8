// The Node counterpart of the step lifecycle: an echo server that names its events.
// node lifecycle.js [PORT [HOST [CLOSE-AFTER]]]
'use strict';
const net = require('node:net');

const [port = 4001, host = '127.0.0.1', closeAfter = 0] = process.argv.slice(2);
let accepted = 0;
// tag::events[]
const server = net.createServer();
server.on('listening', () => console.log(`listen on port ${server.address().port}`)); // <1>
server.on('connection', (socket) => { // <2>
  console.log('connection');
  if (++accepted === Number(closeAfter)) server.close(); // <3>
  socket.pipe(socket);
  socket.on('end', () => console.log('end'));
  socket.on('error', (error) => console.error(error.message));
});
server.on('close', () => console.log('close: server closed')); // <4>
server.on('error', (error) => { // <5>
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
server.listen(port, host);
// end::events[]
