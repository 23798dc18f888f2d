import type { Level } from './professions';

/** Companies and people placed by hand: examples, recipes, documentation and tests count on them. They come first in the world. */
export const castCompanies = [
  {
    name: 'Helio Thermal',
    slug: 'helio-thermal',
    industry: 'HVAC and Refrigeration Equipment Manufacturing',
    country: 'DE',
    city: 'Berlin',
    employees: 180,
    staff: 25,
    founded: 2011,
    specialties: ['heat pumps', 'cold-climate heating', 'natural refrigerants', 'field service'],
    description: [
      'Helio Thermal develops and builds heat pumps for existing buildings, in Berlin and Prague.',
      'Our units run on natural refrigerants and are tested where winters are long.',
      'Founded in {founded}, we are {employees} people today.',
    ],
  },
  {
    name: 'Nordvind Logistics',
    slug: 'nordvind-logistics',
    industry: 'Transportation, Logistics, Supply Chain and Storage',
    country: 'SE',
    city: 'Stockholm',
    employees: 1400,
    staff: 30,
    founded: 1987,
    specialties: ['road freight', 'cold chain', 'intermodal transport', 'warehouse automation'],
    description: [
      'Nordvind Logistics moves goods between the Nordics and the rest of Europe, by road, rail and ship.',
      'Nine warehouses, most of them along a railway.',
      'Known for {specialty1}, {specialty2} and {specialty3}.',
    ],
  },
  {
    name: 'Brightloom Software',
    slug: 'brightloom-software',
    industry: 'Software Development',
    country: 'US',
    city: 'Austin, Texas',
    employees: 35,
    staff: 14,
    founded: 2018,
    specialties: ['field service software', 'scheduling', 'data integration'],
    description: [
      'Brightloom makes scheduling software for field teams that have outgrown their spreadsheets.',
      'We are {employees} people in Austin, Bengaluru and a few home offices.',
    ],
  },
];

export interface CastPerson {
  slug: string;
  hash?: string;
  firstName: string;
  lastName: string;
  country: string;
  city: string;
  company: string;
  profession: string;
  position: string;
  level: Level;
  followers: number;
  /** Months in working life, and in the present job. */
  career: number;
  present: number;
  headline?: string;
  about?: string[];
  skills?: string[];
  languages?: [name: string, proficiency: number][];
  education?: [school: string, degree: string, yearsAgo: number][];
  /** Before the present one, newest first; the company by its slug, or the first of an industry. */
  earlier?: [position: string, company: string, months: number, duty: string | null][];
}

