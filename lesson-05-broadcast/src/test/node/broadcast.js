// The Node counterpart of the step broadcast: a client whose queue exceeds BOUND is disconnected.
// node broadcast.js [PORT [BOUND]]
'use strict';
const net = require('node:net');

const [port = 1337, bound = 1024 * 1024] = process.argv.slice(2);
// tag::serve[]
const clients = new Set();
const server = net.createServer((socket) => {
  clients.add(socket); // <1>
  socket.on('data', (data) => {
    for (const client of clients) {
      if (client !== socket && !client.write(data)) { // <2>
        if (client.writableLength > bound) client.resetAndDestroy(); // <3>
      }
    }
  });
  socket.on('error', (error) => console.error(error.message)); // <4>
  socket.on('close', () => clients.delete(socket)); // <5>
});
// end::serve[]
server.listen(port, '0.0.0.0', () => console.log(`listen on port ${server.address().port}`));
