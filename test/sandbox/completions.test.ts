import assert from 'node:assert/strict';
import { company, person, post, Served, type Envelope } from '../support/service/served';

const openPerson = { actionType: 'st.openPersonPage' };
const skills = { actionType: 'st.retrievePersonSkills', label: 'skills' };
const loop = (then: unknown, label?: string) => ({ actionType: 'st.doForPeople', then, ...(label ? { label } : {}) });
const search = (then: unknown) => ({ actionType: 'st.searchPeople', term: 'heat pumps', limit: 2, then });

interface Rows {
  data: { publicUrl: string; then: unknown }[];
}

describe('sandbox: completions', () => {
  for (const reading of ['A', 'B'] as const) {
    describe(`reading ${reading}`, () => {
      let served: Served;
      before(async () => {
        served = await Served.start({ reading });
      });
      after(() => served.close());

      const thens = async (then: unknown) => (await served.complete<Rows>(search(then))).data.map((row) => row.then);

      it('an object gives an object, an array an array, at the root', async () => {
        const ask = { actionType: 'st.retrieveSSI' };
        const one = await served.complete<Envelope>(ask);
        assert.deepEqual(Object.keys(one), ['actionType', 'success', 'data']);
        assert.deepEqual(await served.complete([ask]), [one]);
        assert.deepEqual(await served.complete([ask, { ...ask, label: 'x' }]), [
          one,
          { actionType: 'st.retrieveSSI', label: 'x', success: true, data: one.data },
        ]);
      });

      it('children of a page are in data.then, mirrored', async () => {
        const at = { ...openPerson, personUrl: person('amelie-hoffmann') };
        const bare = await served.complete<Envelope>(at);
        assert.deepEqual(bare, { actionType: 'st.openPersonPage', success: true });
        const one = await served.complete<{ data: { then: Envelope } }>({ ...at, then: skills });
        assert.deepEqual(Object.keys(one.data), ['then']);
        assert.equal(one.data.then.label, 'skills');
        assert.deepEqual((await served.complete<{ data: unknown }>({ ...at, then: [skills] })).data, {
          then: [one.data.then],
        });
        assert.deepEqual((await served.complete<{ data: unknown }>({ ...at, then: [] })).data, { then: [] });
        const facts = await served.complete<{ data: object }>({ ...at, basicInfo: true, then: [] });
        assert.deepEqual(Object.keys(facts.data).slice(-1), ['then']);
        assert.ok('headline' in facts.data);
      });

      it('children of a list are in each element', async () => {
        const { data } = await served.complete<Rows>(search(loop({ ...openPerson, basicInfo: true })));
        assert.equal(data.length, 2);
        for (const { publicUrl, then } of data) {
          const page = (reading === 'A' ? (then as { data: { then: unknown } }).data.then : then) as {
            actionType: string;
            data: { publicUrl: string };
          };
          assert.equal(page.actionType, 'st.openPersonPage');
          assert.equal(page.data.publicUrl, publicUrl);
        }
      });

      it(reading === 'A' ? 'a loop has an envelope for each element' : 'a loop is not to be seen', async () => {
        const page = { actionType: 'st.openPersonPage', success: true };
        const envelope = (then: unknown, label?: string) => ({
          actionType: 'st.doForPeople',
          ...(label ? { label } : {}),
          success: true,
          data: { then },
        });
        const shown = (then: unknown, label?: string) => (reading === 'A' ? envelope(then, label) : then);
        assert.deepEqual(await thens(loop(openPerson, 'each')), Array(2).fill(shown(page, 'each')));
        assert.deepEqual(await thens(loop([openPerson])), Array(2).fill(shown([page])));
        assert.deepEqual(await thens([loop(openPerson)]), Array(2).fill(reading === 'A' ? [envelope(page)] : [page]));
        assert.deepEqual(
          await thens([loop(openPerson), loop([openPerson, openPerson])]),
          Array(2).fill(reading === 'A' ? [envelope(page), envelope([page, page])] : [page, page, page]),
        );
        assert.deepEqual(await thens([]), [[], []]);
        assert.deepEqual(await thens(undefined), [undefined, undefined]);
      });

      it('an empty list is an empty list', async () => {
        const found = await served.complete<Envelope>({ ...search(loop(openPerson)), term: 'qwertzuiop' });
        assert.deepEqual(found, { actionType: 'st.searchPeople', success: true, data: [] });
      });

      it('a failure is reported at its place; its children do not run; its siblings do', async () => {
        const completion = await served.complete<{ data: { then: Envelope[] } }[]>([
          { ...openPerson, label: 'gone', personUrl: person('nobody-of-that-name'), then: [skills] },
          {
            ...openPerson,
            personUrl: person('rosa-delgado'),
            then: [{ actionType: 'st.sendConnectionRequest', label: 'invite' }, skills],
          },
        ]);
        assert.deepEqual(completion[0], {
          actionType: 'st.openPersonPage',
          label: 'gone',
          success: false,
          error: { type: 'personNotFound', message: 'The address leads to nobody.' },
        });
        const [invite, list] = completion[1]!.data.then;
        assert.deepEqual([invite!.success, invite!.error?.type], [false, 'alreadyConnected']);
        assert.equal('data' in invite!, false);
        assert.equal(list!.success, true);
      });

      it('loops within loops each work on their own item', async () => {
        const completion = await served.complete({
          actionType: 'st.searchCompanies',
          term: 'heat pumps',
          limit: 3,
          then: {
            actionType: 'st.doForCompanies',
            then: {
              actionType: 'st.openCompanyPage',
              basicInfo: true,
              then: [{ actionType: 'st.retrieveCompanyDMs', limit: 2, then: loop({ ...openPerson, basicInfo: true }) }],
            },
          },
        });
        let seen = 0;
        const walk = (value: unknown, employer?: string): void => {
          if (typeof value !== 'object' || value === null) return;
          const { actionType, data } = value as { actionType?: string; data?: { name: string; companyName: string } };
          if (actionType === 'st.openPersonPage') {
            assert.equal(data?.companyName, employer);
            seen++;
          }
          const inside = actionType === 'st.openCompanyPage' ? data?.name : employer;
          for (const inner of Object.values(value)) walk(inner, inside);
        };
        walk(completion);
        assert.equal(seen, 6);
      });

      it('defaults and limits hold', async () => {
        const rows = async (document: unknown) => (await served.complete<Rows>(document)).data.length;
        assert.equal(await rows({ actionType: 'st.searchPeople', term: 'engineer' }), 10);
        assert.equal(await rows({ actionType: 'st.searchPeople', term: 'engineer', limit: 37 }), 37);
        assert.equal(await rows({ actionType: 'nv.searchPeople', term: 'engineer' }), 25);
        assert.ok((await rows({ actionType: 'st.searchPeople', term: 'engineer', limit: 1000 })) > 100);
      });
    });
  }

  describe('addresses', () => {
    let served: Served;
    before(async () => {
      served = await Served.start();
    });
    after(() => served.close());
    const hash = 'ACoAAAmelieHoffmann';

    it('every form of a person’s address leads to the person', async () => {
      for (const personUrl of [
        person('amelie-hoffmann'),
        `${person('amelie-hoffmann')}/`,
        `${person('Amelie-Hoffmann')}/?miniProfileUrn=x#top`,
        'http://linkedin.com/in/amelie-hoffmann',
        'https://de.linkedin.com/in/amelie-hoffmann/de',
        'https://www.linkedin.com/in/am%65lie-hoffmann',
        person(hash),
        `https://www.linkedin.com/sales/lead/${hash},NAME_SEARCH,abcd?_ntb=x`,
        `https://www.linkedin.com/sales/people/${hash}`,
      ]) {
        const { data } = await served.complete<{ data: { publicUrl: string } }>({
          ...openPerson,
          personUrl,
          basicInfo: true,
        });
        assert.equal(data?.publicUrl, person('amelie-hoffmann'), personUrl);
      }
    });

    it('every form of a company’s address leads to the company', async () => {
      for (const companyUrl of [
        company('helio-thermal'),
        company('4100001'),
        `${company('4100001')}/about/`,
        'https://linkedin.com/showcase/helio-thermal?x=y',
        'https://www.linkedin.com/sales/company/4100001',
      ]) {
        const { data } = await served.complete<{ data: { name: string } }>({
          actionType: 'st.openCompanyPage',
          companyUrl,
          basicInfo: true,
        });
        assert.equal(data?.name, 'Helio Thermal', companyUrl);
      }
    });

    it('every form of a post’s address, and its URN, lead to the post', async () => {
      const id = '7300000000000000001';
      const targets = [
        { postUrl: post('helio-thermal_cold-climate-field-test') },
        { postUrl: post('helio-thermal_cold-climate-field-test/?rcm=x') },
        { postUrl: `https://www.linkedin.com/feed/update/urn:li:activity:${id}/` },
        { postUrl: `https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A${id}` },
        { postUrl: post(`someone_other-words-activity-${id}-xYz1`) },
        { postUrn: `urn:li:activity:${id}` },
      ];
      for (const target of targets) {
        const { data } = await served.complete<{ data: { activityUrn: string } }>({
          actionType: 'st.openPost',
          basicInfo: true,
          ...target,
        });
        assert.equal(data?.activityUrn, `urn:li:activity:${id}`, JSON.stringify(target));
      }
    });

    it('what does not exist is not found', async () => {
      const type = async (document: unknown) => (await served.complete<Envelope>(document)).error?.type;
      assert.equal(await type({ ...openPerson, personUrl: person('no-such-person') }), 'personNotFound');
      assert.equal(await type({ ...openPerson, personUrl: person('not-found') }), 'personNotFound');
      assert.equal(await type({ actionType: 'st.openCompanyPage', companyUrl: company('99') }), 'companyNotFound');
      assert.equal(await type({ actionType: 'st.openPost', postUrl: post('nothing') }), 'postNotFound');
      assert.equal(await type({ actionType: 'st.openPost', postUrn: 'urn:li:activity:1' }), 'postNotFound');
      assert.equal(await type({ actionType: 'st.openPost', postUrn: 'urn:li:member:1' }), 'postNotFound');
      assert.equal(
        await type({ actionType: 'st.sendMessage', threadId: 'no-such-thread', text: 'Hi' }),
        'personNotFound',
      );
    });

    it('…/in/self and the own slug are the account itself', async () => {
      for (const slug of ['self', 'robin-mercer']) {
        for (const actionType of ['st.openPersonPage', 'st.checkConnectionStatus', 'st.sendConnectionRequest']) {
          const { error } = await served.complete<Envelope>({ actionType, personUrl: person(slug) });
          assert.equal(error?.type, 'selfProfileNotAllowed', `${actionType} ${slug}`);
        }
      }
    });
  });
});
