// Compiles a line of code and runs it, or prints the error in one line.
// node run-code.js CODE
'use strict';
const vm = require('node:vm');

try {
  vm.runInNewContext(process.argv[2]);
  console.log('fine');
} catch (error) {
  console.log(`${error.name}: ${error.message}`);
}
