import {
  employmentTypes,
  locationTypes,
  proficiencies,
  type Company,
  type Job,
  type JobPosting,
  type Person,
} from '../../catalog';
import { openJobs } from './jobs';
import { phrase } from './phrase';
import { codeOf, hashOf } from '../random';
import type { Population } from './population';
import { jobWidth, rows, type CompanyRow, type PersonRow, type WorldData } from './world-data';

export function populate(data: WorldData, start: Date): Population {
  const companies = data.companies.map((row) => companyOf(row, data));
  const months = monthsBefore(start);
  const people = data.people.map((row, index) => personOf(row, index, data, companies, months));
  const byId = new Map(companies.map((company) => [company.id, company]));
  const staff = new Map<number, Person[]>();
  for (const person of people) {
    for (const job of person.jobs) {
      if (job.endTime !== null) continue;
      const colleagues = staff.get(job.companyId);
      if (colleagues) colleagues.push(person);
      else staff.set(job.companyId, [person]);
    }
  }
  let jobs: readonly JobPosting[] | undefined;
  const population: Population = {
    data,
    start: start.getTime(),
    people,
    companies,
    company: (id) => byId.get(id),
    employees: ({ id }) => staff.get(id) ?? [],
    get jobs() {
      return (jobs ??= openJobs(population));
    },
  };
  return population;
}

function companyOf(row: CompanyRow, data: WorldData): Company {
  const [location, countryCode] = data.places[row.place]!;
  const industry = data.industries[row.industry]!;
  const places = location.split(', ');
  const words = {
    company: row.name,
    city: places[0]!,
    country: places[places.length - 1]!,
    industry,
    employees: String(row.employees),
    founded: String(row.founded),
    specialty1: row.specialties[0]!,
    specialty2: row.specialties[1]!,
    specialty3: row.specialties[2]!,
  };
  return {
    kind: 'company',
    id: row.id,
    slug: row.slug,
    name: row.name,
    description: row.description.map((at) => phrase(data.sentences[at]!, words, row.id + at)).join(' '),
    location,
    countryCode,
    industry,
    specialties: row.specialties,
    website: `https://www.${row.slug.replaceAll('-', '')}.example`,
    employeesCount: row.employees,
    yearFounded: row.founded || null,
    ventureFinancing: row.venture === 1,
    jobsCount: row.jobs,
    logoUrl: row.logo ? `https://media.licdn.example/logos/${row.id}.png` : null,
    annualRevenue: row.revenue,
  };
}

function personOf(
  row: PersonRow,
  index: number,
  data: WorldData,
  companies: readonly Company[],
  monthsAgo: (months: number) => string,
): Person {
  const [slug, firstName, lastName, place, rank, followers, flags, headline, about, jobRow, studies, skills, tongues] =
    row;
  const [location, countryCode] = data.places[place]!;
  const places = location.split(', ');
  const jobs = rows(jobRow, jobWidth).map(([position, company, began, ended, type, where, at, says]): Job => {
    const employer = companies[company!]!;
    const jobPlace = data.places[at!]![0];
    return {
      position: data.positions[position!]!,
      companyId: employer.id,
      companyName: employer.name,
      employmentType: employmentTypes[type!]!,
      locationType: locationTypes[where!]!,
      location: jobPlace,
      // A getter, since most profiles are never opened.
      get description() {
        if (says === -1) return null;
        const words = { company: employer.name, city: jobPlace.split(', ')[0]! };
        return phrase(data.sentences[says!]!, words, index + began!);
      },
      startTime: monthsAgo(began!),
      endTime: ended === -1 ? null : monthsAgo(ended!),
      duration: began! - Math.max(ended!, 0),
    };
  });
  let started = 0;
  for (let at = 2; at < jobRow.length; at += jobWidth) started = Math.max(started, jobRow[at]!);
  const current = jobs[0]!;
  const employer = companies[jobRow[1]!]!;
  const words = {
    first: firstName,
    position: current.position,
    company: current.companyName,
    industry: employer.industry,
    city: places[0]!,
    country: places[places.length - 1]!,
    years: String(Math.floor(started / 12)),
    skill1: data.skills[skills[0]!]!,
    skill2: data.skills[skills[1]!]!,
    skill3: data.skills[skills[2]!]!,
    former: jobs.find((job) => job.companyId !== current.companyId)?.companyName ?? current.companyName,
  };
  const thisYear = Number(monthsAgo(0).slice(0, 4));
  return {
    kind: 'person',
    id: 118_000_000 + (hashOf(slug) % 700_000_000),
    slug,
    hash: row[13] ?? `ACoAA${codeOf(slug, 34)}`,
    firstName,
    lastName,
    headline: phrase(data.sentences[headline]!, words, index),
    location,
    countryCode,
    industry: employer.industry,
    get about() {
      return about.length === 0
        ? null
        : about.map((at) => phrase(data.sentences[at]!, words, index * 7 + at)).join(' ');
    },
    followersCount: followers,
    avatarUrl: flags & 1 ? `https://media.licdn.example/people/${slug}.jpg` : null,
    jobs,
    education: rows(studies, 3).map(([school, degree, ended]) => ({
      schoolName: data.schools[school!]!,
      schoolId: 15_000 + school! * 37,
      details: `${data.degrees[degree!]!}, ${thisYear - ended! - yearsOf(data.degrees[degree!]!)} - ${thisYear - ended!}`,
    })),
    skills: skills.map((at) => data.skills[at]!),
    languages: rows(tongues, 2).map(([name, level]) => ({
      name: data.languages[name!]!,
      proficiency: level === -1 ? null : proficiencies[level!]!,
    })),
    yearsOfExperience: Math.floor(started / 12),
    rank,
    asksForEmail: (flags & 2) !== 0,
  };
}

function yearsOf(degree: string): number {
  if (degree.startsWith('PhD') || degree.startsWith('Doctor')) return 5;
  return /^(M|LLM)/.test(degree) ? 2 : 3;
}

/** The first day of the month so many months ago, as an ISO time; cached. */
function monthsBefore(start: Date): (months: number) => string {
  const known: string[] = [];
  return (months) =>
    (known[months] ??= new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() - months, 1)).toISOString());
}
