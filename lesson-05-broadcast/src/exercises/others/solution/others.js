// others: a server that sends the bytes of each client to all other clients.
const net = require('node:net');

const clients = new Set();

net
  .createServer(socket => {
    clients.add(socket);
    socket.on('data', bytes => {
      for (const client of clients) {
        if (client !== socket) {
          client.write(bytes);
        }
      }
    });
    socket.on('error', error => console.error(error.message));
    socket.on('close', () => clients.delete(socket));
  })
  .listen(Number(process.argv.at(-1)));
