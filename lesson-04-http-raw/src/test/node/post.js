// Posts text with Node's two HTTP clients, with a length and in chunks, on persistent connections.
// node post.js URL
'use strict';
const http = require('node:http');

const [url = 'http://127.0.0.1:5000/'] = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

const post = (parts, headers) => new Promise((resolve, reject) => {
  const request = http.request(url, { method: 'POST', agent, headers }, (response) => {
    const chunks = [];
    response.on('data', (chunk) => chunks.push(chunk));
    response.on('end', () => resolve(Buffer.concat(chunks).toString()));
  });
  request.on('error', reject);
  for (const part of parts) {
    request.write(part);
  }
  request.end();
});

const main = async () => {
  console.log(await post(['안녕'], { 'Content-Length': 6 }));
  console.log(await post(['안', '녕', '하세요']));
  const response = await fetch(url, { method: 'PUT', body: '안녕히' });
  console.log(await response.text());
  agent.destroy();
};
main();
