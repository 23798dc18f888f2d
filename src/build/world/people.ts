import type { PersonRow } from '../../sandbox';
import { careerOf, jobNumbers, type Step } from './careers';
import {
  aboutClosers,
  castPeople,
  type CastPerson,
  chiefAbout,
  countries,
  type Country,
  furtherLanguages,
  headlines,
  type Level,
  levels,
  type Profession,
  type Study,
  professions,
} from './words';
import { cityOf, thisYear, type MadeCompany } from './companies';
import type { Draw } from './draw';
import { uniqueSlugs, type Names } from './names';
import type { Tables } from './tables';

/** A person while the world is made. */
export interface MadePerson {
  row: PersonRow;
  profession: string;
  company: number;
  /** Months in the present job. */
  present: number;
}

const generalSkills = ['Leadership', 'Communication', 'Project Management', 'Problem Solving', 'Mentoring', 'Teamwork'];
const native = 4;

export function makePeople(names: Names, tables: Tables, companies: readonly MadeCompany[]): MadePerson[] {
  const { draw } = names;
  const unique = uniqueSlugs();
  const cast = castPeople.map((one) => {
    unique(one.slug, () => '');
    return castPerson(draw, tables, companies, one);
  });
  const crowd = companies.flatMap((company, at) => {
    const present = cast.filter((person) => person.company === at);
    const count = company.staff - present.length;
    return Array.from({ length: count }, (_, place) =>
      crowdPerson(names, tables, companies, at, place === 0 ? 'chief' : levelFor(draw, place), unique),
    );
  });
  // Searches show the better known first, though not strictly.
  const known = new Map(crowd.map((person) => [person, person.row[5] * (0.3 + draw.share())]));
  return [...cast, ...crowd.sort((a, b) => known.get(b)! - known.get(a)!)];
}

/** Every company has a head and, with some size, executives; then the usual pyramid. */
function levelFor(draw: Draw, place: number): Level {
  if (place <= 2) return draw.pick(['executive', 'director', 'head']);
  return draw.weighted(
    levels.slice(2),
    (level) => ({ director: 5, head: 9, lead: 14, senior: 24, regular: 37, junior: 9 })[level as 'lead'],
  );
}

function crowdPerson(
  names: Names,
  tables: Tables,
  companies: readonly MadeCompany[],
  company: number,
  level: Level,
  unique: (text: string, tail: () => string) => string,
): MadePerson {
  const { draw } = names;
  const employer = companies[company]!;
  const country = draw.chance(0.8) ? employer.country : draw.weighted(countries, ({ weight }) => weight);
  const city = country === employer.country && draw.chance(0.68) ? employer.city : cityOf(draw, country);
  const origin = draw.chance(0.88) ? country : draw.weighted(countries, ({ weight }) => weight);
  const { firstName, lastName } = names.person(origin.code);
  const profession = draw.weighted(Object.entries(employer.trade.staff), ([, weight]) => weight)[0];
  const place = tables.places.at([`${city}, ${country.name}`, country.code]);
  const steps = careerOf(draw, companies, { company, profession, level, place, countryCode: country.code });
  const career = steps[steps.length - 1]!.start;
  const known = professions[profession]!;
  const skills = [...draw.some(known.skills, draw.int(4, 10)), ...draw.some(generalSkills, draw.int(0, 2))];
  const prominent = levels.indexOf(level) <= 1;
  const row: PersonRow = [
    unique(`${firstName} ${lastName}`, () => draw.faker.string.hexadecimal({ length: 8, casing: 'lower', prefix: '' })),
    firstName,
    lastName,
    place,
    levels.indexOf(level),
    prominent ? draw.between(600, 21_000) : draw.between(60, 4_200),
    (draw.chance(0.83) ? 1 : 0) + (draw.chance(0.03) ? 2 : 0),
    tables.sentences.at(headlineOf(draw, steps)),
    aboutOf(draw, level === 'chief' ? chiefAbout : known.about, steps).map((sentence) => tables.sentences.at(sentence)),
    jobNumbers(steps, tables),
    educationOf(draw, known, origin, career).flatMap(({ school, degree, yearsAgo }) => [
      tables.schools.at(school),
      tables.degrees.at(degree),
      yearsAgo,
    ]),
    skills.map((skill) => tables.skills.at(skill)),
    languagesOf(draw, origin, country).flatMap(({ name, proficiency }) => [tables.languages.at(name), proficiency]),
  ];
  return { row, profession, company, present: steps[0]!.start };
}

