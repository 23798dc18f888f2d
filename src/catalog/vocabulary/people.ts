import { choices, text, texts } from '../fields';
import { out } from '../result';
import { degrees, type Account, type Degree, type Person, type World } from '../simulation';
import { companyHashedUrlOf } from './companies';
import { anyContains, contains } from './match';

/** Filter fields that searches and lists of people share. Different fields narrow together; within a list one match is enough. */
export const personFilter = {
  firstName: text({ label: 'First name', help: 'Given name.', placeholder: 'Maria' }),
  lastName: text({ label: 'Last name', help: 'Family name.', placeholder: 'Keller' }),
  position: text({ label: 'Position', help: 'Job title, or a part of it.', placeholder: 'Head of Sales' }),
  positions: texts({ label: 'Positions', help: 'Job titles, any of them.', placeholder: 'Head of Sales' }),
  locations: texts({ label: 'Locations', help: 'Places, any of them.', placeholder: 'Berlin' }),
  industries: texts({
    label: 'Industries',
    help: 'LinkedIn’s own names of industries, any of them.',
    placeholder: 'Software Development',
  }),
  currentCompanies: texts({
    label: 'Current companies',
    help: 'Names of present employers, any of them.',
    placeholder: 'Siemens',
  }),
  previousCompanies: texts({
    label: 'Previous companies',
    help: 'Names of former employers, any of them.',
    placeholder: 'Bosch',
  }),
  schools: texts({
    label: 'Schools',
    help: 'Names of schools and universities, any of them.',
    placeholder: 'ETH Zürich',
  }),
  yearsOfExperiences: choices(['lessThanOne', 'oneToTwo', 'threeToFive', 'sixToTen', 'moreThanTen'], {
    label: 'Years of experience',
    help: 'How long in working life, any of them.',
  }),
  connectionDegrees: choices(degrees, { label: 'Connection degrees', help: 'How close to you, any of them.' }),
  connectionDegreesAndGroups: choices([...degrees, 'groupMembers'], {
    label: 'Connection degrees',
    help: 'How close to you, any of them; group members share a group with you.',
  }),
};

type PersonCriteria = {
  firstName?: string | undefined;
  lastName?: string | undefined;
  position?: string | undefined;
  positions?: string[] | undefined;
  locations?: string[] | undefined;
  industries?: string[] | undefined;
  currentCompanies?: string[] | undefined;
  previousCompanies?: string[] | undefined;
  schools?: string[] | undefined;
  yearsOfExperiences?: string[] | undefined;
  connectionDegrees?: string[] | undefined;
};

const experienceBands: Record<string, [number, number]> = {
  lessThanOne: [0, 1],
  oneToTwo: [1, 3],
  threeToFive: [3, 6],
  sixToTen: [6, 11],
  moreThanTen: [11, 99],
};

/** Does the person pass every criterion that is given? */
export function matchesPerson(person: Person, criteria: PersonCriteria | undefined, account: Account): boolean {
  if (!criteria) return true;
  const current = person.jobs.filter((job) => job.endTime === null);
  const former = person.jobs.filter((job) => job.endTime !== null);
  const tests: Record<keyof Required<PersonCriteria>, (wanted: never) => boolean> = {
    firstName: (name: string) => contains(person.firstName, name),
    lastName: (name: string) => contains(person.lastName, name),
    position: (position: string) => anyContains([person.headline, ...current.map((job) => job.position)], [position]),
    positions: (positions: string[]) =>
      anyContains([person.headline, ...current.map((job) => job.position)], positions),
    locations: (places: string[]) => anyContains([person.location], places),
    industries: (names: string[]) => anyContains([person.industry], names),
    currentCompanies: (names: string[]) =>
      anyContains(
        current.map((job) => job.companyName),
        names,
      ),
    previousCompanies: (names: string[]) =>
      anyContains(
        former.map((job) => job.companyName),
        names,
      ),
    schools: (names: string[]) =>
      anyContains(
        person.education.map((school) => school.schoolName),
        names,
      ),
    yearsOfExperiences: (bands: string[]) =>
      bands.some((band) => {
        const [from, to] = experienceBands[band] ?? [0, 0];
        return person.yearsOfExperience >= from && person.yearsOfExperience < to;
      }),
    connectionDegrees: (wanted: string[]) => {
      const degree: Degree | null = account.degree(person);
      return degree !== null && wanted.includes(degree);
    },
  };
  return Object.entries(criteria).every(
    ([name, wanted]) => wanted === undefined || tests[name as keyof PersonCriteria](wanted as never),
  );
}

