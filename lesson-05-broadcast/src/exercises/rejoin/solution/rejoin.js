// rejoin: a server that numbers all messages, and sends a client those that it has missed.
const net = require('node:net');

const LINE_BYTES_MAX = 1024;
const KEPT = 10_000;

const clients = new Set();
const messages = [];
let last = 0;

function add(text) {
  last++;
  messages.push(`${last} ${text}\n`);
  if (messages.length > KEPT) {
    messages.shift();
  }
  clients.forEach(client => client.write(messages.at(-1)));
}

/** One thread does both, so no message comes in between. */
function join(socket, seen) {
  const missed = last - seen;
  if (missed > messages.length) {
    socket.end('gone\n');
    return;
  }
  if (missed > 0) {
    messages.slice(-missed).forEach(message => socket.write(message));
  }
  clients.add(socket);
}

net
  .createServer(socket => {
    let rest = Buffer.alloc(0);
    let hasJoined = false;
    socket.write(`${last}\n`);
    socket.on('data', bytes => {
      rest = Buffer.concat([rest, bytes]);
      let start = 0;
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
        const text = rest.toString('utf8', start, end);
        start = end + 1;
        if (hasJoined) {
          add(text);
        } else {
          join(socket, Number(text));
          hasJoined = true;
        }
      }
      rest = rest.subarray(start);
      if (rest.length > LINE_BYTES_MAX) {
        socket.destroy();
      }
    });
    socket.on('error', error => console.error(error.message));
    socket.on('close', () => clients.delete(socket));
  })
  .listen(Number(process.argv.at(-1)));
