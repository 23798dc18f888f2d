import type { CompanyRow } from '../../sandbox';
import { castCompanies, companyClosers, companyStems, countries, type Country, type Trade, trades } from './words';
import type { Draw } from './draw';
import { uniqueSlugs, type Names } from './names';
import type { Tables } from './tables';

/** A company while the world is made. */
export interface MadeCompany {
  row: CompanyRow;
  trade: Trade;
  country: Country;
  city: string;
  /** How many of its people are in the world. */
  staff: number;
}

const firstId = 4_100_001;
/** The year ages are reckoned from where a calendar year is needed, too. */
export const thisYear = 2026;

export function makeCompanies(names: Names, tables: Tables, count: number): MadeCompany[] {
  const { draw } = names;
  const unique = uniqueSlugs();
  const stemsLeft = draw.some(companyStems, companyStems.length);
  const made = castCompanies.map((cast) => {
    const trade = trades.find(({ industry }) => industry === cast.industry)!;
    const country = countries.find(({ code }) => code === cast.country)!;
    unique(cast.name, () => '');
    return finish(draw, tables, { ...cast, trade, country });
  });
  while (made.length < count) {
    const trade = draw.weighted(trades, ({ weight }) => weight);
    const country = draw.weighted(countries, ({ weight }) => weight);
    const name = nameOf(names, trade, country, stemsLeft);
    const employees = draw.between(trade.size.low, trade.size.high);
    const staff = Math.min(employees, draw.int(5, employees > 300 ? 17 : 13));
    const young = trade.size.low < 20;
    made.push(
      finish(draw, tables, {
        trade,
        country,
        name,
        slug: unique(name, () => country.code.toLowerCase()),
        city: cityOf(draw, country),
        employees,
        staff,
        founded: draw.chance(0.9) ? (young ? draw.int(2004, 2022) : thisYear - draw.between(6, 110)) : 0,
        specialties: draw.some(trade.specialties, draw.int(3, 5)),
        description: [...trade.about, ...draw.some(companyClosers, 2)],
      }),
    );
  }
  return made.map((company, at) => ({ ...company, row: { ...company.row, id: firstId + at } }));
}

export function cityOf(draw: Draw, { cities }: Country): string {
  return cities[Math.floor(draw.share(1.7) * cities.length)]!;
}

function nameOf(names: Names, trade: Trade, country: Country, stemsLeft: string[]): string {
  const { draw } = names;
  const surname = () => names.person(country.code).lastName;
  const word = draw.pick(trade.words);
  if (trade.partners && draw.chance(0.7))
    return draw.chance(0.5) ? `${surname()} & ${surname()}` : `${surname()} ${word}`;
  const stem = draw.chance(0.78) ? stemsLeft.pop() : undefined;
  return `${stem ?? surname()} ${word}`;
}

interface Plan {
  trade: Trade;
  country: Country;
  name: string;
  slug: string;
  city: string;
  employees: number;
  staff: number;
  founded: number;
  specialties: string[];
  description: string[];
}

function finish(draw: Draw, tables: Tables, plan: Plan): MadeCompany {
  const { trade, country, city, staff, name, slug, employees, specialties } = plan;
  // The year is not known of every company.
  const sentences = plan.description.filter((sentence) => plan.founded || !sentence.includes('{founded}'));
  return {
    trade,
    country,
    city,
    staff,
    row: {
      id: 0,
      slug,
      name,
      place: tables.places.at([`${city}, ${country.name}`, country.code]),
      industry: tables.industries.at(trade.industry),
      employees,
      founded: plan.founded,
      revenue: Math.max(0.2, Math.round(employees * (0.08 + draw.share() * 0.25) * 10) / 10),
      jobs: Math.round(employees * draw.share(2) * 0.08),
      venture: plan.founded > 2010 && employees < 400 && draw.chance(0.4) ? 1 : 0,
      logo: draw.chance(0.94) ? 1 : 0,
      specialties,
      description: sentences.map((sentence) => tables.sentences.at(sentence)),
    },
  };
}
