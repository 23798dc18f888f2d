import { choices, texts } from '../fields';
import { out } from '../result';
import { companySizes, type Account, type Company, type World } from '../simulation';
import { anyContains } from './match';

export const companyFilter = {
  sizes: choices(companySizes, { label: 'Sizes', help: 'Number of employees, any of them.', unit: 'employees' }),
  locations: texts({ label: 'Locations', help: 'Places of the headquarters, any of them.', placeholder: 'Rotterdam' }),
  industries: texts({
    label: 'Industries',
    help: 'LinkedIn’s own names of industries, any of them.',
    placeholder: 'Robotics Engineering',
  }),
};

type CompanyCriteria = {
  sizes?: string[] | undefined;
  locations?: string[] | undefined;
  industries?: string[] | undefined;
  annualRevenue?: { min?: string | undefined; max?: string | undefined } | undefined;
};

function sizeOf(company: Company): (typeof companySizes)[number] {
  const upTo = [10, 50, 200, 500, 1000, 5000, 10000];
  const step = upTo.findIndex((bound) => company.employeesCount <= bound);
  return companySizes[step === -1 ? upTo.length : step]!;
}

/** Every company that fits. */
export function findCompanies(world: World, term: string | undefined, criteria: CompanyCriteria = {}): Company[] {
  const words = (term ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const said = (company: Company) =>
    [company.name, company.industry, company.description, ...company.specialties].join(' ').toLowerCase();
  const { sizes, locations, industries, annualRevenue } = criteria;
  return world.companies.filter(
    (company) =>
      words.every((word) => said(company).includes(word)) &&
      (!sizes || sizes.includes(sizeOf(company))) &&
      (!locations || anyContains([company.location], locations)) &&
      (!industries || anyContains([company.industry], industries)) &&
      (annualRevenue?.min === undefined || company.annualRevenue >= Number(annualRevenue.min)) &&
      (annualRevenue?.max === undefined ||
        annualRevenue.max === '1000+' ||
        company.annualRevenue <= Number(annualRevenue.max)),
  );
}

export const organizationUrn = ({ id }: Pick<Company, 'id'>) => `urn:li:organization:${id}`;
export const companyUrlOf = (company: Company) => `https://www.linkedin.com/company/${company.slug}`;
export const companyHashedUrlOf = (id: number) => `https://www.linkedin.com/company/${id}`;

/** The company that an address leads to, by name or by number. */
export function companyAt(world: World, address: string): Company | undefined {
  const key = /\/(?:company|school|showcase)\/([^/?#]+)/i.exec(address)?.[1];
  return world.companies.find(({ slug, id }) => key === slug || key === String(id));
}

/** The company page in whose name an action acts; undefined where the account acts for itself. */
export function actingCompany({
  params,
  world,
  account,
  fail,
}: {
  params: { companyUrl?: string | undefined };
  world: World;
  account: Account;
  fail: (errorType: string) => Error;
}): Company | undefined {
  if (params.companyUrl === undefined) return undefined;
  const company = companyAt(world, params.companyUrl);
  if (!company || !account.administers(company)) throw fail('noPostingPermission');
  return company;
}

/** Facts that a company’s page has in standard LinkedIn and in Sales Navigator alike. */
export const companyPage = {
  name: out.text('Name'),
  urn: out.text('urn:li:organization:…'),
  publicUrl: out.url('Address of the company page'),
  description: out.text('What the company says about itself'),
  location: out.text('Headquarters, as the company writes it'),
  headquarters: out.text('Country of the headquarters, two letters'),
  industry: out.text('Industry'),
  website: out.url('Website'),
  employeesCount: out.number('Number of employees'),
  yearFounded: out.number('Year of foundation'),
  logoUrl: out.url('Logo'),
};
export const companyPageOf = (company: Company) => ({
  name: company.name,
  urn: organizationUrn(company),
  publicUrl: companyUrlOf(company),
  description: company.description,
  location: company.location,
  headquarters: company.countryCode,
  industry: company.industry,
  website: company.website,
  employeesCount: company.employeesCount,
  yearFounded: company.yearFounded,
  logoUrl: company.logoUrl,
});
