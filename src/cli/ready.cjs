'use strict';

// Makes a fresh clone ready to run: installs the packages of the lock file, and builds if sources are newer than the build.
// Prints only if there is something to do, and only to stderr, so that a following command has stdout to itself.

const { spawnSync } = require('node:child_process');
const { existsSync, readFileSync, readdirSync, statSync } = require('node:fs');
const { join, resolve } = require('node:path');

const root = resolve(__dirname, '../..');
const oldestNode = 20;

const say = (text) => process.stderr.write(`${text}\n`);
const json = (...path) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));

if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  say(`This package needs Node.js ${oldestNode} or newer; this is ${process.version}.`);
  process.exit(1);
}

if (!existsSync(join(root, 'package-lock.json'))) {
  if (!existsSync(join(root, 'node_modules'))) npm('Installing dependencies', 'install', '--include=dev');
} else if (!installed()) {
  npm('Installing dependencies', 'ci', '--include=dev');
}

if (!built()) npm('Building', 'run', 'build');

/** Whether node_modules holds the very versions of the lock file; npm notes in a hidden file what it put there. */
function installed() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  const present = json('node_modules/.package-lock.json').packages;
  return Object.entries(json('package-lock.json').packages).every(
    ([path, wanted]) =>
      path === '' || wanted.optional || wanted.peer || (path in present && present[path].version === wanted.version),
  );
}

/** Whether every file the manifest promises to Node-RED is there and younger than the youngest source. */
function built() {
  const sets = Object.values(json('package.json')['node-red'].nodes);
  const promised = sets.flatMap((js) => [js, js.replace(/\.js$/, '.html')]).map((path) => join(root, path));
  if (!promised.every(existsSync)) return false;
  const oldest = Math.min(...promised.map((path) => statSync(path).mtimeMs));
  const sources = ['nodes', 'src', 'icons', 'examples', 'package.json', 'package-lock.json', 'tsconfig.json'];
  return sources.every((path) => youngest(join(root, path)) <= oldest);
}

// A folder's own time counts too: it changes when a file in it is deleted or renamed.
function youngest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const generated = join(root, 'examples', 'reference');
  const inside = readdirSync(path).map((name) => join(path, name));
  const below = inside.filter((one) => one !== generated).map(youngest);
  return Math.max(path === join(root, 'examples') ? 0 : stat.mtimeMs, ...below);
}

function npm(what, ...args) {
  say(`${what} (npm ${args.join(' ')}) …`);
  // Inside `npm run` npm says where it is itself; that works where no npm is on the PATH, and without a shell on Windows.
  const own = process.env.npm_execpath;
  const [command, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  const windowsShim = command === 'npm' && process.platform === 'win32';
  const { status, error, stdout, stderr } = spawnSync(command, [...first, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    shell: windowsShim,
  });
  if (status === 0) return;
  say(`${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}${what} failed.`);
  process.exit(1);
}
