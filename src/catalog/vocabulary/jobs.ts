import { choice, choices, flag, texts } from '../fields';
import { out } from '../result';
import { jobEmployments, jobLevels, locationTypes, type Account, type JobPosting, type World } from '../simulation';
import { briefly } from './ages';
import { companyUrlOf, organizationUrn } from './companies';
import { anyContains, contains } from './match';
import { searchedFor } from './people';

const ages = ['anyTime', 'past24Hours', 'pastWeek', 'pastMonth'] as const;

const datePosted = choice(ages, { label: 'Posted', help: 'How old a job may be.' });
const companies = texts({ label: 'Companies', help: 'Names of employers, any of them.', placeholder: 'Siemens' });
const easyApply = flag({ label: 'Easy Apply', help: 'Only jobs one can apply for on LinkedIn itself.' });
const under10Applicants = flag({ label: 'Few applicants', help: 'Only jobs with fewer than 10 applicants.' });
const inYourNetwork = flag({ label: 'In your network', help: 'Only employers where somebody you know works.' });
const levelWords = { label: 'Levels', help: 'Levels of experience, any of them.' };
const employmentWords = { label: 'Employment', help: 'Kinds of employment, any of them.' };

/** What LinkedIn’s usual job search narrows by; all that is given holds, or the action fails. */
export const jobFilter = {
  datePosted,
  experienceLevels: choices(jobLevels, levelWords),
  employmentTypes: choices(jobEmployments, employmentWords),
  workplaceTypes: choices(locationTypes, { label: 'Workplace', help: 'Where the work is done, any of them.' }),
  companies,
  industries: texts({
    label: 'Industries',
    help: 'LinkedIn’s own names of industries, any of them.',
    placeholder: 'Software Development',
  }),
  jobFunctions: texts({
    label: 'Functions',
    help: 'LinkedIn’s own names of fields of work, any of them.',
    placeholder: 'Engineering',
  }),
  easyApply,
  hasVerifications: flag({ label: 'Verified', help: 'Only jobs that LinkedIn has verified.' }),
  under10Applicants,
  inYourNetwork,
  fairChanceEmployer: flag({
    label: 'Fair chance',
    help: 'Only employers that give people with a record a fair chance.',
  }),
};

/** What an account’s AI search takes instead; what that search does not offer is left out without a word. */
export const jobPreferences = {
  datePosted,
  experienceLevels: choices(['entryLevel', 'senior', 'manager', 'director', 'executive'], levelWords),
  employmentTypes: choices(['fullTime', 'partTime', 'contract', 'internship', 'volunteer'], employmentWords),
  companies,
  remote: flag({ label: 'Remote', help: 'Only jobs done from anywhere.' }),
  easyApply,
  under10Applicants,
  inYourNetwork,
  keywords: texts({ label: 'Keywords', help: 'Skills or topics, in words of your own.', placeholder: 'Python' }),
};

type Maybe<T> = { [K in keyof T]?: T[K] | undefined };
type Criteria = Maybe<{
  datePosted: (typeof ages)[number];
  experienceLevels: string[];
  employmentTypes: string[];
  workplaceTypes: string[];
  companies: string[];
  industries: string[];
  jobFunctions: string[];
  easyApply: boolean;
  hasVerifications: boolean;
  under10Applicants: boolean;
  inYourNetwork: boolean;
  fairChanceEmployer: boolean;
  remote: boolean;
  keywords: string[];
}>;

const days = { anyTime: Infinity, past24Hours: 1, pastWeek: 7, pastMonth: 30 };
const wordsOf = ({ title, field, company }: JobPosting) => [title, field, company.name, company.industry].join(' ');

type Test<T> = (job: JobPosting, wanted: T, simulation: { world: World; account: Account; now: Date }) => boolean;

const tests: { [K in keyof Criteria]-?: Test<NonNullable<Criteria[K]>> } = {
  datePosted: (job, age, { now }) => now.getTime() - Date.parse(job.time) <= days[age] * 24 * 60 * 60_000,
  experienceLevels: ({ level, title }, levels) =>
    levels.some((wanted) => {
      if (wanted === 'manager') return /manager|head|lead/i.test(title);
      return level === (wanted === 'senior' ? 'midSeniorLevel' : wanted);
    }),
  employmentTypes: ({ employment }, types) => types.includes(employment),
  workplaceTypes: ({ workplace }, types) => types.includes(workplace),
  companies: ({ company }, names) => anyContains([company.name], names),
  industries: ({ company }, names) => anyContains([company.industry], names),
  jobFunctions: ({ field }, names) => anyContains([field], names),
  easyApply: (job, wanted) => !wanted || job.easyApply,
  hasVerifications: (job, wanted) => !wanted || job.isVerified,
  under10Applicants: (job, wanted) => !wanted || job.applicantsCount < 10,
  inYourNetwork: ({ company }, wanted, { world, account }) =>
    !wanted || world.employees(company).some((person) => account.degree(person) === '1st'),
  fairChanceEmployer: (job, wanted) => !wanted || job.fairChance,
  remote: ({ workplace }, wanted) => !wanted || workplace === 'remote',
  keywords: (job, words) => anyContains([wordsOf(job), job.description], words),
};

