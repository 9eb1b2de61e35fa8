// Prints in hex all bytes of each client when its FIN arrives.
// node hex.js [PORT]
'use strict';
const net = require('node:net');

const [port = 8000] = process.argv.slice(2);
const server = net.createServer((socket) => {
  const all = [];
  socket.on('data', (data) => all.push(data));
  socket.on('end', () => console.log(Buffer.concat(all).toString('hex')));
  socket.on('error', (error) => console.error(`error: ${error.code}`));
});
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
