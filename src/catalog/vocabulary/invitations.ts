import { choice, url } from '../fields';
import type { Rule } from '../facts/action-facts';
import {
  invitationTypes,
  type Account,
  type Company,
  type Invitation,
  type InvitationType,
  type Person,
} from '../simulation';
import { companyUrlOf } from './companies';
import { memberUrn, publicUrlOf } from './people';

/** Which invitation is meant: its kind, and the one address that goes with it. */
export const whichInvitation = {
  invitationType: choice(invitationTypes, {
    label: 'Invitation to',
    help: 'What it invites to: connect, follow a company, or subscribe to a newsletter.',
    required: true,
  }),
  personUrl: url('person', {
    label: 'Person URL',
    help: 'With “connect”: address of the person who has invited you.',
    placeholder: 'https://www.linkedin.com/in/…',
  }),
  companyUrl: url('company', {
    label: 'Company URL',
    help: 'With “companyFollow”: address of the company page.',
    placeholder: 'https://www.linkedin.com/company/…',
  }),
  newsletterUrl: url('newsletter', {
    label: 'Newsletter URL',
    help: 'With “newsletterSubscribe”: address of the newsletter.',
    placeholder: 'https://www.linkedin.com/newsletters/…',
  }),
};

const because = 'an invitation is named by the one address that goes with its kind';

export const invitationRules: Rule[] = [
  { rule: 'goesWith', fields: ['personUrl', 'invitationType'], value: 'connect', because },
  { rule: 'goesWith', fields: ['companyUrl', 'invitationType'], value: 'companyFollow', because },
  { rule: 'goesWith', fields: ['newsletterUrl', 'invitationType'], value: 'newsletterSubscribe', because },
];

interface InvitationScene {
  params: {
    invitationType: InvitationType;
    personUrl?: string | undefined;
    companyUrl?: string | undefined;
    newsletterUrl?: string | undefined;
  };
  account: Account;
  fail: (errorType: string) => Error;
}

/**
 * The invitation that the parameters name. It is not documented which error Linked API gives for a missing one,
 * so the sandbox gives the general one.
 */
export function invitationFor({ params, account, fail }: InvitationScene): Invitation {
  const { invitationType, personUrl, companyUrl, newsletterUrl } = params;
  const address = personUrl ?? companyUrl ?? newsletterUrl ?? '';
  const found = account
    .received()
    .find((one) => one.invitationType === invitationType && addressesOf(one).includes(lastPart(address)));
  if (!found) throw fail('unexpectedError');
  return found;
}

function addressesOf({ from, company, newsletter }: Invitation): string[] {
  if (company) return namesOf(company);
  return newsletter ? [lastPart(newsletter.url)] : namesOf(from);
}

const namesOf = (of: Person | Company) =>
  [of.slug, String(of.id), ...(of.kind === 'person' ? [of.hash] : [])].map((name) => name.toLowerCase());

/** The part of an address that identifies the page: `https://www.linkedin.com/in/x/?y` → `x`. */
const lastPart = (address: string) =>
  address
    .toLowerCase()
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/^.*\//, '')
    .split(',')[0]!;

/** The facts that only one kind of invitation has. */
export function ownFactsOf({ invitationType, from, note, company, newsletter }: Invitation): Record<string, unknown> {
  if (invitationType === 'connect') return { headline: from.headline, note };
  if (company) return { companyUrl: companyUrlOf(company), companyName: company.name };
  return { newsletterUrl: newsletter?.url ?? null, newsletterName: newsletter?.name ?? null };
}

export const senderOf = (from: Person) => ({
  name: `${from.firstName} ${from.lastName}`,
  urn: memberUrn(from),
  publicUrl: publicUrlOf(from),
});
