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

/** True when `value` is an http(s) address, unless for `web` one on linkedin.com (any subdomain) that leads to a `form`. */
export function isUrl(value: string, form: UrlForm): boolean {
  if (form === 'web') return /^https?:\/\/[^\s/?#]+/i.test(value);
  let pattern = patterns.get(form);
  if (!pattern) {
    pattern = new RegExp(`^https?://([a-z0-9-]+\\.)*linkedin\\.com/(mwlite/)?${urlForms[form].path}`, 'i');
    patterns.set(form, pattern);
  }
  return pattern.test(value);
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