/** Jobs that fit, and behind them those that only come near: whose text has the words, not their title. */
export function findJobs({
  params,
  ...simulation
}: {
  params: Maybe<{
    term: string;
    location: string;
    filter: Criteria;
    preferences: Criteria;
    customSearchUrl: string;
    allowSimilarResults: boolean;
  }>;
  world: World;
  account: Account;
  now: Date;
}): { job: JobPosting; similar: boolean }[] {
  const { customSearchUrl } = params;
  const given = customSearchUrl ? {} : params;
  const criteria = Object.entries(given.filter ?? given.preferences ?? {}) as [keyof Criteria, never][];
  const place = customSearchUrl ? new URL(customSearchUrl).searchParams.get('location') : params.location;
  const words = (searchedFor(params) ?? '').split(/\s+/).filter(Boolean);
  const found = simulation.world.jobs.filter(
    (job) =>
      (!place || contains(job.location, place)) &&
      criteria.every(([name, wanted]) => wanted === undefined || (tests[name] as Test<never>)(job, wanted, simulation)),
  );
  const holds = (text: string) => words.every((word) => contains(text, word));
  const exact = found.filter((job) => holds(wordsOf(job)));
  // The usual search knows no near matches.
  const near =
    params.allowSimilarResults === false || given.filter
      ? []
      : found.filter((job) => !exact.includes(job) && holds(job.description));
  return [...exact.map((job) => ({ job, similar: false })), ...near.map((job) => ({ job, similar: true }))];
}

const jobUrn = ({ id }: JobPosting) => `urn:li:jobPosting:${id}`;
const jobUrlOf = ({ slug }: JobPosting) => `https://www.linkedin.com/jobs/view/${slug}`;

const common = {
  jobId: out.text('Number of the job'),
  urn: out.text('urn:li:jobPosting:…'),
  jobUrl: out.url('Address of the job'),
  title: out.text('Title'),
  companyName: out.text('Employer'),
  location: out.text('Place, as the employer writes it'),
  workplaceType: out.text('onSite, remote or hybrid'),
  salary: out.object(
    {
      currency: out.text('Currency, three letters'),
      minAmount: out.number('Lower end'),
      maxAmount: out.number('Upper end'),
      period: out.choice(['yearly', 'monthly', 'hourly'], 'For how long'),
    },
    'What it pays, where it says so',
  ),
  easyApply: out.flag('Can one apply on LinkedIn itself?'),
};
const commonOf = (job: JobPosting) => ({
  jobId: job.id,
  urn: jobUrn(job),
  jobUrl: jobUrlOf(job),
  title: job.title,
  companyName: job.company.name,
  location: job.location,
  workplaceType: job.workplace,
  salary: job.salary,
  easyApply: job.easyApply,
});

/** A row of a list of jobs. */
export const jobCard = {
  ...common,
  isPromoted: out.flag('Does the employer pay for its place in the list?'),
  isSimilarMatch: out.flag('Does it only come near to what was searched for?'),
};
export const jobCardOf = (job: JobPosting, similar: boolean) => ({
  ...commonOf(job),
  isPromoted: job.isPromoted,
  isSimilarMatch: similar,
});

/** A job that is open. */
export const jobPage = {
  ...common,
  companyUrn: out.text('urn:li:organization:… of the employer'),
  companyUrl: out.url('Page of the employer'),
  postedDate: out.text('How long ago it was posted, as LinkedIn shows it: 3d'),
  applicantsCount: out.number('Number of applicants'),
  employmentType: out.text('Kind of employment, in LinkedIn’s words: Full-time'),
  description: out.text('What the advertisement says'),
  applyUrl: out.url('Where to apply, if not on LinkedIn'),
};
const employments: Record<JobPosting['employment'], string> = {
  fullTime: 'Full-time',
  partTime: 'Part-time',
  contract: 'Contract',
  temporary: 'Temporary',
  volunteer: 'Volunteer',
  internship: 'Internship',
  other: 'Other',
};
export const jobPageOf = (job: JobPosting, now: Date) => ({
  ...commonOf(job),
  companyUrn: organizationUrn(job.company),
  companyUrl: companyUrlOf(job.company),
  postedDate: briefly(job.time, now),
  applicantsCount: job.applicantsCount,
  employmentType: employments[job.employment],
  description: job.description,
  applyUrl: job.applyUrl,
});
