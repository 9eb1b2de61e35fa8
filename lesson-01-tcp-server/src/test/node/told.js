// Connects to its own server, and prints the events of each of the two sockets.
// node told.js
'use strict';
const net = require('node:net');

const tell = (who, socket) => {
  for (const event of ['lookup', 'connect', 'ready', 'data', 'end', 'finish', 'close']) {
    socket.on(event, () => console.log(`${who}: ${event}`));
  }
};
const server = net.createServer((socket) => {
  tell('accepted', socket);
  socket.end('hello');
});
server.listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, 'localhost');
  tell('connecting', client);
  client.on('close', () => server.close());
});
