// stuck: a server that resets the connections of clients that do not read.
const net = require('node:net');

const CHUNK = Buffer.alloc(64 * 1024, 'x');
const [millis, port] = process.argv.slice(-2).map(Number);

net
  .createServer(socket => {
    let request = '';
    let left = 0;
    let watchdog;

    const send = () => {
      clearTimeout(watchdog);
      if (left === 0) {
        socket.end();
        return;
      }
      const chunk = CHUNK.subarray(0, Math.min(left, CHUNK.length));
      left -= chunk.length;
      watchdog = setTimeout(() => socket.resetAndDestroy(), millis);
      socket.write(chunk, send); // called when the kernel has taken the chunk
    };

    socket.on('data', bytes => {
      request += bytes;
      if (request.endsWith('\n')) {
        left = Number(request);
        send();
      }
    });
    socket.on('close', () => clearTimeout(watchdog));
    socket.on('error', error => console.error(error.message));
  })
  .listen(port);
