import type { Rule } from '../facts/action-facts';
import { rows, text, url } from '../fields';
import type { Company, Person, World } from '../simulation';
import { companyHashedUrlOf, companyUrlOf, organizationUrn } from './companies';
import { fullName, hashedUrlOf, memberUrn, publicUrlOf } from './people';

/** Distinguishes people of the same name. */
const urnWords = { label: 'URN', help: 'To tell namesakes apart.' };
const ofMember = { ...urnWords, placeholder: 'urn:li:member:…' };
const ofOrganization = { ...urnWords, placeholder: 'urn:li:organization:…' };
const personHashedUrl = url('person', {
  label: 'Person hashed URL',
  help: 'Instead of the URN: a person’s hashed address.',
  placeholder: 'https://www.linkedin.com/in/ACo…',
});
const companyHashedUrl = url('company', {
  label: 'Company hashed URL',
  help: 'Instead of the URN: the address with a company’s number.',
  placeholder: 'https://…/company/1234567',
});
const named = (placeholder: string) =>
  text({ label: 'Name', help: 'As LinkedIn writes it.', placeholder, min: 1, max: 100, required: true });

/** Who is meant, by name and, where that is not enough, by an identifier. */
export const memberFields = {
  name: named('Maria Keller'),
  urn: text({ ...ofMember, form: 'memberUrn' }),
  personHashedUrl,
};
export const companyFields = {
  name: named('Siemens'),
  urn: text({ ...ofOrganization, form: 'organizationUrn' }),
  companyHashedUrl,
};

/** Whoever is named in a list has one identifier at most. */
export const oneIdentifier = (field: string, names: readonly string[]): Rule => ({
  rule: 'atMostOne',
  field,
  names,
  because: 'one identifier is enough to tell namesakes apart',
});

export const mentions = rows(
  {
    key: text({
      label: 'Key',
      help: 'Stands in the text as @[key]; letters, digits, - and _.',
      placeholder: 'maria',
      min: 1,
      max: 30,
      form: 'mentionKey',
      required: true,
    }),
    name: text({
      label: 'Name',
      help: 'As LinkedIn writes it; it is typed into LinkedIn’s own list of suggestions.',
      placeholder: 'Maria Keller',
      required: true,
    }),
    urn: text({ ...ofMember, form: 'memberOrOrganizationUrn' }),
    personHashedUrl,
    companyHashedUrl,
  },
  {
    label: 'Mentions',
    help: 'People and companies that the text mentions, each as @[key]. One identifier at most.',
  },
);

export const mentionRules: Rule[] = [
  oneIdentifier('mentions', ['urn', 'personHashedUrl', 'companyHashedUrl']),
  {
    rule: 'marked',
    field: 'mentions',
    by: 'key',
    text: 'text',
    because: 'a mention takes the place of its @[key] in the text',
  },
];

/** A person by name; the other facts distinguish people of the same name. */
export interface Named {
  name: string;
  urn?: string | undefined;
  personHashedUrl?: string | undefined;
  companyHashedUrl?: string | undefined;
}

/** Whether a person fits all the facts. */
export function isNamed(one: Person | Company, { name, urn, personHashedUrl, companyHashedUrl }: Named): boolean {
  const [itsName, itsUrn] = one.kind === 'person' ? [fullName(one), memberUrn(one)] : [one.name, organizationUrn(one)];
  if (itsName.toLowerCase() !== name.trim().toLowerCase() || (urn !== undefined && urn !== itsUrn)) return false;
  const address = personHashedUrl ?? companyHashedUrl;
  const its = one.kind === 'person' ? hashedUrlOf(one) : companyHashedUrlOf(one.id);
  return address === undefined || address.replace(/[/?#]*$/, '') === its;
}

/** The text as LinkedIn shows it, and the addresses of those it mentions. */
export function withMentions({
  params,
  world,
  fail,
}: {
  params: { text?: string | undefined; mentions?: Named[] | undefined };
  world: World;
  fail: (errorType: string) => Error;
}): { text: string | null; mentions: string[] } {
  let { text } = params;
  const addresses: string[] = [];
  for (const mention of (params.mentions ?? []) as (Named & { key: string })[]) {
    const found = [...world.people, ...world.companies].find((one) => isNamed(one, mention));
    if (!found) throw fail('mentionNotResolved');
    if (!text?.includes(`@[${mention.key}]`)) continue;
    text = text.replaceAll(`@[${mention.key}]`, found.kind === 'person' ? fullName(found) : found.name);
    addresses.push(found.kind === 'person' ? publicUrlOf(found) : companyUrlOf(found));
  }
  return { text: text ?? null, mentions: addresses };
}
