import type { Company, JobPosting, Person } from '../../catalog';
import { phrase } from './phrase';
import type { Population } from './population';
import { Random } from '../random';

const hour = 60 * 60_000;
const firstId = 4_300_000_001;
const mostPerCompany = 4;

/** The open positions of all companies in the order of search results: promoted ones tend to come first. */
export function openJobs(population: Population): JobPosting[] {
  let serial = 0;
  const jobs = population.companies.flatMap((company) => {
    const random = new Random(`jobs of ${company.slug}`);
    const models = random.sample(
      population.employees(company).filter(({ rank }) => rank > 0),
      Math.min(company.jobsCount, random.int(1, mostPerCompany)),
    );
    return models.map((model) => jobLike(model, company, firstId + serial++, random, population));
  });
  const places = new Map(jobs.map((job) => [job, new Random(job.id).next() * (job.isPromoted ? 0.5 : 1)]));
  return jobs.sort((one, other) => places.get(one)! - places.get(other)!);
}

/** A position like that of an employee. */
function jobLike(model: Person, company: Company, number: number, random: Random, population: Population): JobPosting {
  const { position, location, locationType } = model.jobs[0]!;
  const id = String(number);
  const level = levelOf(position);
  const easyApply = random.chance(0.45);
  const age = hour + random.next() ** 1.7 * 50 * 24 * hour;
  return {
    kind: 'job',
    id,
    slug: id,
    title: position,
    company,
    location,
    workplace: locationType,
    employment:
      level === 'internship' ? 'internship' : random.chance(0.82) ? 'fullTime' : random.pick(otherEmployments),
    level,
    field: fields.find(([pattern]) => pattern.test(position))?.[1] ?? 'Other',
    salary: random.chance(0.55) ? salaryOf(level, company, random) : null,
    easyApply,
    isPromoted: random.chance(0.2),
    isVerified: random.chance(0.4),
    fairChance: random.chance(0.12),
    applicantsCount: Math.floor(random.next() ** 2.2 * 180),
    time: new Date(population.start - Math.round(age)).toISOString(),
    get description() {
      return advertisement(model, company, number, population);
    },
    applyUrl: easyApply ? null : `${company.website}/careers/${id}`,
  };
}

const otherEmployments = ['partTime', 'contract', 'temporary'] as const;

function advertisement(model: Person, company: Company, seed: number, { data }: Population): string {
  const { open, tasks, wishes, offers } = data.vacancies;
  const [skill1 = '', skill2 = skill1, skill3 = skill2] = model.skills;
  const { position, location } = model.jobs[0]!;
  const words = {
    company: company.name,
    position,
    city: location.split(', ')[0]!,
    industry: company.industry,
    skill1,
    skill2,
    skill3,
  };
  const random = new Random(seed);
  const paragraphs = [
    random.sample(open, 1),
    random.sample(tasks, 2),
    random.sample(wishes, 2),
    random.sample(offers, 1),
  ];
  return paragraphs.map((texts) => texts.map((text) => phrase(text, words, seed)).join(' ')).join('\n\n');
}

function levelOf(position: string): JobPosting['level'] {
  return levels.find(([pattern]) => pattern.test(position))?.[1] ?? 'associate';
}

const levels: [RegExp, JobPosting['level']][] = [
  [/\b(intern|trainee|working student)\b/i, 'internship'],
  [/\b(chief|C[A-Z]O|managing|president|partner)\b/i, 'executive'],
  [/\b(director|VP)\b/i, 'director'],
  [/\b(senior|lead|head|manager|principal|staff)\b/i, 'midSeniorLevel'],
  [/\b(junior|assistant|associate)\b/i, 'entryLevel'],
];

/** The first match counts. */
const fields: [RegExp, string][] = [
  [/data|analytic|BI\b/i, 'Information Technology'],
  [/market|growth|brand|content|demand|communication/i, 'Marketing'],
  [/sales|account (exec|man)|revenue|business develop/i, 'Sales'],
  [/product (man|own|lead|director)|of product/i, 'Product Management'],
  [/design|UX/i, 'Design'],
  [/recruit|people|talent|HR\b|human/i, 'Human Resources'],
  [/financ|account|controll|audit|actuar|treasur/i, 'Finance'],
  [/logistic|supply|procure|warehouse|transport|fleet|buyer/i, 'Supply Chain'],
  [/success|support|service/i, 'Customer Service'],
  [/quality/i, 'Quality Assurance'],
  [/legal|counsel|lawyer|attorney/i, 'Legal'],
  [/engineer|develop|technician|R&D|architect|scientist|software/i, 'Engineering'],
  [/plant|production|maintenance|manufactur/i, 'Manufacturing'],
];

/** Lower ends in thousands of US dollars a year. Exchange rates are rough. */
const pay: Record<JobPosting['level'], number> = {
  internship: 24,
  entryLevel: 42,
  associate: 54,
  midSeniorLevel: 72,
  director: 110,
  executive: 150,
};
const currencies: Record<string, [code: string, rate: number]> = {
  US: ['usd', 1.2],
  GB: ['gbp', 0.8],
  SE: ['sek', 8],
  PL: ['pln', 2.6],
  CZ: ['czk', 16],
  DK: ['dkk', 7.5],
  CH: ['chf', 1.3],
  BR: ['brl', 2.6],
  IN: ['inr', 32],
  CA: ['cad', 1.3],
  NO: ['nok', 10],
  RO: ['ron', 2.8],
  AU: ['aud', 1.5],
};

function salaryOf(level: JobPosting['level'], { countryCode }: Company, random: Random): JobPosting['salary'] {
  const [currency, rate] = currencies[countryCode] ?? ['eur', 0.9];
  const low = Math.round(pay[level] * rate * (0.9 + random.next() * 0.3)) * 1000;
  const high = Math.round((low * (1.12 + random.next() * 0.25)) / 1000) * 1000;
  if (level !== 'internship') return { currency, minAmount: low, maxAmount: high, period: 'yearly' };
  return {
    currency,
    minAmount: Math.round(low / 12_000) * 1000,
    maxAmount: Math.round(high / 12_000) * 1000,
    period: 'monthly',
  };
}
