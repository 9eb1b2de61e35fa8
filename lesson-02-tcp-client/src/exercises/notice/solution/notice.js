// notice: a client that sends a request at a fixed interval, until the server ends the connection.
const net = require('node:net');

const [millis, host, port] = process.argv.slice(-3);

const socket = net.connect(Number(port), host, () => {
  socket.write('testing~');
  const timer = setInterval(() => socket.write('testing~'), Number(millis));
  socket.on('close', () => clearInterval(timer)); // without the timer, the process exits
});
socket.on('error', error => {
  console.error(error.message);
  process.exitCode = 1;
});
socket.pipe(process.stdout);
