// slow-one: a server that sends the bytes of each client to all others, however slowly they read.
const net = require('node:net');

const [stallMillis, port] = process.argv.slice(-2).map(Number);

const clients = new Set();
const full = new Map(); // the clients whose queue is full, with the timer of each

function drained(client) {
  clearTimeout(full.get(client));
  full.delete(client);
  if (full.size === 0) {
    clients.forEach(each => each.resume());
  }
}

net
  .createServer(socket => {
    clients.add(socket);
    socket.on('data', bytes => {
      for (const client of clients) {
        if (client !== socket && !client.write(bytes) && !full.has(client)) {
          full.set(client, setTimeout(() => client.resetAndDestroy(), stallMillis));
        }
      }
      if (full.size > 0) {
        socket.pause(); // the kernel's buffers fill, and TCP stops the sender
      }
    });
    socket.on('drain', () => drained(socket));
    socket.on('error', error => console.error(error.message));
    socket.on('close', () => {
      clients.delete(socket);
      drained(socket);
    });
  })
  .listen(port);
