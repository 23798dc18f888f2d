'use strict';

// For `npm run coverage`: what tests import from src/ and nodes/ is loaded from dist/, as Node-RED loads it. Otherwise a file
// would run in the versions of two compilers, whose coverage cannot be merged.
const { existsSync } = require('node:fs');
const Module = require('node:module');
const { join, relative, resolve } = require('node:path');

const root = resolve(__dirname, '../..');
const find = Module._resolveFilename;

Module._resolveFilename = function (...request) {
  const found = find.apply(this, request);
  const path = relative(root, found);
  const built = join(root, 'dist', path.replace(/\.ts$/, '.js'));
  return /^(src|nodes)[\\/].*\.ts$/.test(path) && existsSync(built) ? built : found;
};
