// If a client that is not on the list leaves, the last client on the list is removed.
// node splice.js [PORT]
'use strict';
const net = require('node:net');

const [port = 1337] = process.argv.slice(2);
const clients = [];
const names = () => clients.map((client) => client.name).join(' ') || 'nobody';
const server = net.createServer((socket) => {
  socket.on('data', (data) => {
    if (!socket.name) {
      socket.name = data.toString('latin1').replace(/[^A-Za-z]/g, ''); // the first word puts it on the list
      clients.push(socket);
      console.log(`${socket.name} came: ${names()}`);
      return;
    }
    clients.forEach((client) => client !== socket && client.write(data));
  });
  // tag::close[]
  socket.on('close', () => {
    const at = clients.indexOf(socket); // -1 for one who never said a word
    clients.splice(at, 1); // and -1 counts from the end
    console.log(`index ${at} left: ${names()}`);
  });
  // end::close[]
  socket.on('error', (error) => console.error(error.message));
});
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
