import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadActions } from '../../nodes/actions';
import { nodeTypeOf } from '../../src/catalog/facts/action-facts';
import { specialNodes } from '../../src/catalog/facts/special-nodes';
import type { FlowNode } from '../support/node-red/admin-api';
import type { Message } from '../support/node-red/collected';
import { hostVersions, repoRoot } from '../support/node-red/hosts';
import { errorOf, goWell } from '../support/node-red/going-well';
import { Imported, type Ended } from '../support/node-red/imported';
import { startNodeRed, type NodeRed } from '../support/node-red/node-red';
import { facts } from '../support/flows/trees';

const manifest = JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8')) as {
  name: string;
  'node-red': { nodes: Record<string, string> };
};
const packageName = manifest.name;
const library = `/library/examples/flows/${packageName}`;

interface NodeSet {
  module: string;
  name: string;
  enabled: boolean;
  err?: string;
  types: string[];
}

/** The one recipe that fails on purpose. */
const wrong = 'when something goes wrong';

/** The errors that a recipe handles. */
const foreseen: Record<string, string> = {
  'recipes/find decision makers of a company and invite them': 'alreadyConnected',
};

/** Recipes in which a run starts by itself once their injects have been pressed. */
const reactions: Record<string, { label: string; succeeded: number }> = {
  'recipes/answer messages with a keyword': { label: 'answered', succeeded: 2 },
  'recipes/welcome new connections': { label: 'welcomed', succeeded: 1 },
};

