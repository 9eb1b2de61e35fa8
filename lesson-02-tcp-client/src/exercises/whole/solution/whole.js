// whole: a client that prints everything that it receives.
const net = require('node:net');

const [host, port] = process.argv.slice(-2);

net.connect(Number(port), host).pipe(process.stdout);
