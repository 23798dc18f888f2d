import { parseArgs } from 'node:util';
import { loadActions } from '../../nodes/actions';
import { builtWorld, readings, speeds, startSandbox, type Reading, type Speed } from '../sandbox';

const usage = `npm run sandbox -- [options]

An invented LinkedIn behind the interface of Linked API, on 127.0.0.1 only.

  --port <number>     default 4010; 0 for any free one
  --seed <number>     default 1; what the accounts have been through before
  --speed <word>      ${speeds.join(', ')}; default instant
  --reading <letter>  ${readings.join(' or ')}; how results of a loop look, default A
  --help              this text

Tokens: linked-api-token sandbox, identification-token sandbox.`;

interface Options {
  port: number;
  seed: number;
  speed: Speed;
  reading: Reading;
  help: boolean;
}

/** Throws an error whose message is one line for people. */
function optionsOf(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '4010' },
      seed: { type: 'string', default: '1' },
      speed: { type: 'string', default: 'instant' },
      reading: { type: 'string', default: 'A' },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    port: wholeNumber('port', values.port, 65_535),
    seed: wholeNumber('seed', values.seed, 2 ** 32 - 1),
    speed: oneOf('speed', values.speed, speeds),
    reading: oneOf('reading', values.reading.toUpperCase(), readings),
    help: values.help,
  };
}

function wholeNumber(name: string, value: string, max: number): number {
  if (!/^\d+$/.test(value) || Number(value) > max) throw new Error(`--${name} takes a whole number from 0 to ${max}`);
  return Number(value);
}

function oneOf<T extends string>(name: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new Error(`--${name} takes ${known.join(' or ')}`);
  return found;
}

function fail(message: string, code: number): never {
  console.error(`sandbox: ${message.split('\n', 1)[0]}`);
  process.exit(code);
}

async function main(): Promise<void> {
  let options: Options;
  try {
    options = optionsOf(process.argv.slice(2));
  } catch (error) {
    fail((error as Error).message, 2);
  }
  if (options.help) return console.log(usage);
  const { port, seed, speed, reading } = options;
  const actions = loadActions().map(({ action }) => action);
  const sandbox = await startSandbox({ actions, world: builtWorld(), port, seed, speed, reading, stay: true }).catch(
    (error: NodeJS.ErrnoException) =>
      fail(error.code === 'EADDRINUSE' ? `port ${port} is in use; choose another with --port` : error.message, 1),
  );
  console.log(`Linked API sandbox on ${sandbox.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
  }
}

void main();
