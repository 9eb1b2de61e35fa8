// Ignores the result of write(), so data for a client that does not read accumulates in memory.
// With --report it prints a line each time this amount has doubled, from 10 MB on.
// node pile-up.js [PORT [--report]]
'use strict';
const net = require('node:net');

const [port = 1337, report] = process.argv.slice(2);
const clients = new Set();
// tag::serve[]
const server = net.createServer((socket) => {
  clients.add(socket);
  socket.on('data', (data) => {
    for (const client of clients) {
      if (client !== socket) client.write(data); // false, and nobody looks
    }
  });
  socket.on('error', (error) => console.error(error.message));
  socket.on('close', () => clients.delete(socket));
});
// end::serve[]
const waiting = () => Math.max(0, ...[...clients].map((client) => client.writableLength));
if (report) {
  let told = 1;
  setInterval(() => {
    for (; waiting() >= told * 10e6; told *= 2) console.log(`more than ${told * 10} MB wait for one client`);
  }, 20).unref();
}
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
