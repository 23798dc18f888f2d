import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { probe, tab } from '../support/flows/flows';
import { RunningFlows } from '../support/node-red/running-flows';
import { CopiedSources } from './copied';

const table = 'src/catalog/facts/migrations.ts';
/** Renames the operation of the workflow node and its values. */
const entry = `
  {
    types: /^linkedapi-workflow$/,
    removed: ['todo'],
    change: ({ todo }) => ({ operation: todo === 'look' ? 'status' : 'cancel' }),
  },
`;
const saved = { id: 'w', type: 'linkedapi-workflow', todo: 'look', workflowId: 'w1', account: 'account' };

describe('a change of shape is one entry in a table: added to a copy of the sources,', () => {
  let copy: CopiedSources;

  before(() => {
    copy = new CopiedSources();
    const text = readFileSync(join(copy.root, table), 'utf8');
    writeFileSync(join(copy.root, table), text.replace('readonly Migration[] = [', `$&${entry}`));
    copy.build();
  });

  it('the runtime runs nodes that were saved before', async () => {
    const flows = new RunningFlows([], copy.root);
    await flows.start();
    try {
      await flows.deploy(tab('t', { ...saved, account: '', wires: [['out']] }, probe('out')), {});
      // An unknown operation would be refused before the account is looked up.
      assert.equal((await flows.fail({}, 'w'))['error'].code, 'accountRequired');
      await flows.unload();
    } finally {
      await flows.stop();
    }
  });

  it('the editor loads and pastes them in their new shape', () => {
    const editor = new FakeEditor(['linkedapi-workflow', 'inject']);
    const { followVersions } = copy.load<typeof import('../../src/editor/red/versions')>('src/editor/red/versions.ts');
    editor.while(() => {
      followVersions(() => 'refused');
      const node = editor.add(saved);
      assert.deepEqual(node, { ...withoutTodo(saved), operation: 'status', version: 2 });
      assert.equal(editor.definition('linkedapi-workflow').defaults['version']?.value, 2);
      assert.equal(editor.definition('inject').defaults['version'], undefined);
    });
  });

  it('the command line reads them in their new shape', () => {
    const { FlowFile } = copy.load<typeof import('../../src/flow-file')>('src/flow-file/index.ts');
    const file = FlowFile.of([saved]);
    assert.deepEqual(file.node('w'), { ...withoutTodo(saved), operation: 'status', version: 2 });
  });
});

function withoutTodo({ todo: _todo, ...rest }: typeof saved) {
  return rest;
}

interface Definition {
  defaults: Record<string, { value?: unknown }>;
}

/** The part of Node-RED's editor that loads a saved node: it keeps the settings named in the registration. */
class FakeEditor {
  private readonly definitions: Map<string, Definition>;
  private readonly listeners = new Map<string, ((subject: unknown) => void)[]>();

  constructor(types: readonly string[]) {
    const settings = ['operation', 'workflowId', 'account'].map((name) => [name, {}] as const);
    this.definitions = new Map(types.map((type) => [type, { defaults: Object.fromEntries(settings) }]));
  }

  definition(type: string): Definition {
    return this.definitions.get(type)!;
  }

  /** Runs browser code. */
  while(act: () => void): void {
    const host = globalThis as { RED?: unknown };
    host.RED = {
      nodes: {
        getType: (type: string) => this.definition(type),
        registry: { getNodeTypes: () => [...this.definitions.keys()] },
      },
      events: {
        on: (event: string, listener: (subject: unknown) => void) =>
          this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]),
      },
    };
    try {
      act();
    } finally {
      delete host.RED;
    }
  }

  add(node: Record<string, unknown> & { id: string; type: string }): object {
    const { id, type } = node;
    const _def = this.definition(type);
    const kept = Object.keys(_def.defaults).filter((name) => node[name] !== undefined);
    const made = { id, type, _def, ...Object.fromEntries(kept.map((name) => [name, node[name]])) };
    for (const listener of this.listeners.get('nodes:add') ?? []) listener(made);
    const { _def: _, ...rest } = made;
    return JSON.parse(JSON.stringify(rest)) as object;
  }
}
