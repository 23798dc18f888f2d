import { type Action, type Channel, type Person, reactions } from '../../catalog';
import type { SandboxAccount } from './account';
import { phrase } from '../world/phrase';
import type { Population } from '../world/population';
import { Random } from '../random';
import { pastViews } from './viewers';
import type { AccountWorld } from '../world/world';

const hour = 60 * 60_000;
const day = 24 * hour;

/** Slugs of people whose relation to the account is fixed. Docs and examples rely on them. */
const fixedRelations = {
  stranger: 'amelie-hoffmann',
  correspondent: 'jonas-lindqvist',
  invited: 'priya-raman',
  inviting: 'tomas-novak',
  connected: 'rosa-delgado',
  page: 'brightloom-software',
  followed: 'helio-thermal',
};

/** Whether this person always answers and accepts. */
export const alwaysResponds = (slug: string) => Object.values(fixedRelations).includes(slug);

/** Gives an account connections, invitations, conversations, reactions, comments and figures. */
export function fillHistory(
  account: SandboxAccount,
  world: AccountWorld,
  population: Population,
  actions: readonly Action[],
  seed: number,
): void {
  const random = new Random(`${seed} ${account.token}`);
  const ago = (span: number) => new Date(population.start - Math.round(span)).toISOString();
  const person = (slug: string) => world.people.find((one) => one.slug === slug)!;
  const byHand = new Set<Person>([account.self, ...Object.values(fixedRelations).map(person)]);
  const others = random.sample(
    world.people.filter((one) => !byHand.has(one)),
    340,
  );
  const connected = others.slice(0, 298);
  const invited = others.slice(298, 322);
  const inviting = others.slice(322, 336);

  account.connect(person(fixedRelations.connected), ago(430 * day));
  account.connect(person(fixedRelations.correspondent), ago(240 * day));
  for (const one of connected) account.connect(one, ago(random.next() ** 1.6 * 2_400 * day + hour));
  account.invited(person(fixedRelations.invited), ago(35 * day));
  invited.forEach((one, at) => account.invited(one, ago((0.2 + at * 2.3 + random.next()) * day)));
  account.receive(
    person(fixedRelations.inviting),
    ago(3 * day),
    'Your talk was worth the journey. Shall we stay in touch?',
  );
  for (const one of inviting) account.receive(one, ago(random.next() * 40 * day));
  invite(account, world, connected, ago);
  for (const one of others.slice(336, 338)) account.admiredBy(one);

  account.knowsOf(person(fixedRelations.stranger));
  account.knowsOf(person(fixedRelations.inviting));
  for (const one of world.people) if (random.chance(0.45)) account.knowsOf(one);
  const page = world.companies.find(({ slug }) => slug === fixedRelations.page);
  if (page) account.runs(page);

  account.say(
    person(fixedRelations.connected),
    'nv',
    'them',
    'Welcome to the tide tables mailing list.',
    ago(60 * day),
  );
  talk(account, [person(fixedRelations.correspondent), ...connected.slice(0, 20)], population, random);
  for (const post of random.sample(world.posts.slice(10), 40)) account.react(post, random.pick(reactions));
  account.profileViews = pastViews(account.self, population, `${seed} ${account.token}`);
  figures(account, connected.length, random);
  remember(account, actions, population.start, random);
}

/** Invitations to a company and a newsletter. Docs and examples rely on them. */
function invite(account: SandboxAccount, world: AccountWorld, friends: Person[], ago: (span: number) => string): void {
  const [fan, author] = friends;
  const company = world.companies.find(({ slug }) => slug === fixedRelations.followed);
  if (!fan || !author || !company) return;
  const [note, name] = [null, 'River Notes'];
  const url = 'https://www.linkedin.com/newsletters/river-notes-7200000000000000000';
  account.network.receive({ invitationType: 'companyFollow', from: fan, time: ago(5 * day), note, company });
  account.network.receive({
    invitationType: 'newsletterSubscribe',
    from: author,
    time: ago(9 * day),
    note,
    newsletter: { url, name },
  });
}

function talk(account: SandboxAccount, partners: Person[], population: Population, random: Random): void {
  partners.forEach((person, at) => {
    const { begins, texts } = population.data.talks[at % population.data.talks.length]!;
    const channel: Channel = at % 7 === 5 ? 'nv' : 'st';
    const words = {
      them: person.firstName,
      us: account.self.firstName,
      company: person.jobs[0]!.companyName,
      position: person.jobs[0]!.position,
      city: person.location.split(', ')[0]!,
    };
    let time = population.start - (2 + at * 6 + random.next() * 5) * day - texts.length * day;
    texts.forEach((text, turn) => {
      const sender = (turn % 2 === 0) === (begins === 'us') ? 'us' : 'them';
      account.say(person, channel, sender, phrase(text, words, at * 17 + turn), new Date(time).toISOString());
      time += Math.round((0.05 + random.next() * 0.9) * day);
    });
  });
}

function figures(account: SandboxAccount, connections: number, random: Random): void {
  account.ssi = { ssi: random.int(48, 79), industryTop: random.int(2, 18), networkTop: random.int(4, 24) };
  account.performance = {
    followersCount: connections + random.int(80, 900),
    postViewsLast7Days: random.int(300, 6_500),
    profileViewsLast90Days: random.int(90, 800),
    searchAppearancesPreviousWeek: random.int(12, 160),
  };
}

/** Actions of the last month, for `/stats/actions`. */
function remember(account: SandboxAccount, actions: readonly Action[], start: number, random: Random): void {
  const playable = actions.filter(({ loop }) => !loop);
  if (playable.length === 0) return;
  const times = Array.from({ length: 160 }, () => start - Math.round(random.next() * 29 * day)).sort((a, b) => a - b);
  for (const time of times) {
    account.record(random.pick(playable).type, random.chance(0.94), new Date(time).toISOString());
  }
}
