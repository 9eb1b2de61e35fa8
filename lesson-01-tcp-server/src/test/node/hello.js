// The Node counterpart of the step hello.
// node hello.js [PORT [HOST]]
'use strict';
const net = require('node:net');

const [port = 23452, host] = process.argv.slice(2);
// tag::serve[]
const server = net.createServer((socket) => {
  socket.write('[tcp/ip] hello world!\n'); // <1>
  socket.resume(); // <2>
  socket.on('error', (error) => console.error(error.message)); // <3>
});
// end::serve[]
server.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
server.listen({ port, host }, () => console.log(`listen on port ${server.address().port}`));