for (const version of hostVersions) {
  describe(`the examples in Node-RED ${version}, as installed from the tarball`, () => {
    let nodeRed: NodeRed;

    before(async () => {
      nodeRed = await startNodeRed({ version, install: 'tarball' });
    });
    after(() => nodeRed?.stop());

    const names = (folder: string) => namesIn(nodeRed, folder);
    const read = (name: string) => flowsOf(nodeRed, name);
    const all = async () => [...(await names('recipes')), ...(await names('reference'))];
    const setsOf = async (module: string) => {
      const sets = (await nodeRed.get('/nodes', { accept: 'application/json' })).json() as NodeSet[];
      return sets.filter((set) => set.module === module);
    };

    it('come with a package whose sets all load without an error, with the listed nodes and those of the actions', async () => {
      const sets = await setsOf(packageName);
      assert.deepEqual(
        sets.filter(({ err, enabled, types }) => err !== undefined || !enabled || types.length === 0),
        [],
      );
      assert.deepEqual(sets.map(({ name }) => name).sort(), Object.keys(manifest['node-red'].nodes).sort());
      assert.deepEqual(
        sets.flatMap(({ types }) => types).sort(),
        [...specialNodes.map(({ type }) => type), ...facts.map(({ node }) => node)].sort(),
      );
    });

    it('stand in the import menu: six recipes or more, and a reference flow per subject', async () => {
      const packages = (await nodeRed.get('/library/examples/flows/')).json() as string[];
      assert.ok(packages.includes(packageName), packages.join());
      assert.deepEqual((await nodeRed.get(library)).json(), ['recipes', 'reference']);
      assert.ok((await names('recipes')).length >= 6);
      const subjects = new Set(loadActions().map(({ set }) => `reference/${set}`));
      assert.deepEqual((await names('reference')).sort(), [...subjects].sort());
    });

    it('use every type of the package, and no node that a new Node-RED lacks', async () => {
      const typesOf = async (module: string) => (await setsOf(module)).flatMap(({ types }) => types);
      const ours = await typesOf(packageName);
      const flows = await Promise.all((await all()).map(read));
      const used = new Set(flows.flat().map(({ type }) => type));
      assert.deepEqual(
        ours.filter((type) => !used.has(type)),
        [],
      );
      const present = new Set([...ours, ...(await typesOf('node-red')), 'tab', 'group', 'junction']);
      assert.deepEqual(
        [...used].filter((type) => !present.has(type)),
        [],
      );
    });

    it('use every action of the catalogue', async () => {
      const flows = await Promise.all((await names('reference')).map(read));
      const used = new Set(flows.flat().map(({ type }) => type));
      const missing = loadActions().filter(({ action }) => !used.has(nodeTypeOf(action.type)));
      assert.deepEqual(
        missing.map(({ action }) => action.type),
        [],
      );
    });

    it('have a comment node, and can be imported together', async () => {
      const taken = new Map<string, string>();
      for (const name of await all()) {
        const flow = await read(name);
        const comments = flow.filter(({ type }) => type === 'comment');
        assert.ok(comments.length > 0, name);
        if (name.startsWith('recipes/'))
          assert.ok(
            comments.some(({ info }) => String(info).length > 100),
            name,
          );
        for (const { id, type } of flow) {
          assert.ok(type === 'linkedapi-account' || !taken.has(id), `${id} is in ${name} and ${taken.get(id)}`);
          taken.set(id, name);
        }
      }
    });

    it('make one digest of all jobs', async () => {
      const flow = await read('recipes/job search digest');
      const digest = flow.find(({ type }) => type === 'template')!;
      const collect = {
        id: 'digest',
        type: 'test-collect',
        z: String(digest.z),
        name: 'digest',
        x: 0,
        y: 0,
        wires: [],
      };
      await nodeRed.deploy([
        ...flow.map((node) => (node === digest ? { ...node, wires: [['digest']] } : node)),
        collect,
      ]);
      await nodeRed.inject(flow.find(({ type }) => type === 'inject')!.id);
      const [{ payload }] = (await nodeRed.next(1, 'digest')) as [Message];
      assert.match(String(payload), /^8 jobs of the last month\n\n/);
      assert.equal([...String(payload).matchAll(/https:\/\/www\.linkedin\.com\/jobs\/view\/\d+\n/g)].length, 8);
    });

    it('draw a chart of the account’s week on a page', async () => {
      await Imported.deploy(nodeRed, await read('recipes/weekly usage chart'));
      const { status, headers, text } = await nodeRed.get('/linkedapi-usage');
      assert.deepEqual([status, headers.get('content-type')], [200, 'text/html; charset=utf-8']);
      const bars = [...text.matchAll(/<rect x="(\d+)" y="(\d+)" width="60" height="(\d+)"/g)].map((bar) =>
        bar.slice(1).map(Number),
      );
      assert.equal(bars.length, 14);
      assert.ok(bars.every(([, y = -1, height = -1]) => y >= 0 && height >= 0 && y + height <= 200));
      assert.equal(Math.max(...bars.map(([, , height = 0]) => height)) > 100, true, text);
      assert.match(text, /<th>st\.\w+<\/th><td>\d+ done/);
      assert.match(text, /<th>stMessages<\/th>.*width: \d+%/);
      assert.doesNotMatch(text, /\{\{/);
    });

    it('show how runs end when something goes wrong', async () => {
      const imported = await Imported.deploy(nodeRed, await read(`recipes/${wrong}`));
      const ends: Record<string, Ended> = {};
      for (const inject of imported.injects) {
        await imported.press(inject);
        [ends[String(inject['name'])]] = (await imported.runs(inject)) as [Ended];
      }
      const { 'an action fails': refused, 'nobody there': nobody, 'no address at all': unsent, ...others } = ends;
      assert.deepEqual(others, {});

      assert.deepEqual(countsOf(refused), { succeeded: 1, failed: 1, skipped: 0 });
      assert.equal(refused?.ports['profile']?.[0]?.payload !== null, true);
      assert.deepEqual(failureOf(refused, 'message'), [[null, 'messagingNotAllowed']]);

      assert.deepEqual(countsOf(nobody), { succeeded: 0, failed: 1, skipped: 1 });
      assert.deepEqual(failureOf(nobody, 'profile'), [[null, 'personNotFound']]);
      assert.deepEqual(nobody?.ports['message'], []);

      assert.equal(unsent?.error?.code, 'invalidWorkflow');
      assert.match(unsent.error.message, /not an address/);
      await nodeRed.next(1, 'caught');
    });
  });

  // The sandbox’s accounts remember who was invited: these flows have a Node-RED of their own.
  it(`The recipes in Node-RED ${version} run as imported, every label gets its results, and some react by themselves to what happens`, async () => {
    const nodeRed = await startNodeRed({ version, install: 'tarball' });
    try {
      for (const name of (await namesIn(nodeRed, 'recipes')).filter((one) => !one.endsWith(wrong))) {
        const imported = await Imported.deploy(nodeRed, await flowsOf(nodeRed, name));
        assert.ok(imported.injects.length > 0, name);
        for (const inject of imported.injects) await goWell(imported, [inject], name, foreseen[name]);
        const reaction = reactions[name];
        if (!reaction) continue;
        const reacting = imported.nodes.find(({ labels }) =>
          (labels as string[] | undefined)?.includes(reaction.label),
        )!;
        const run = await imported.ended(reacting);
        assert.deepEqual(countsOf(run), { succeeded: reaction.succeeded, failed: 0, skipped: 0 }, name);
        assert.deepEqual(imported.caught(), [], name);
      }
    } finally {
      await nodeRed.stop();
    }
  });

  // The sandbox’s accounts remember who was invited: these flows have a Node-RED of their own.
  it(`The reference flows in Node-RED ${version} run as imported, all at once, and every label gets its results`, async () => {
    const nodeRed = await startNodeRed({ version, install: 'tarball' });
    try {
      const flows = await Promise.all((await namesIn(nodeRed, 'reference')).map((name) => flowsOf(nodeRed, name)));
      const nodes = new Map(flows.flat().map((node) => [node.id, node]));
      const imported = await Imported.deploy(nodeRed, [...nodes.values()]);
      assert.ok(imported.injects.length > 0);
      await goWell(imported, imported.injects, 'reference');
    } finally {
      await nodeRed.stop();
    }
  });
}

/** The names under Import → Examples. */
async function namesIn(nodeRed: NodeRed, folder: string): Promise<string[]> {
  const listed = (await nodeRed.get(`${library}/${folder}`)).json() as { fn: string }[];
  return listed.map(({ fn }) => `${folder}/${fn}`);
}

async function flowsOf(nodeRed: NodeRed, name: string): Promise<FlowNode[]> {
  return (await nodeRed.get(`${library}/${encodeURI(name)}`)).json() as FlowNode[];
}

function countsOf(run: Ended | undefined) {
  const { succeeded, failed, skipped } = run?.summary ?? {};
  return { succeeded, failed, skipped };
}

const failureOf = (run: Ended | undefined, label: string) =>
  run?.ports[label]?.map((message) => [message.payload, errorOf(message)]);
