// Sends numbers as bytes with one write, or prints the error for a number that is no byte.
// node bytes.js [PORT [NUMBER...]]
'use strict';
const net = require('node:net');

const [port = 8000, ...numbers] = process.argv.slice(2);
const values = numbers.length > 0 ? numbers.map(Number) : [1, 2, 3];
// tag::send[]
const buffer = Buffer.alloc(values.length); // <1>
try {
  values.forEach((value, i) => buffer.writeUInt8(value, i)); // <2>
} catch (error) {
  console.error(`${error.code}: ${error.message}`);
  process.exit(1);
}
const client = net.connect(port, '127.0.0.1', () => client.end(buffer));
// end::send[]
client.on('error', (error) => console.error(`error: ${error.code}`));
