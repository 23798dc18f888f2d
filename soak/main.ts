import { parseArgs } from 'node:util';
import { simulatedDay } from '../test/support/kills/day';
import { killRounds } from '../test/support/kills/kills';
import { fuzz } from './cases';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    cases: { type: 'string', default: '100000' },
    day: { type: 'string', default: '500' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
    version: { type: 'string', default: '4.1' },
  },
});

function whole(name: 'rounds' | 'cases' | 'day' | 'seed'): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= 0) return number;
  console.error(`--${name} takes a whole number, not ${values[name]}.`);
  process.exit(2);
}

/** Feeds random input to every reader, simulates a day of runs, kills Node-RED repeatedly, and prints one JSON summary as the last line. */
async function main(): Promise<void> {
  const [rounds, cases, runs, seed] = [whole('rounds'), whole('cases'), whole('day'), whole('seed')];
  if (values.version !== '4.1' && values.version !== '5.0') throw new Error('--version takes 4.1 or 5.0.');
  const options = { ...values, seed: String(seed) };
  const again = Object.entries(options).map(([name, value]) => `--${name} ${value}`);
  console.error(`To go through the same again:\nnpm run soak -- ${again.join(' ')}`);
  const fuzzed = fuzz(cases, seed);
  console.error(`${fuzzed.cases} cases, ${fuzzed.broken.length} errors.`);
  const day = await simulatedDay(runs, seed);
  console.error(`A day of ${day.runs} runs: ${JSON.stringify(day.ended)}.`);
  const killed = await killRounds(values.version, rounds, seed, (round) => {
    if (round % 10 === 0 || round === rounds) console.error(`Killed ${round} times.`);
  });
  console.log(JSON.stringify({ seed, node: process.version, nodeRed: values.version, ...killed, ...fuzzed, day }));
  const { doubleSubmissions, lost, doubled, left } = killed;
  const leaked = day.unended + day.doubleSubmissions + day.timers + day.waiting + day.listeners + day.entries;
  if (doubleSubmissions + lost + doubled + left + leaked + fuzzed.broken.length > 0) process.exitCode = 1;
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
