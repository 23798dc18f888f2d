import type { Company, JobPosting, Person } from '../../catalog';
import type { WorldData } from './world-data';

/** People, companies and jobs, the same for all accounts. */
export interface Population {
  data: WorldData;
  /** All ages count back from here; ms since 1970. */
  start: number;
  people: readonly Person[];
  companies: readonly Company[];
  company(id: number): Company | undefined;
  employees(company: Company): readonly Person[];
  /** Made on first use. */
  readonly jobs: readonly JobPosting[];
}