function headlineOf(draw: Draw, steps: Step[]): string {
  const moved = steps.some(({ company }) => company !== steps[0]!.company);
  return draw.weighted(
    headlines.filter((template) => moved || !template.includes('{former}')),
    (template) => (template === headlines[0] ? 6 : 1),
  );
}

function aboutOf(draw: Draw, sentences: string[], steps: Step[]): string[] {
  if (draw.chance(0.24)) return [];
  const moved = steps.some(({ company }) => company !== steps[0]!.company);
  const years = steps[steps.length - 1]!.start / 12;
  const fits = (sentence: string) =>
    (moved || !sentence.includes('{former}')) && (years >= 3 || !/\{years\}|at the start of their/.test(sentence));
  return [
    ...draw.some(sentences.filter(fits), draw.int(1, 2)),
    ...draw.some(aboutClosers.filter(fits), draw.int(0, 2)),
  ];
}

function educationOf(draw: Draw, { degrees }: Profession, origin: Country, career: number): Study[] {
  const ended = Math.ceil(career / 12);
  const abroad = () => draw.weighted(countries, ({ weight }) => weight);
  const first = draw.pick(draw.chance(0.85) ? origin.schools : abroad().schools);
  if (draw.chance(0.06)) return [];
  const degree = draw.pick(degrees);
  const studies: Study[] = [{ school: first, degree, yearsAgo: ended }];
  if (/^(M|PhD|LLM)/.test(degree) && draw.chance(0.5)) {
    const school = draw.pick(origin.schools);
    studies.push({ school, degree: "Bachelor's degree", yearsAgo: ended + draw.int(2, 4) });
  }
  return studies;
}

function languagesOf(draw: Draw, origin: Country, home: Country): { name: string; proficiency: number }[] {
  if (draw.chance(0.14)) return [];
  const spoken = new Map<string, number>([
    [draw.pick(origin.languages.slice(0, origin.code === 'IN' ? 5 : 1)), native],
  ]);
  const learn = (language: string, low: number, high: number) => {
    if (!spoken.has(language)) spoken.set(language, draw.chance(0.05) ? -1 : draw.int(low, high));
  };
  learn('English', 2, 3);
  if (home !== origin) learn(home.languages[0]!, 1, 3);
  if (draw.chance(0.4)) learn(draw.pick(furtherLanguages), 0, 2);
  return Array.from(spoken, ([name, proficiency]) => ({ name, proficiency }));
}

function castPerson(draw: Draw, tables: Tables, companies: readonly MadeCompany[], one: CastPerson): MadePerson {
  const company = companies.findIndex(({ row }) => row.slug === one.company);
  const country = countries.find(({ code }) => code === one.country)!;
  const place = tables.places.at([`${one.city}, ${country.name}`, country.code]);
  const profession = professions[one.profession]!;
  const { level, position, career, present } = one;
  const situation = { company, profession: one.profession, level, place, countryCode: country.code };
  let steps = careerOf(draw, companies, { ...situation, position, career, present });
  if (one.earlier) {
    let end = present;
    const earlier = one.earlier.map(({ position, company: where, months, duty }): Step => {
      const existed = ({ row }: MadeCompany) => row.founded > 0 && (thisYear - row.founded) * 12 > end + months;
      const at = companies.findIndex(
        (made, index) => made.row.slug === where || (index > 2 && made.trade.industry === where && existed(made)),
      );
      const step: Step = {
        position,
        company: at,
        start: end + months,
        end,
        place: companies[at]!.row.place,
        type: 'fullTime',
        where: 'onSite',
        duty,
      };
      end += months;
      return step;
    });
    steps = [steps[0]!, ...earlier];
  }
  const skills = one.skills ?? draw.some(profession.skills, 8);
  const education = one.education ?? educationOf(draw, profession, country, career);
  const languages = one.languages ?? languagesOf(draw, country, country);
  const about =
    one.about ?? (level === 'junior' ? [] : [...profession.about.slice(0, 2), 'Based in {city}, often on trains.']);
  const row: PersonRow = [
    one.slug,
    one.firstName,
    one.lastName,
    place,
    levels.indexOf(level),
    one.followers,
    1,
    tables.sentences.at(one.headline ?? headlines[0]!),
    about.map((sentence) => tables.sentences.at(sentence)),
    jobNumbers(steps, tables),
    education.flatMap(({ school, degree, yearsAgo }) => [
      tables.schools.at(school),
      tables.degrees.at(degree),
      yearsAgo,
    ]),
    skills.map((skill) => tables.skills.at(skill)),
    languages.flatMap(({ name, proficiency }) => [tables.languages.at(name), proficiency]),
    ...(one.hash ? [one.hash] : []),
  ] as PersonRow;
  return { row, profession: one.profession, company, present };
}
