import { parseArgs } from 'node:util';
import { killRounds } from '../test/support/kills';
import { fuzz } from './cases';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
    version: { type: 'string', default: '4.1' },
  },
});

function whole(name: 'rounds' | 'cases' | 'seed'): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= 0) return number;
  console.error(`--${name} takes a whole number, not ${values[name]}.`);
  process.exit(2);
}

/** Kills Node-RED again and again, feeds every reader rubbish, and prints one JSON summary as the last line. */
async function main(): Promise<void> {
  const [rounds, cases, seed] = [whole('rounds'), whole('cases'), whole('seed')];
  if (values.version !== '4.1' && values.version !== '5.0') throw new Error('--version takes 4.1 or 5.0.');
  console.error(`Seed ${seed}; give it with --seed to go through the same again.`);
  const fuzzed = fuzz(cases, seed);
  console.error(`${fuzzed.cases} cases, ${fuzzed.broken.length} errors.`);
  const killed = await killRounds(values.version, rounds, seed, (round) => {
    if (round % 10 === 0 || round === rounds) console.error(`Killed ${round} times.`);
  });
  console.log(JSON.stringify({ seed, node: process.version, nodeRed: values.version, ...killed, ...fuzzed }));
  const { doubleSubmissions, lost, doubled, left } = killed;
  if (doubleSubmissions + lost + doubled + left + fuzzed.broken.length > 0) process.exitCode = 1;
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
