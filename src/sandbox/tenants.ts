import type { Action } from '../catalog/define';
import type { Person } from '../catalog/stage';
import { SandboxAccount } from './account';
import { habitsOf, type Habits } from './accounts';
import { directory, postDirectory, type Directory } from './addresses';
import { isCast, live } from './history';
import { interpret, type Reading } from './interpret';
import { paceOf, type Speed } from './pace';
import type { Population } from './population';
import { Queue } from './queue';
import { Random } from './random';
import { triggerWords } from './triggers';
import { Upcoming } from './upcoming';
import { traces, worldFor } from './world';

export interface Settings {
  actions: readonly Action[];
  seed: number;
  speed: Speed;
  reading: Reading;
  now: () => Date;
  log: (line: string) => void;
}

/** All that is behind one identification token. */
export interface Tenant {
  habits: Habits;
  account: SandboxAccount;
  directory: Directory;
  queue: Queue;
}

/** Slugs of the accounts’ owners. */
const owner = 'robin-mercer';
const newcomer = 'noor-whitfield';

/** Gives the account of an identification token, made when it is first asked for; undefined where there is none. */
export function tenants(population: Population, settings: Settings) {
  const words = triggerWords(settings.actions);
  const common = directory(population, words);
  const marks = traces(population);
  const known = new Map<string, Tenant>();
  const types = new Set<string>(settings.actions.map(({ type }) => type));

  function make(token: string, habits: Habits): Tenant {
    const world = worldFor(population, marks);
    const slug = habits.isNew ? newcomer : owner;
    const self = world.people.find((person) => person.slug === slug)!;
    const upcoming = new Upcoming(settings.speed, settings.now, `${settings.seed} ${token} upcoming`);
    const responds = ({ slug }: Person) =>
      isCast(slug) || new Random(`${settings.seed} ${token} ${slug} responds`).chance(0.75);
    const account = new SandboxAccount(self, token, settings.now, upcoming, responds);
    if (!habits.isNew) live(account, world, population, settings.actions, settings.seed);
    const own: Directory = {
      person: (key) => (key === 'self' ? self : common.person(key)),
      company: common.company,
      post: postDirectory(world.posts, population, words),
    };
    const { reading, now, log, speed, seed } = settings;
    const stage = { world, account, directory: own, trigger: habits.trigger, reading, now, log };
    let played = 0;
    const play: Queue['play'] = ({ document }, signal) => {
      upcoming.pass();
      return interpret(document, stage, paceOf(speed, `${seed} ${token} ${played++}`), signal);
    };
    return { habits, account, directory: own, queue: new Queue(habits, play, log) };
  }

  return {
    get(token: string): Tenant | undefined {
      const found = known.get(token);
      if (found) return found;
      const habits = habitsOf(token, words);
      if (!habits || (habits.trigger?.only !== undefined && !types.has(habits.trigger.only))) return undefined;
      const made = make(token, habits);
      known.set(token, made);
      return made;
    },
    close() {
      for (const { queue } of known.values()) queue.close();
    },
  };
}