export const castPeople: CastPerson[] = [
  {
    slug: 'robin-mercer',
    hash: 'ACoAARobinMercer',
    firstName: 'Robin',
    lastName: 'Mercer',
    country: 'US',
    city: 'Austin, Texas',
    company: 'brightloom-software',
    profession: 'marketing',
    position: 'Head of Growth',
    level: 'head',
    followers: 1240,
    career: 130,
    present: 31,
  },
  {
    slug: 'amelie-hoffmann',
    hash: 'ACoAAAmelieHoffmann',
    firstName: 'Amélie',
    lastName: 'Hoffmann',
    country: 'DE',
    city: 'Berlin',
    company: 'helio-thermal',
    profession: 'product',
    position: 'Head of Product',
    level: 'head',
    followers: 4310,
    career: 157,
    present: 43,
    about: [
      'I lead product at Helio Thermal, where we build heat pumps for houses nobody thought could have one.',
      'Engineer by training. I have crawled through more cellars than I can count and learned something in each.',
      'Happy to talk about cold climates, installers’ tools and honest measurements.',
    ],
    skills: [
      'Product Management',
      'Product Discovery',
      'Thermodynamics',
      'User Research',
      'Roadmapping',
      'Heat Pumps',
      'Systems Engineering',
      'Field Testing',
      'Stakeholder Management',
      'Pricing',
      'Requirements Engineering',
      'Public Speaking',
    ],
    languages: [
      ['German', 4],
      ['French', 4],
      ['English', 3],
    ],
    education: [
      ['Technische Universität Berlin', 'MSc, Energy Engineering', 13],
      ['INSA Lyon', "Bachelor's degree, Mechanical Engineering", 16],
    ],
    earlier: [
      ['Senior Product Manager', 'helio-thermal', 32, 'Brought the first cold-climate unit from field test to series.'],
      [
        'Product Manager',
        'Industrial Machinery Manufacturing',
        46,
        'Owned the controls of a range of boilers and the app that went with them.',
      ],
      [
        'Test Engineer',
        'Renewable Energy Power Generation',
        34,
        'Built the climate chamber and the tests that every release had to pass.',
      ],
    ],
  },
  {
    slug: 'jonas-lindqvist',
    hash: 'ACoAAJonasLindqvist',
    firstName: 'Jonas',
    lastName: 'Lindqvist',
    country: 'SE',
    city: 'Stockholm',
    company: 'nordvind-logistics',
    profession: 'sales',
    position: 'Sales Director',
    level: 'director',
    followers: 2870,
    career: 212,
    present: 58,
  },
  {
    slug: 'priya-raman',
    hash: 'ACoAAPriyaRaman',
    firstName: 'Priya',
    lastName: 'Raman',
    country: 'IN',
    city: 'Bengaluru, Karnataka',
    company: 'brightloom-software',
    profession: 'data',
    position: 'Data Engineer',
    level: 'regular',
    followers: 960,
    career: 71,
    present: 26,
  },
  {
    slug: 'tomas-novak',
    hash: 'ACoAATomasNovak',
    firstName: 'Tomáš',
    lastName: 'Novák',
    country: 'CZ',
    city: 'Prague',
    company: 'helio-thermal',
    profession: 'production',
    position: 'Plant Manager',
    level: 'head',
    followers: 1130,
    career: 188,
    present: 49,
  },
  {
    slug: 'rosa-delgado',
    hash: 'ACoAARosaDelgado',
    firstName: 'Rosa',
    lastName: 'Delgado',
    country: 'US',
    city: 'Austin, Texas',
    company: 'brightloom-software',
    profession: 'engineering',
    position: 'CTO',
    level: 'executive',
    followers: 3390,
    career: 176,
    present: 67,
  },
  {
    slug: 'noor-whitfield',
    firstName: 'Noor',
    lastName: 'Whitfield',
    country: 'GB',
    city: 'Manchester, England',
    company: 'nordvind-logistics',
    profession: 'operations',
    position: 'Logistics Assistant',
    level: 'junior',
    followers: 0,
    career: 4,
    present: 4,
  },
];

export interface CastPost {
  author: string;
  slug: string;
  id: string;
  daysAgo: number;
  topic: string;
  paragraphs: string[];
  hashtags: string[];
  mentions: string[];
  comments: number;
  reactions: number;
}

export const castPosts: CastPost[] = [
  {
    author: 'helio-thermal',
    slug: 'helio-thermal_cold-climate-field-test',
    id: '7300000000000000001',
    daysAgo: 6,
    topic: 'heat',
    paragraphs: [
      'Forty-one houses, one winter, minus twenty-three degrees at the coldest. Our cold-climate field test is over, and here are the numbers.',
      'Seasonal efficiency was 3.4 on average and 2.9 in the worst house. Thirty-eight of the forty-one never needed the backup heater.',
      'The hardest days were not the coldest ones: around two degrees and damp, the ice decides. We have changed the defrosting because of it.',
      'Thank you to every family that let us into the cellar, and to the installers who answered the phone on Sundays.',
    ],
    hashtags: ['heatpumps', 'energytransition'],
    mentions: ['amelie-hoffmann', 'tomas-novak'],
    comments: 17,
    reactions: 64,
  },
  {
    author: 'amelie-hoffmann',
    slug: 'amelie-hoffmann_what-we-learned',
    id: '7300000000000000002',
    daysAgo: 4,
    topic: 'heat',
    paragraphs: [
      'What we learned from a winter in forty-one cellars, in four lines.',
      'One: the flow temperature is nearly always too high. Two: installers know, and nobody asks them. Three: damp is worse than cold. Four: people forgive a machine that explains itself.',
      'The full report is on our page. Ask me anything.',
    ],
    hashtags: ['heatpumps', 'productmanagement'],
    mentions: ['helio-thermal'],
    comments: 9,
    reactions: 38,
  },
];
