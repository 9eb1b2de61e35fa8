// Makes a buffer the old way: Node warns on stderr.
// node new-buffer.js
'use strict';
const buffer = new Buffer(3); // Buffer.alloc(3) today
console.log(buffer);
