import type { Action, Person } from '../../catalog';
import type { LimitCategory } from '../../catalog/facts';
import { SandboxAccount } from '../account/account';
import { behaviourOf, type AccountBehaviour } from './account-behaviour';
import { commentDirectory, directory, postDirectory, type Directory } from '../world/addresses';
import { alwaysResponds, fillHistory } from '../account/history';
import { interpret, type Reading } from './interpret';
import { paceOf, type Speed } from '../pace';
import type { Population } from '../world/population';
import { Queue } from './queue';
import { Random } from '../random';
import { triggerWords } from './triggers';
import { ScheduledEvents } from '../account/scheduled-events';
import { AccountLimits } from '../account/limits';
import { activityIndex, worldFor } from '../world/world';

export interface Settings {
  actions: readonly Action[];
  seed: number;
  speed: Speed;
  reading: Reading;
  now: () => Date;
  log: (line: string) => void;
}

/** An account as the server needs it. */
export interface ServedAccount {
  behaviour: AccountBehaviour;
  account: SandboxAccount;
  directory: Directory;
  queue: Queue;
  limits: AccountLimits;
}

/** Slugs of the accounts’ owners. */
const owner = 'robin-mercer';
const newcomer = 'noor-whitfield';

/** The accounts by identification token. Each is made when it is first requested. */
export function servedAccounts(population: Population, settings: Settings) {
  const words = triggerWords(settings.actions);
  const common = directory(population, words);
  const marks = activityIndex(population);
  const known = new Map<string, ServedAccount>();
  const retired = new Set<string>();
  const types = new Set<string>(settings.actions.map(({ type }) => type));
  const categories = new Map<string, LimitCategory | undefined>(
    settings.actions.map(({ type, countsAgainst }) => [type, countsAgainst]),
  );

  function make(token: string, behaviour: AccountBehaviour): ServedAccount {
    const world = worldFor(population, marks);
    const slug = behaviour.isNew ? newcomer : owner;
    const self = world.people.find((person) => person.slug === slug)!;
    const scheduled = new ScheduledEvents(settings.speed, settings.now, `${settings.seed} ${token} scheduled`);
    const responds = ({ slug }: Person) =>
      alwaysResponds(slug) || new Random(`${settings.seed} ${token} ${slug} responds`).chance(0.75);
    const account = new SandboxAccount(self, token, settings.now, scheduled, responds);
    if (!behaviour.isNew) fillHistory(account, world, population, settings.actions, settings.seed);
    const post = postDirectory(world, population, words);
    const own: Directory = {
      person: (key) => (key === 'self' ? self : common.person(key)),
      company: common.company,
      job: common.job,
      post,
      comment: commentDirectory(post, words),
    };
    const { reading, now, log, speed, seed } = settings;
    const limits = new AccountLimits(account, (type) => categories.get(type));
    const context = { world, account, directory: own, limits, trigger: behaviour.trigger, reading, now, log };
    let workflows = 0;
    const simulate: Queue['simulate'] = ({ document }, signal) => {
      scheduled.runDue();
      return interpret(document, context, paceOf(speed, `${seed} ${token} ${workflows++}`), signal);
    };
    return { behaviour, account, directory: own, limits, queue: new Queue(behaviour, simulate, log) };
  }

  return {
    get(token: string): ServedAccount | undefined {
      const found = known.get(token);
      if (found || retired.has(token)) return found;
      const behaviour = behaviourOf(token, words);
      if (!behaviour || (behaviour.trigger?.only !== undefined && !types.has(behaviour.trigger.only))) return undefined;
      const made = make(token, behaviour);
      known.set(token, made);
      return made;
    },
    /** The tokens of the accounts that have been requested. */
    tokens: () => [...known.keys()],
    /** Adds a new account without a history. */
    add(token: string): void {
      known.set(token, make(token, { says: '', isNew: true }));
    },
    /** Gives the account another token; the old one becomes invalid. */
    rename(before: string, token: string): void {
      const tenant = this.get(before);
      if (tenant) known.set(token, tenant);
      known.delete(before);
      retired.add(before);
    },
    remove(token: string): void {
      known.get(token)?.queue.close();
      known.delete(token);
      retired.add(token);
    },
    close() {
      for (const { queue } of known.values()) queue.close();
    },
  };
}