/** Everyone who fits, those first whose headline says it; never the account itself. */
export function findPeople(
  { world, account }: { world: World; account: Account },
  term: string | undefined,
  criteria: PersonCriteria | undefined,
): Person[] {
  const words = (term ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const within = (texts: string[]) => {
    const whole = texts.join(' ').toLowerCase();
    return words.every((word) => whole.includes(word));
  };
  const said = ({ firstName, lastName, headline, industry, location, jobs, skills }: Person) => {
    const held = jobs.map((job) => `${job.position} ${job.companyName}`);
    return [firstName, lastName, headline, industry, location, ...held, ...skills];
  };
  const found = world.people.filter(
    (person) => person !== account.self && matchesPerson(person, criteria, account) && within(said(person)),
  );
  const [first, others] = [true, false].map((wanted) => found.filter(({ headline }) => within([headline]) === wanted));
  return [...first!, ...others!];
}

/** The words a search address copied from the browser looks for; without an address, `term`. */
export function searchedFor(params: {
  term?: string | undefined;
  customSearchUrl?: string | undefined;
}): string | undefined {
  if (!params.customSearchUrl) return params.term;
  const address = new URL(params.customSearchUrl);
  return address.searchParams.get('keywords') ?? /keywords:([^,)]*)/.exec(address.searchParams.get('query') ?? '')?.[1];
}

/** The address of a search for people, as `searchedFor` reads it. */
export const peopleSearchFor = (words: string) =>
  `https://www.linkedin.com/search/results/people/?keywords=${encodeURIComponent(words)}`;

export const fullName = (person: Person) => `${person.firstName} ${person.lastName}`;
export const memberUrn = (person: Person) => `urn:li:member:${person.id}`;
export const publicUrlOf = (person: Person) => `https://www.linkedin.com/in/${person.slug}`;
export const hashedUrlOf = (person: Person) => `https://www.linkedin.com/in/${person.hash}`;
export const currentJob = (person: Person) => person.jobs.find((job) => job.endTime === null) ?? person.jobs[0];

export const degreeShape = { connectionDegree: out.choice(degrees, 'How close to you, or null') };
export const viewerOf = (person: Person, account: Account) => ({ connectionDegree: account.degree(person) });

export const countryCode = out.text('Country, two letters');

const face = {
  name: out.text('Full name'),
  urn: out.text('urn:li:member:…, or null where LinkedIn hides it'),
  publicUrl: out.url('Profile address'),
  headline: out.text('Headline'),
  location: out.text('Place, as the person writes it'),
  avatarUrl: out.url('Picture'),
};
const faceOf = (person: Person) => ({
  name: fullName(person),
  urn: memberUrn(person),
  publicUrl: publicUrlOf(person),
  headline: person.headline,
  location: person.location,
  avatarUrl: person.avatarUrl,
});
const viewerState = out.object(degreeShape, 'How the account stands to this person');

/** A row of a list of people on standard LinkedIn. */
export const personCard = { ...face, viewerState };
export const personCardOf = (person: Person, account: Account) => ({
  ...faceOf(person),
  viewerState: viewerOf(person, account),
});

/** Facts that a profile has in standard LinkedIn and in Sales Navigator alike. */
export const personPage = {
  ...face,
  hashedUrl: out.url('Hashed profile address, which Sales Navigator takes'),
  countryCode,
  position: out.text('Current job title'),
  companyName: out.text('Current employer'),
  companyHashedUrl: out.url('Page of the current employer'),
};
export function personPageOf(person: Person) {
  const job = currentJob(person);
  return {
    ...faceOf(person),
    hashedUrl: hashedUrlOf(person),
    countryCode: person.countryCode,
    position: job?.position ?? null,
    companyName: job?.companyName ?? null,
    companyHashedUrl: job ? companyHashedUrlOf(job.companyId) : null,
  };
}

/** A row of a list of people in Sales Navigator. */
export const navigatorCard = {
  name: face.name,
  urn: face.urn,
  hashedUrl: out.url('Hashed profile address, which “open person page (navigator)” takes'),
  position: personPage.position,
  location: face.location,
  avatarUrl: face.avatarUrl,
  viewerState,
};
export const navigatorCardOf = (person: Person, account: Account) => ({
  name: fullName(person),
  urn: memberUrn(person),
  hashedUrl: hashedUrlOf(person),
  position: currentJob(person)?.position ?? null,
  location: person.location,
  avatarUrl: person.avatarUrl,
  viewerState: viewerOf(person, account),
});

/** The heads of a company first. */
export const byRank = (people: readonly Person[]) => [...people].sort((one, other) => one.rank - other.rank);
