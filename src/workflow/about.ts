import type { Subject } from '../catalog/facts';
import { isRecord } from '../shared';

/** The name and address of a person, company, post, comment or job, as far as they are known. A post has its author's name. */
export interface Page {
  name?: string;
  url?: string;
}

/** What a result is about, by kind: the nearest on its path. */
export type About = { readonly [S in Subject]?: Readonly<Page> };

/** The name and address in an item of a list, or in the data of an opened page. */
export function pageOf(kind: Subject, data: unknown): Page {
  if (!isRecord(data)) return {};
  const first = (...values: unknown[]) => values.find((value) => typeof value === 'string' && value !== '');
  const author = isRecord(data['author']) ? data['author']['name'] : undefined;
  const name = first(data['name'], data['title'], author);
  const url = first(data['publicUrl'], data['hashedUrl'], data['url'], data[`${kind}Url`]);
  return { ...(name === undefined ? {} : { name }), ...(url === undefined ? {} : { url }) } as Page;
}
