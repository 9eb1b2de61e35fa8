// idle: a server that ends idle connections; what it sends itself counts, too.
const net = require('node:net');

const [idleMillis, interval, port] = process.argv.slice(-3).map(Number);

net
  .createServer(socket => {
    socket.setTimeout(idleMillis); // restarted by each read and each write
    socket.on('timeout', () => {
      socket.write('bye\n');
      socket.destroySoon(); // sends what is waiting, and closes both directions
    });
    socket.on('data', bytes => {
      for (const byte of bytes) {
        const count = byte - 0x30;
        for (let i = 1; count <= 9 && i <= count; i++) {
          setTimeout(() => !socket.destroyed && socket.write('.'), i * interval);
        }
      }
    });
    socket.on('error', error => console.error(error.message));
  })
  .listen(port);
