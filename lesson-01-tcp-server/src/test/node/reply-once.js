// The Node counterpart of the step reply-once.
// node reply-once.js [PORT [HOST]]
'use strict';
const net = require('node:net');

const [port = 5000, host] = process.argv.slice(2);
// tag::serve[]
const server = net.createServer((socket) => {
  console.log(`connect address : ${socket.remoteAddress}`);
  console.log(`  local address : ${socket.localAddress}`);
  socket.setEncoding('utf8');
  socket.on('data', (text) => { // <1>
    console.log(text);
    if (!socket.writableEnded) socket.end('test'); // <2>
  });
  socket.on('error', (error) => console.error(error.message)); // <3>
});
// end::serve[]
server.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
server.listen({ port, host }, () => console.log(`listen on port ${server.address().port}`));
