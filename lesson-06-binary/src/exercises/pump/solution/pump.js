// pump: a proxy that forwards everything between its clients and a server.
const net = require('node:net');

const [host, serverPort, port] = process.argv.slice(-3);

net
  .createServer({ allowHalfOpen: true }, client => {
    const server = net.connect({ host, port: Number(serverPort), allowHalfOpen: true });
    forward(client, server);
    forward(server, client);
  })
  .listen(Number(port));

function forward(from, to) {
  from.pipe(to); // pauses `from` while `to` is full, and ends `to` at FIN
  from.on('error', () => to.resetAndDestroy());
}
