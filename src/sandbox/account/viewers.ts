import type { Person, ProfileView } from '../../catalog';
import type { Population } from '../world/population';
import { Random } from '../random';

const hour = 60 * 60_000;
const days = 80;
const count = 90;

/** Recent views of the account’s profile, latest first. Has a seed of its own, so that nothing else depends on it. */
export function pastViews(self: Person, population: Population, seed: string): ProfileView[] {
  const random = new Random(`${seed} viewers`);
  const others = population.people.filter((person) => person !== self);
  return random
    .sample(others, count)
    .map((person): ProfileView => {
      const hidden = random.chance(0.3);
      const time = new Date(
        population.start - hour - Math.round(random.next() ** 1.8 * days * 24 * hour),
      ).toISOString();
      return { time, viewer: hidden ? null : person, from: population.company(person.jobs[0]!.companyId)! };
    })
    .sort((one, other) => other.time.localeCompare(one.time));
}
