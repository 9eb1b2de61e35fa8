// Like the original, it waits for 'connect' on accepted sockets, which never emit it.
// node never.js [PORT]
'use strict';
const net = require('node:net');

const [port = 1337] = process.argv.slice(2);
// tag::serve[]
const clients = [];
const server = net.createServer((socket) => {
  socket.on('connect', () => clients.push(socket)); // <1>
  socket.on('close', () => {
    const at = clients.indexOf(socket);
    clients.splice(at, 1); // <2>
    console.log(`removed ${at}, ${clients.length} on the list`);
  });
  socket.on('data', (data) => {
    const others = clients.filter((client) => client !== socket);
    console.log(`${data.length} bytes to ${others.length} others`);
    others.forEach((client) => client.write(data));
  });
  socket.on('error', (error) => console.error(error.message));
});
// end::serve[]
server.listen(port, '0.0.0.0', () => console.log(`listen on port ${server.address().port}`));
