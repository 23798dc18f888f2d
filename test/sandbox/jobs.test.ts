import assert from 'node:assert/strict';
import { Served, type Envelope } from '../support/service/served';

interface Row {
  jobId: string;
  jobUrl: string;
  title: string;
  companyName: string;
  location: string;
  workplaceType: string;
  salary: { currency: string; minAmount: number; maxAmount: number } | null;
  easyApply: boolean;
  isSimilarMatch: boolean;
}
interface Page extends Row {
  companyUrl: string;
  postedDate: string;
  applicantsCount: number;
  employmentType: string;
  description: string;
  applyUrl: string | null;
}

const job = (id: string) => `https://www.linkedin.com/jobs/view/${id}`;

describe('sandbox: jobs', () => {
  let served: Served;
  before(async () => {
    served = await Served.start();
  });
  after(() => served.close());

  const search = async (params: object = {}) =>
    (await served.complete<{ data: Row[] }>({ actionType: 'st.searchJobs', limit: 1000, ...params })).data;
  /** The results of a search, each opened. */
  const opened = async (params: object): Promise<Page[]> => {
    const data = await served.complete<{ data: { then: { data: { then: { data: Page } } } }[] }>({
      actionType: 'st.searchJobs',
      limit: 1000,
      ...params,
      then: { actionType: 'st.doForJobs', then: { actionType: 'st.openJob', basicInfo: true } },
    });
    return data.data.map(({ then }) => then.data.then.data);
  };

  it('there are hundreds, each with an address of its own, in many places', async () => {
    const all = await search();
    assert.ok(all.length >= 250, String(all.length));
    assert.equal(new Set(all.map(({ jobUrl }) => jobUrl)).size, all.length);
    assert.ok(new Set(all.map(({ location }) => location)).size > 40);
    assert.ok(all.filter(({ salary }) => salary).every(({ salary }) => salary!.minAmount <= salary!.maxAmount));
    assert.ok(all.some(({ salary }) => salary === null));
  });

  it('are found by what people try first, with small misspellings, too', async () => {
    for (const term of ['engineer', 'sales', 'manager', 'data']) {
      const found = await search({ term });
      assert.ok(found.length >= 10, term);
      assert.ok(found.some(({ isSimilarMatch }) => !isSimilarMatch));
    }
    const wide = await search({ term: 'Python' });
    const narrow = await search({ term: 'Python', allowSimilarResults: false });
    assert.ok(wide.some(({ isSimilarMatch }) => isSimilarMatch));
    assert.ok(narrow.length < wide.length && narrow.every(({ isSimilarMatch }) => !isSimilarMatch));
  });

  it('are separated by a filter, all of which applies', async () => {
    const all = await search({ location: 'Germany' });
    const filter = { workplaceTypes: ['hybrid', 'remote'], easyApply: true };
    const some = await search({ location: 'Germany', filter });
    assert.ok(some.length > 0 && some.length < all.length);
    for (const { location, workplaceType, easyApply } of some) {
      assert.match(location, /Germany/);
      assert.match(workplaceType, /hybrid|remote/);
      assert.equal(easyApply, true);
    }
    for (const { applicantsCount, postedDate, employmentType } of await opened({
      filter: { under10Applicants: true, datePosted: 'pastWeek', employmentTypes: ['fullTime'] },
    })) {
      assert.ok(applicantsCount < 10);
      assert.match(postedDate, /^(\d+[hm]|[1-7]d|1w)$/);
      assert.equal(employmentType, 'Full-time');
    }
  });

  it('every filter and preference narrows', async () => {
    const all = (await search()).length;
    const filters = [
      { datePosted: 'past24Hours' },
      { experienceLevels: ['director'] },
      { employmentTypes: ['partTime'] },
      { companies: ['Helio Thermal'] },
      { industries: ['Software'] },
      { jobFunctions: ['Engineering'] },
      { hasVerifications: true },
      { inYourNetwork: true },
      { fairChanceEmployer: true },
    ].map((filter) => ({ filter }));
    const preferences = [
      { experienceLevels: ['senior'] },
      { experienceLevels: ['manager'] },
      { remote: true },
      { keywords: ['Negotiation'] },
      { companies: ['Nordvind'] },
    ].map((preferences) => ({ preferences }));
    for (const params of [...filters, ...preferences]) {
      const { length } = await search(params);
      assert.ok(length > 0 && length < all, `${JSON.stringify(params)}: ${length} of ${all}`);
    }
  });

  it('are searched by an address copied from the browser, whatever the other parameters', async () => {
    const customSearchUrl = 'https://www.linkedin.com/jobs/search/?keywords=engineer&location=Berlin';
    const found = await search({ customSearchUrl, term: 'sales', filter: { companies: ['nobody'] } });
    assert.deepEqual(
      found.map(({ jobId }) => jobId),
      (await search({ term: 'engineer', location: 'Berlin' })).map(({ jobId }) => jobId),
    );
    assert.ok(found.length > 0);
  });

  it('are searched in a place given in the former parameter', async () => {
    const found = await search({ filter: { location: 'Berlin', easyApply: true } });
    assert.deepEqual(found, await search({ location: 'Berlin', filter: { easyApply: true } }));
    assert.ok(found.length > 0);
    assert.deepEqual(await search({ filter: { location: 'Nowhere' } }), []);
  });

  it('show on their page what the list shows, and more', async () => {
    const [row] = await search({ limit: 1 });
    const [page] = await opened({ limit: 1 });
    for (const key of ['jobId', 'title', 'companyName', 'location', 'salary'] as const) {
      assert.deepEqual(page![key], row![key], key);
    }
    assert.ok(page!.description.length > 200);
    assert.doesNotMatch(page!.description, /[{}[\]|]|undefined/);
    assert.equal(page!.applyUrl === null, page!.easyApply);
    const { data } = await served.complete<{ data: Page }>({
      actionType: 'st.openJob',
      jobUrl: `https://de.linkedin.com/jobs/view/some-words-${row!.jobId}?trk=x`,
      basicInfo: true,
    });
    assert.equal(data.title, row!.title);
  });

  it('that do not exist, and searches without permission, end with their errors', async () => {
    const error = async (document: object) => (await served.complete<Envelope>(document)).error?.type;
    assert.equal(await error({ actionType: 'st.openJob', jobUrl: job('not-found') }), 'jobNotFound');
    assert.equal(await error({ actionType: 'st.openJob', jobUrl: job('12') }), 'jobNotFound');
    assert.equal(
      await error({ actionType: 'st.searchJobs', term: 'search interface mismatch' }),
      'searchInterfaceMismatch',
    );
    const both = { actionType: 'st.searchJobs', filter: { easyApply: true }, preferences: { remote: true } };
    assert.match((await served.refused('POST', '/workflows', { body: both })).message, /exclude each other/);
  });
});
