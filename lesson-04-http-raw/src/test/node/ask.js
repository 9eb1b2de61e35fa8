// Requests a page with Node's two HTTP clients, and prints each status and size, or the error.
// node ask.js URL
'use strict';
const http = require('node:http');

const [url = 'http://127.0.0.1:5000/'] = process.argv.slice(2);

const withHttp = () => new Promise((resolve, reject) => {
  http.get(url, { agent: false }, (response) => {
    let size = 0;
    response.on('data', (chunk) => { size += chunk.length; });
    response.on('end', () => resolve([response.statusCode, size]));
    response.on('error', reject);
  }).on('error', reject);
});

const withFetch = async () => {
  const response = await fetch(url);
  return [response.status, (await response.arrayBuffer()).byteLength];
};

const ask = async (name, asking) => {
  try {
    const [status, size] = await asking();
    console.log(`${name}: ${status}, ${size} bytes`);
  } catch (error) {
    console.log(`${name}: ${(error.cause ?? error).code ?? error.message}`);
  }
};

ask('http', withHttp).then(() => ask('fetch', withFetch));
