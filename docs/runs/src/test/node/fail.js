// Runs into a failure, and prints the error's code and message.
// node fail.js CALL HOST PORT
'use strict';
const http = require('node:http');
const https = require('node:https');
const net = require('node:net');

const [call, host, portText] = process.argv.slice(2);
const port = Number(portText);
const connect = () => net.connect({ host, port });
const url = `http://${host}:${port}/`;

const failed = (error) => {
  const { code, message } = error.cause ?? error;
  const shown = error.cause ? `${error.message}: ${message}` : message;
  console.log(`${code ?? error.name}|${shown}`);
  process.exit();
};
const sink = (socket) => socket.resume().on('error', failed);
const writing = (socket) => sink(socket).on('connect', () => {
  setInterval(() => socket.write('?'), 1);
});

const calls = {
  'net.connect': () => sink(connect()),
  'net.connect, one after the other': () => {
    const next = () => connect().on('connect', next).on('error', failed);
    next();
  },
  'socket.write': () => sink(connect()).write('?'),
  'socket.write, again and again': () => writing(connect()),
  'socket.write, allowHalfOpen': () => {
    const socket = net.connect({ host, port, allowHalfOpen: true });
    socket.resume().on('error', failed);
    socket.on('end', () => setInterval(() => socket.write('?'), 1));
  },
  'socket.write after \'end\'': () => {
    const socket = sink(connect());
    socket.on('close', () => socket.write('?', failed));
  },
  'socket.write after end()': () => {
    const socket = sink(connect());
    socket.end();
    socket.write('?');
  },
  'socket.write after destroy()': () => {
    const socket = sink(connect());
    socket.on('connect', () => {
      socket.destroy();
      socket.write('?', failed);
    });
  },
  'socket.destroy() before \'connect\'': () => {
    const socket = connect();
    socket.write('?', failed);
    socket.destroy();
  },
  'server.listen': () => net.createServer().on('error', failed).listen({ host, port }),
  'http.get': () => {
    http.get(url, (response) => response.resume().on('error', failed)).on('error', failed);
  },
  'https.get': () => {
    https.get(url.replace('http', 'https'), (response) => response.resume()).on('error', failed);
  },
  fetch: () => fetch(url).then((response) => response.text()).catch(failed),
};

process.on('uncaughtException', failed);
calls[call]();
