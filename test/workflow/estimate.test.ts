import assert from 'node:assert/strict';
import type { Example } from '../../src/catalog/define';
import { estimate, type Amount } from '../../src/workflow/estimate';
import { Placeholder } from '../../src/workflow/tree';
import { catalog, treeOf } from '../support/flows/trees';

const people = (params: object, then: Example['then'] = { actionType: 'st.openPersonPage' }): Example => ({
  actionType: 'st.searchPeople',
  ...params,
  then: { actionType: 'st.doForPeople', then },
});

const of = (document: Example | Example[]) => estimate(treeOf(document), catalog);
const written = ({ count, open }: Amount) => (open ? `${count}+` : `${count}`);
const actions = (document: Example | Example[]) =>
  Object.fromEntries(of(document).actions.map((one) => [one.actionType, written(one)]));

describe('The estimate of a workflow', () => {
  it('multiplies along the loops', () => {
    const page = {
      actionType: 'st.openPersonPage',
      then: [{ actionType: 'st.retrievePersonSkills' }, { actionType: 'st.sendConnectionRequest' }],
    };
    const document = people({ limit: 7 }, page);
    assert.deepEqual(actions(document), {
      'st.openPersonPage': '7',
      'st.retrievePersonSkills': '7',
      'st.sendConnectionRequest': '7',
      'st.searchPeople': '1',
    });
    assert.deepEqual(of(document).total, { count: 22, open: false });
    assert.deepEqual(
      of(document).limits.map((one) => `${one.limit} ${written(one)}`),
      ['stPersonProfileViews 7', 'stConnectionRequests 7', 'stSearchQueries 1'],
    );
  });

  it('uses Linked API’s default if no limit is given', () => {
    assert.equal(actions(people({}))['st.openPersonPage'], '10');
  });

  it('names lists without a limit that may get long', () => {
    const employees = (more: object) => ({ actionType: 'st.retrieveCompanyEmployees', companyUrl: 'x', ...more });
    assert.deepEqual(of(employees({})).unlimited, [{ id: 'n1', actionType: 'st.retrieveCompanyEmployees', most: 500 }]);
    assert.deepEqual(of({ actionType: 'st.retrieveConnections' }).unlimited, [
      { id: 'n1', actionType: 'st.retrieveConnections' },
    ]);
    assert.deepEqual(of(employees({ limit: 500 })).unlimited, []);
    assert.deepEqual(of(people({})).unlimited, []);
  });

  it('multiplies loops within loops, and adds up what runs in order', () => {
    const employees = {
      actionType: 'st.retrieveCompanyEmployees',
      limit: 20,
      then: { actionType: 'st.doForPeople', then: { actionType: 'st.openPersonPage' } },
    };
    const companies = {
      actionType: 'st.searchCompanies',
      limit: 3,
      then: { actionType: 'st.doForCompanies', then: { actionType: 'st.openCompanyPage', then: employees } },
    };
    const found = actions([companies, people({ limit: 5 })]);
    assert.equal(found['st.openPersonPage'], '65');
    assert.equal(found['st.openCompanyPage'], '3');
    assert.equal(found['st.searchPeople'], '1');
  });

  it('says “at least” if the number of rows is unknown, and for which action', () => {
    const fromMessage = people({ limit: new Placeholder('msg.limit') });
    assert.deepEqual(actions(fromMessage), { 'st.searchPeople': '1', 'st.openPersonPage': '1+' });
    assert.deepEqual(of(fromMessage).unknown, ['n1']);
    assert.deepEqual(of(fromMessage).total, { count: 2, open: true });
    const all = {
      actionType: 'st.retrieveConnections',
      then: { actionType: 'st.doForPeople', then: { actionType: 'st.openPersonPage' } },
    };
    assert.equal(actions(all)['st.openPersonPage'], '1+');
    const newer = { actionType: 'st.newer', then: { actionType: 'st.doForThings', then: { actionType: 'st.newest' } } };
    assert.deepEqual(actions(newer), { 'st.newer': '1', 'st.newest': '1+' });
  });

  it('gives a range of time that grows with the work', () => {
    assert.deepEqual(of({ actionType: 'st.retrieveSSI' }).seconds, [20, 20]);
    const [quick, slow] = of(people({ limit: 100 })).seconds;
    assert.ok(quick > 20 && slow > quick);
  });

  it('counts an action with two parents twice', () => {
    const [root] = treeOf({
      actionType: 'st.openPersonPage',
      then: [
        { actionType: 'nv.openPersonPage', then: { actionType: 'nv.sendMessage' } },
        { actionType: 'st.sendMessage' },
      ],
    });
    root!.then.push(root!.then[0]!);
    assert.equal(
      estimate([root!], catalog).actions.find(({ actionType }) => actionType === 'nv.sendMessage')?.count,
      2,
    );
  });
});
