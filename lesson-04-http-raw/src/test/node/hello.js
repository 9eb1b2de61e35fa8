// The Node counterpart of the step hello, with the HTTP server of Node.
// node hello.js [PORT]
'use strict';
const http = require('node:http');

const [port = 5000] = process.argv.slice(2);
// tag::server[]
const page = Buffer.from(`<!DOCTYPE html>
<html lang="ko">
<meta charset="utf-8">
<title>HELLO HTTP!</title>
<body>
<h1>HELLO!</h1>
</body>
</html>
`);
const server = http.createServer((request, response) => { // <1>
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': page.length, // <2>
  });
  response.end(page); // <3>
});
// end::server[]
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
