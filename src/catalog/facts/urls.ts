import { blank } from './invisible';

/**
 * What an address on LinkedIn looks like, by what it leads to. Source of the accepted forms:
 * https://linkedapi.io/docs/action-st-open-person-page and its sibling pages (public, hashed and Sales Navigator addresses).
 */
export const urlForms = {
  person: { path: '(in|pub|sales/lead|sales/people)/[^/\\s]', says: 'https://www.linkedin.com/in/…' },
  company: { path: '(company|school|showcase|sales/company)/[^/\\s]', says: 'https://www.linkedin.com/company/…' },
  post: { path: '(posts|feed/update|pulse)/[^/\\s]', says: 'https://www.linkedin.com/posts/… or …/feed/update/…' },
  comment: {
    path: '(posts|feed/update|pulse)/\\S*[?&](dashC|c)ommentUrn=[^&\\s]',
    says: 'https://www.linkedin.com/feed/update/…?commentUrn=…',
  },
  job: { path: 'jobs/view/[^/\\s]', says: 'https://www.linkedin.com/jobs/view/…' },
  jobSearch: {
    path: 'jobs/(search|search-results|collections)[/?]',
    says: 'https://www.linkedin.com/jobs/search/?keywords=…',
  },
  /** Anything on the web. */
  web: { path: '', says: 'https://example.com/…' },
  newsletter: { path: 'newsletters/[^/\\s]', says: 'https://www.linkedin.com/newsletters/…' },
  search: { path: '(search/results|sales/search)/[^/\\s]', says: 'https://www.linkedin.com/search/results/…' },
} as const;

export type UrlForm = keyof typeof urlForms;

const patterns = new Map<UrlForm, RegExp>();

function leadsTo(form: UrlForm, address: string): boolean {
  if (form === 'web') return /^https?:\/\/[^\s/?#]+/i.test(address);
  let pattern = patterns.get(form);
  if (!pattern) {
    pattern = new RegExp(`^https?://([a-z0-9-]+\\.)*linkedin\\.com/(mwlite/)?${urlForms[form].path}`, 'i');
    patterns.set(form, pattern);
  }
  return pattern.test(address);
}

/** What a copy leaves around an address. */
const marks = `[${blank}\\p{Pi}\\p{Pf}‚„"'\`´,;]`;
/** No tag with an address of its own, as of a link: it may not be the one in the text. */
const tag = '</?[a-z][^<>:]*>';
const before = new RegExp(`^(?:${tag}|${marks}|[<>])+`, 'iu');
const behind = new RegExp(`(?:${tag}|${marks}+|[<>])$`, 'iu');
const neverInside = new RegExp(`[${blank}"<>\\\\\`]`, 'u');

/** In characters. Servers take no longer addresses, and searching a long text for marks would be slow. */
const longest = 10_000;

function withoutMarks(value: string): string {
  if (value.length > longest) return '';
  let rest = value.replace(before, '');
  for (let all = ''; all !== rest;) {
    all = rest;
    rest = all.replace(behind, '');
  }
  return rest;
}

/**
 * The address as it is sent: without what a copy left around it, with the scheme that exports of other programs leave out, and
 * without the `/comm` of links in LinkedIn's mails. Undefined when that makes no address that leads to a `form`.
 */
export function normalUrl(value: string, form: UrlForm): string | undefined {
  const bare = withoutMarks(value);
  if (neverInside.test(bare) || isSeveral(bare, form)) return undefined;
  const address = form === 'web' ? bare : completed(bare);
  return leadsTo(form, address) ? address : undefined;
}

const completed = (address: string) =>
  address
    .replace(/^linkedin\.com\//i, 'www.$&')
    .replace(/^(?:\/\/)?(?=(?:[a-z0-9-]+\.)+linkedin\.com\/)/i, 'https://')
    .replace(/^(https?:\/\/(?:[a-z0-9-]+\.)*linkedin\.com\/)comm\//i, '$1');

/** A second address that is not the value of a parameter of the first, such as `?referer=https://…`. */
const second = /linkedin\.com\/.*(?:(?<!=)https?:\/\/|(?<!=(?:https?:\/\/)?[a-z0-9.-]*)linkedin\.com\/)/is;
const isSeveral = (text: string, form: UrlForm) => form !== 'web' && second.test(text);

/** True for an address that is as it is sent. */
export const isUrl = (value: string, form: UrlForm): boolean => normalUrl(value, form) === value;

/** What keeps a text from being an address: there are several in it, or the first character that cannot be in one, and where. */
export function urlFlaw(value: string, form: UrlForm): 'several' | { sign: string; place: number } | undefined {
  const bare = withoutMarks(value);
  if (isSeveral(bare, form)) return 'several';
  const found = neverInside.exec(bare);
  // In a name, say, it is not the space that is wrong.
  if (!found || (found[0] === ' ' && !/^(https?:|\/\/|[a-z0-9.-]*linkedin\.com)/i.test(bare))) return undefined;
  const place = [...value.slice(0, value.indexOf(bare) + found.index)].length + 1;
  return { sign: found[0], place };
}

const isoDate = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** True for an ISO 8601 day (`2026-05-01`) or moment (`2026-05-01T09:00:00Z`). */
export function isIsoTime(value: string): boolean {
  return isoDate.test(value) && !Number.isNaN(Date.parse(value));
}

/** True for something of the form `name@host.tld`; whether it exists is LinkedIn's business. */
export function isEmail(value: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
}
