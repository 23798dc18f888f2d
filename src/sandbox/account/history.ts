import { type Action, type Channel, type Person, reactions } from '../../catalog';
import type { SandboxAccount } from './account';
import { phrase } from '../world/phrase';
import type { Population } from '../world/population';
import { Random } from '../random';
import { pastViews } from './viewers';
import type { AccountWorld } from '../world/world';

const hour = 60 * 60_000;
const day = 24 * hour;

/** The slugs of those whose relation to an established account is settled by hand; docs and examples count on them. */
const settled = {
  stranger: 'amelie-hoffmann',
  correspondent: 'jonas-lindqvist',
  invited: 'priya-raman',
  inviting: 'tomas-novak',
  connected: 'rosa-delgado',
  page: 'brightloom-software',
  followed: 'helio-thermal',
};

/** These always answer and accept. */
export const alwaysResponds = (slug: string) => Object.values(settled).includes(slug);

/** Gives an account a past: connections, invitations both ways, conversations, reactions, comments, figures. */
export function live(
  account: SandboxAccount,
  world: AccountWorld,
  population: Population,
  actions: readonly Action[],
  seed: number,
): void {
  const random = new Random(`${seed} ${account.token}`);
  const ago = (span: number) => new Date(population.start - Math.round(span)).toISOString();
  const person = (slug: string) => world.people.find((one) => one.slug === slug)!;
  const byHand = new Set<Person>([account.self, ...Object.values(settled).map(person)]);
  const others = random.sample(
    world.people.filter((one) => !byHand.has(one)),
    340,
  );
  const connected = others.slice(0, 298);
  const invited = others.slice(298, 322);
  const inviting = others.slice(322, 336);

  account.connect(person(settled.connected), ago(430 * day));
  account.connect(person(settled.correspondent), ago(240 * day));
  for (const one of connected) account.connect(one, ago(random.next() ** 1.6 * 2_400 * day + hour));
  account.invited(person(settled.invited), ago(35 * day));
  invited.forEach((one, at) => account.invited(one, ago((0.2 + at * 2.3 + random.next()) * day)));
  account.receive(person(settled.inviting), ago(3 * day), 'Your talk was worth the journey. Shall we stay in touch?');
  for (const one of inviting) account.receive(one, ago(random.next() * 40 * day));
  invite(account, world, connected, ago);
  for (const one of others.slice(336, 338)) account.admiredBy(one);

  account.knowsOf(person(settled.stranger));
  account.knowsOf(person(settled.inviting));
  for (const one of world.people) if (random.chance(0.45)) account.knowsOf(one);
  const page = world.companies.find(({ slug }) => slug === settled.page);
  if (page) account.runs(page);

  account.say(person(settled.connected), 'nv', 'them', 'Welcome to the tide tables mailing list.', ago(60 * day));
  talk(account, [person(settled.correspondent), ...connected.slice(0, 20)], population, random);
  for (const post of random.sample(world.posts.slice(10), 40)) account.react(post, random.pick(reactions));
  account.profileViews = pastViews(account.self, population, `${seed} ${account.token}`);
  figures(account, connected.length, random);
  remember(account, actions, population.start, random);
}

/** Invitations to more than a connection; docs and examples count on them. */
function invite(account: SandboxAccount, world: AccountWorld, friends: Person[], ago: (span: number) => string): void {
  const [fan, author] = friends;
  const company = world.companies.find(({ slug }) => slug === settled.followed);
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

/** What the account did in the month before: `/stats/actions` has something to say from the first moment. */
function remember(account: SandboxAccount, actions: readonly Action[], start: number, random: Random): void {
  const playable = actions.filter(({ loop }) => !loop);
  if (playable.length === 0) return;
  const times = Array.from({ length: 160 }, () => start - Math.round(random.next() * 29 * day)).sort((a, b) => a - b);
  for (const time of times) {
    account.record(random.pick(playable).type, random.chance(0.94), new Date(time).toISOString());
  }
}
