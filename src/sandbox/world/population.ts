import type { Company, JobPosting, Person } from '../../catalog';
import type { WorldData } from './world-data';

/** Everyone and every company, the same for all accounts. */
export interface Population {
  data: WorldData;
  /** The moment all ages count back from, in milliseconds. */
  start: number;
  people: readonly Person[];
  companies: readonly Company[];
  company(id: number): Company | undefined;
  employees(company: Company): readonly Person[];
  /** Made when somebody first asks. */
  readonly jobs: readonly JobPosting[];
}
