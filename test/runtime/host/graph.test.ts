import assert from 'node:assert/strict';
import {
  account,
  action,
  changed,
  func,
  instance,
  junction,
  linkIn,
  linkOut,
  openPerson,
  probe,
  run,
  subflow,
  tab,
  type FlowNode,
} from '../../support/flows/flows';
import { exported } from '../../support/flows/flow-files';
import { linkedApi } from '../../support/service/linked-api-double';
import { nodeRed } from '../../support/node-red/running-flows';

const skills = (id: string, more: object = {}) => action('st.retrievePersonSkills', id, [], { label: id, ...more });
const jobs = (id: string, more: object = {}) => action('st.retrievePersonExperience', id, [], { label: id, ...more });
const ssi = (id: string, more: object = {}) => action('st.retrieveSSI', id, [], { label: id, ...more });
const open = (wires: string[], more: object = {}) => openPerson('open', wires, { label: 'open', ...more });

describe('The graph under a run node', () => {
  const nr = nodeRed();
  const service = linkedApi();

  /** The document that the service receives for a flow. */
  async function sent(...flow: FlowNode[]): Promise<string> {
    await nr.deploy([account(service.url), ...flow]);
    await nr.run();
    await sameFromFile(flow);
    return service.shape();
  }

  /** The same document read from the flow file, without Node-RED. */
  async function sameFromFile(flow: FlowNode[]): Promise<void> {
    const { document } = await exported(flow);
    assert.equal(JSON.stringify(document), JSON.stringify(service.document()));
  }

  describe('becomes one document', () => {
    it('an object for one root and for one action below it', async () => {
      await sent(
        ...tab('t', run(['open']), openPerson('open', ['skills']), action('st.retrievePersonSkills', 'skills')),
      );
      assert.deepEqual(service.document(), {
        actionType: 'st.openPersonPage',
        personUrl: 'https://www.linkedin.com/in/jonas-lindqvist',
        then: { actionType: 'st.retrievePersonSkills' },
      });
    });

    it('an array for several roots and for several actions below one', async () => {
      const shape = await sent(
        ...tab('t', run(['open', 'ssi']), open(['skills', 'jobs']), ssi('ssi'), skills('skills'), jobs('jobs')),
      );
      assert.equal(shape, 'open(skills, jobs), ssi');
      assert.ok(Array.isArray(service.document()));
    });

    it('with a node twice if it is reached through two parents', async () => {
      const other = openPerson('other', ['skills'], { label: 'other' });
      assert.equal(
        await sent(...tab('t', run(['open', 'other']), open(['skills']), other, skills('skills'))),
        'open(skills), other(skills)',
      );
    });

    it('with a node once if one parent reaches it in two ways', async () => {
      const flow = tab('t', run(['open']), open(['j', 'skills']), junction('j', ['skills']), skills('skills'));
      assert.equal(await sent(...flow), 'open(skills)');
    });
  });

  describe('is read through', () => {
    it('junctions, one behind the other', async () => {
      const flow = tab(
        't',
        run(['a']),
        junction('a', ['b']),
        junction('b', ['open']),
        open(['c']),
        junction('c', ['skills']),
        skills('skills'),
      );
      assert.equal(await sent(...flow), 'open(skills)');
    });

    it('link nodes on one tab', async () => {
      const flow = tab('t', run(['out']), linkOut('out', ['in']), linkIn('in', ['out'], ['open']), open([]));
      assert.equal(await sent(...flow), 'open');
    });

    it('link nodes across tabs', async () => {
      const here = tab('t', run(['out']), linkOut('out', ['in']));
      const there = tab('u', linkIn('in', ['out'], ['open']), open(['skills']), skills('skills'));
      assert.equal(await sent(...here, ...there), 'open(skills)');
    });

    it('a subflow: in, through its actions, and out again', async () => {
      const template = subflow('s', { in: ['in'], out: [['in']], nodes: [openPerson('in', [], { label: 'inner' })] });
      const flow = tab('t', run(['i']), instance('s', 'i', [['skills']]), skills('skills'));
      assert.equal(await sent(...template, ...flow), 'inner(skills)');
    });

    it('a subflow in a subflow', async () => {
      const core = subflow('core', { in: ['in'], out: [['in']], nodes: [openPerson('in', [], { label: 'deep' })] });
      const shell = subflow('shell', { in: ['c'], out: [['c']], nodes: [instance('core', 'c', [[]])] });
      const flow = tab('t', run(['i']), instance('shell', 'i', [['skills']]), skills('skills'));
      assert.equal(await sent(...core, ...shell, ...flow), 'deep(skills)');
    });

    it('a subflow that contains only a wire', async () => {
      const template = subflow('s', { in: ['j'], out: [['j']], nodes: [junction('j', [])] });
      assert.equal(await sent(...template, ...tab('t', run(['i']), instance('s', 'i', [['open']]), open([]))), 'open');
    });

    it('two instances of one subflow, each with actions of its own', async () => {
      const template = subflow('s', {
        in: ['ssi'],
        nodes: [action('st.retrieveSSI', 'ssi', [], { label: '${LABEL}' })],
      });
      const env = (value: string) => ({ env: [{ name: 'LABEL', type: 'str', value }] });
      const flow = tab(
        't',
        run(['one', 'two']),
        instance('s', 'one', [], env('first')),
        instance('s', 'two', [], env('second')),
      );
      assert.equal(await sent(...template, ...flow), 'first, second');
    });

    it('a run node inside a subflow, its actions outside', async () => {
      const template = subflow('s', { in: ['run'], out: [['run']], nodes: [run([], { completion: [] })] });
      await nr.deploy([account(service.url), ...template, ...tab('t', instance('s', 'i', [['open']]), open([]))]);
      nr.send({}, 'i');
      await service.server.arrived(2);
      assert.equal(service.shape(), 'open');
      await sameFromFile([...template, ...tab('t', instance('s', 'i', [['open']]), open([]))]);
    });
  });

  describe('leaves out what is disabled', () => {
    it('a node and what hangs only below it', async () => {
      const off = openPerson('off', ['jobs'], { label: 'off', d: true });
      const flow = tab('t', run(['open', 'off']), open(['skills']), off, skills('skills'), jobs('jobs'));
      assert.equal(await sent(...flow), 'open(skills)');
    });

    it('but not what has another parent', async () => {
      const off = openPerson('off', ['skills'], { label: 'off', d: true });
      assert.equal(
        await sent(...tab('t', run(['open', 'off']), open(['skills']), off, skills('skills'))),
        'open(skills)',
      );
    });

    it('a tab', async () => {
      const here = tab('t', run(['open', 'out']), open([]), linkOut('out', ['in']));
      const [there, ...nodes] = tab('u', linkIn('in', ['out'], ['ssi']), ssi('ssi'));
      assert.equal(await sent(...here, { ...there!, disabled: true }, ...nodes), 'open');
    });
  });

  describe('is ordered as the eye sees it', () => {
    it('top to bottom, then left to right, however the wires were drawn', async () => {
      const flow = tab(
        't',
        run(['d', 'c', 'b', 'a']),
        ssi('a', { x: 300, y: 10 }),
        ssi('b', { x: 100, y: 20 }),
        ssi('c', { x: 200, y: 20 }),
        ssi('d', { x: 0, y: 30 }),
      );
      assert.equal(await sent(...flow), 'a, b, c, d');
    });

    it('as it is after nodes were only moved', async () => {
      const flow = [account(service.url), ...tab('t', run(['a', 'b']), ssi('a'), ssi('b'))];
      await nr.deploy(flow);
      const before = nr.node('a');
      await nr.redeploy(changed(flow, { a: { y: 900 } }));
      assert.equal(nr.node('a'), before);
      await nr.run();
      assert.equal(service.shape(), 'b, a');
    });

    it('with what a junction or a link node leads to in its place', async () => {
      const flow = tab(
        't',
        run(['ssi', 'j', 'out', 'last']),
        junction('j', ['low', 'lower']),
        ssi('ssi'),
        linkOut('out', ['in']),
        ssi('last'),
        linkIn('in', ['out'], ['linked']),
        ssi('lower', { y: 2000 }),
        ssi('low', { y: 1000 }),
        ssi('linked', { y: 5 }),
      );
      assert.equal(await sent(...flow), 'low, lower, ssi, linked, last');
    });

    // Inside a subflow, Node-RED treats a text that equals a node's id as a reference, so labels differ from ids here.
    it('with what leaves a subflow in the order of its outputs, and after what is inside', async () => {
      const template = subflow('s', {
        in: ['in'],
        out: [['in'], ['in']],
        nodes: [openPerson('in', ['near'], { label: 'inner' }), skills('near', { label: 'within', y: -10 })],
      });
      const flow = tab('t', run(['i']), instance('s', 'i', [['later'], ['earlier']]), skills('earlier'), jobs('later'));
      assert.equal(await sent(...template, ...flow), 'inner(within, later, earlier)');
    });

    it('with what leaves nested subflows in the order of the outermost outputs that differ', async () => {
      const core = subflow('core', { in: ['in'], out: [['in']], nodes: [openPerson('in', [], { label: 'inner' })] });
      const shell = subflow('shell', { in: ['c'], out: [['c'], ['c']], nodes: [instance('core', 'c', [[]])] });
      const outside = [instance('shell', 'i', [['later'], ['earlier']]), skills('earlier'), jobs('later')];
      assert.equal(await sent(...core, ...shell, ...tab('t', run(['i']), ...outside)), 'inner(later, earlier)');
    });

    it('also where a node in a subflow was only moved', async () => {
      const flow = [
        account(service.url),
        ...subflow('s', { in: ['n1', 'n2'], nodes: [ssi('n1', { label: 'a' }), ssi('n2', { label: 'b' })] }),
        ...tab('t', run(['i']), instance('s', 'i')),
      ];
      await nr.deploy(flow);
      await nr.redeploy(changed(flow, { n1: { y: 900 } }));
      await nr.run();
      assert.equal(service.shape(), 'b, a');
    });
  });

  describe('is refused, with nothing sent,', () => {
    async function refused(...flow: FlowNode[]): Promise<string> {
      await nr.deploy([account(service.url), ...flow]);
      const { error } = await nr.fail();
      assert.equal(error.code, 'invalidWorkflow');
      assert.match(error.message, /Nothing was sent/);
      assert.equal(service.requests, 0);
      return error.message as string;
    }

    it('when nothing is wired', async () => {
      assert.match(
        await refused(...tab('t', run([], {}, { name: 'Main' }))),
        /No action is wired to “Main”.*first port/,
      );
    });

    it('when only something else is wired', async () => {
      assert.match(await refused(...tab('t', run(['p']), probe('p'))), /No action is wired/);
      assert.deepEqual(nr.at('p'), []);
    });

    it('when everything wired is disabled', async () => {
      assert.match(await refused(...tab('t', run(['open']), open([], { d: true }))), /is disabled: .*Enable/);
    });

    it('when the wires form a circle, whose nodes are named', async () => {
      const nv = action('nv.openPersonPage', 'nv', ['j'], { name: 'there' });
      const flow = tab('t', run(['open']), open(['nv'], { name: 'here' }), nv, junction('j', ['open']));
      assert.match(await refused(...flow), /“here”.*“there”.*“here”.*Remove one/);
    });

    for (const [through, ...between] of [
      ['a function', func('tap', 'return msg;', ['ssi'])],
      [
        'a function, a link and a junction',
        func('tap', 'return msg;', ['out']),
        linkOut('out', ['in']),
        linkIn('in', ['out'], ['j']),
        junction('j', ['ssi']),
      ],
    ] as const)
      it(`when a tap leads on to an action through ${through}`, async () => {
        const flow = tab('t', run(['open']), open(['tap']), ...between, ssi('ssi', { name: 'behind' }));
        assert.match(await refused(...flow), /“open”.*“function”.*“behind”/);
      });

    it('when a tap in a subflow leads on to an action outside', async () => {
      const template = subflow('s', { in: ['f'], out: [['f']], nodes: [func('f', 'return msg;', [])] });
      const flow = tab('t', run(['open']), open(['i']), instance('s', 'i', [['ssi']]), ssi('ssi', { name: 'behind' }));
      assert.match(await refused(...template, ...flow), /“open”.*“behind”/);
    });
  });

  it('ends at a run node behind a tap, which starts a run of its own', async () => {
    const next = { ...run(['ssi']), id: 'next' };
    await nr.deploy([account(service.url), ...tab('t', run(['open']), open(['next']), next, ssi('ssi'))]);
    nr.send({});
    await nr.arrived('completed', 2);
    assert.deepEqual(nr.at('caught'), []);
    assert.deepEqual(
      service.documents().map((document) => [document].flat()[0]!.label),
      ['open', 'ssi'],
    );
  });

  it('names other nodes on the first port once, and sends them nothing', async () => {
    await nr.deploy([account(service.url), ...tab('t', run(['open', 'p']), open([]), probe('p'))]);
    await nr.run();
    await nr.run();
    assert.equal(nr.warnings().length, 1);
    assert.match(nr.warnings()[0]!, /first port.*never sends/);
    assert.deepEqual(nr.at('p'), []);
  });
});
