import assert from 'node:assert/strict';
import { canvas } from '../../support/browser/canvas';
import { Dialog } from '../../support/browser/dialog';
import type { Editor } from '../../support/browser/editor';
import { action, admin, tab, usage, type FlowNode } from '../../support/flows/flows';
import { hostVersions } from '../../support/node-red/hosts';
import { completeAccount } from '../../support/node-red/shared-host';

const filled = {
  search: {
    term: 'heat pumps',
    limit: 15,
    customSearchUrl: { type: 'msg', value: 'payload.url' },
    filter: {
      sizes: ['11-50', '51-200'],
      locations: ['Prague', 'Berlin'],
      industries: { type: 'flow', value: 'industries' },
      annualRevenue: { min: '5', max: '100' },
    },
  },
  invite: {
    name: 'first contact',
    label: 'invited',
    params: {
      personUrl: 'https://www.linkedin.com/in/amelie-hoffmann',
      note: { type: 'jsonata', value: '"Hello " & name' },
      email: 'robin@example.com',
    },
  },
  open: { personUrl: { type: 'env', value: 'SOMEBODY' }, basicInfo: false, later: { unknown: [1] } },
};

const sheet = (...nodes: FlowNode[]) => [completeAccount, ...tab('values', ...nodes)];
const unnamed = { name: '', label: '' };

const fresh = sheet(
  action('nv.searchCompanies', 'search'),
  action('st.sendConnectionRequest', 'invite'),
  action('st.retrieveCompanyPosts', 'posts'),
  action('st.reactToPost', 'react'),
  action('st.openPersonPage', 'open', [], { params: { basicInfo: true, later: { unknown: [1] } } }),
);
const lists = sheet(
  action('st.createPost', 'publish', [], { params: { text: 'Hello' } }),
  action('st.searchPosts', 'find', [], { params: { term: 'x', filter: { fromMembers: ['Maria Keller'] } } }),
);
const others = sheet(usage('usage', [], { name: '' }), admin('admin', 'accounts.getAll', [], { name: '' }));
const full = sheet(
  action('nv.searchCompanies', 'search', [], { ...unnamed, params: filled.search }),
  action('st.sendConnectionRequest', 'invite', [], filled.invite),
  action('st.openPersonPage', 'open', [], { ...unnamed, params: filled.open }),
);

for (const version of hostVersions) {
  describe(`values of dialogs in Node-RED ${version}`, function () {
    const shared = canvas(version);
    let editor: Editor;
    let dialog: Dialog;

    async function show(flows: FlowNode[]): Promise<void> {
      editor = await shared.deploy(flows);
      dialog = new Dialog(editor.page);
    }

    /** Opens a dialog, does something in it and presses Done. */
    const edit = async (id: string, change: () => Promise<unknown>) => {
      await editor.openDialog(id);
      await change();
      await editor.clickDone();
    };
    const saved = async () => {
      const nodes = await shared.nodeRed.getFlows();
      return Object.fromEntries(nodes.map(({ id, name, label, params }) => [id, { name, label, params }]));
    };

    it('are deployed in their normal form', async () => {
      await show(fresh);
      await edit('search', async () => {
        await dialog.type('Term', 'heat pumps');
        await dialog.type('Limit', '15');
        await dialog.from('Search URL', 'msg', 'payload.url');
        await dialog.turn('Filter');
        await dialog.tick('Sizes', '11-50', '51-200');
        await dialog.add('Locations', 'Berlin', 'Oslo', 'Prague');
        await dialog.remove('Locations', 1);
        await dialog.move('Locations', 1, 0);
        await dialog.from('Industries', 'flow', 'industries');
        await dialog.choose('From', '5');
        await dialog.choose('To', '100');
      });
      await edit('invite', async () => {
        await editor.page.fill('#node-input-name', 'first contact');
        await editor.page.fill('#node-input-label', 'invited');
        await dialog.type('Person URL', 'https://www.linkedin.com/in/amelie-hoffmann');
        await dialog.from('Note', 'jsonata', '"Hello " & name');
        await dialog.type('E-mail', 'robin@example.com');
      });
      await edit('posts', () => dialog.type('Since', '2026-01-31T08:00:00Z'));
      await edit('react', () => dialog.choose('Reaction', 'insightful'));
      await edit('open', async () => {
        await dialog.choose('Basic info', 'false');
        await dialog.from('Person URL', 'env', 'SOMEBODY');
      });
      await editor.deploy();
      const { search, invite, posts, react, open } = await saved();
      // As text, since the order of keys matters.
      assert.equal(JSON.stringify(search?.params), JSON.stringify(filled.search));
      assert.deepEqual(invite, filled.invite);
      assert.deepEqual(posts?.params, { since: '2026-01-31T08:00:00Z' });
      assert.deepEqual(react?.params, { type: 'insightful' });
      assert.deepEqual(open?.params, filled.open);
    });

    it('are still there after the editor was reloaded', async () => {
      await show(full);
      const before = await saved();
      await editor.reload();
      await edit('search', async () => {
        const plain = ['Term', 'Limit', 'Search URL', 'Sizes', 'Industries', 'From', 'To'];
        assert.deepEqual(
          Object.fromEntries(await Promise.all(plain.map(async (name) => [name, await dialog.held(name)]))),
          {
            Term: { type: 'str', value: 'heat pumps' },
            Limit: { type: 'num', value: '15' },
            'Search URL': { type: 'msg', value: 'payload.url' },
            Sizes: { type: 'choices', value: '11-50,51-200' },
            Industries: { type: 'flow', value: 'industries' },
            From: { type: 'choice', value: '5' },
            To: { type: 'choice', value: '100' },
          },
        );
        assert.deepEqual(await dialog.listed('Locations'), ['Prague', 'Berlin']);
        assert.ok(await dialog.row('Sizes').isVisible(), 'a group with values is unfolded');
      });
      await edit('invite', async () => {
        assert.equal(await editor.page.inputValue('#node-input-label'), 'invited');
        assert.deepEqual(await dialog.held('Note'), { type: 'jsonata', value: '"Hello " & name' });
      });
      await edit('open', async () => {
        assert.deepEqual(await dialog.held('Basic info'), { type: 'bool', value: 'false' });
      });
      assert.equal(await editor.red((RED) => RED.nodes.dirty() as boolean), false);
      assert.deepEqual(await saved(), before);
    });

    it('leave nothing behind when they are removed', async () => {
      await show(full);
      await edit('search', async () => {
        await dialog.type('Term', '');
        await dialog.tick('Sizes', '11-50', '51-200');
        await dialog.remove('Locations', 0);
        await dialog.remove('Locations', 0);
        await dialog.type('Industries', '');
        await dialog.choose('From', '');
        await dialog.choose('To', '');
      });
      await editor.deploy();
      assert.deepEqual((await saved())['search']?.params, {
        limit: 15,
        customSearchUrl: { type: 'msg', value: 'payload.url' },
      });
    });

    const add = (label: string) => dialog.row(label).locator('button:has(.fa-plus)').click();
    const inRow = (list: string, label: string) =>
      dialog.items(list).last().locator(`.form-row:has(> label:text-is("${label}")) .red-ui-typedInput-input:visible`);

    it('of several fields make rows of a list, and a single text stays a text until there are more', async () => {
      await show(lists);
      await edit('publish', async () => {
        await dialog.type('Text', 'Hello @[maria]');
        await add('Mentions');
        await inRow('Mentions', 'Key').fill('maria');
        await inRow('Mentions', 'Name').fill('Maria Keller');
        await add('Mentions');
        await add('Attachments');
        await inRow('Attachments', 'Address').fill('https://example.com/a.png');
        await dialog.choose('Kind', 'image');
        await editor.screenshot(`rows-${version}`);
      });
      await edit('find', async () => {
        assert.ok(await dialog.row('From people').isVisible());
        await dialog.type('Term', 'heat pumps');
      });
      await editor.deploy();
      const { publish, find } = await saved();
      assert.deepEqual(publish?.params, {
        text: 'Hello @[maria]',
        mentions: [{ key: 'maria', name: 'Maria Keller' }],
        attachments: [{ url: 'https://example.com/a.png', type: 'image' }],
      });
      assert.deepEqual(find?.params, { term: 'heat pumps', filter: { fromMembers: ['Maria Keller'] } });
      await edit('find', async () => {
        await inRow('From people', 'URN').fill('urn:li:member:7');
        await editor.screenshot(`people-by-name-${version}`);
      });
      await editor.deploy();
      assert.deepEqual((await saved())['find']?.params, {
        term: 'heat pumps',
        filter: { fromMembers: [{ name: 'Maria Keller', urn: 'urn:li:member:7' }] },
      });
    });

    it('of the usage and admin nodes follow the selection', async () => {
      await show(others);
      const { page } = editor;
      const shown = (selector: string) => page.locator(selector).locator('visible=true').count();
      await edit('usage', async () => {
        assert.deepEqual([await shown('#linkedapi-usage-days'), await shown('#linkedapi-usage-from')], [1, 0]);
        await page.selectOption('#node-input-period', 'range');
        assert.deepEqual([await shown('#linkedapi-usage-days'), await shown('#linkedapi-usage-from')], [0, 1]);
        await dialog.type('From', '2026-05-01');
        await dialog.from('To', 'msg', 'end');
        await page.uncheck('#node-input-limits');
        await page.selectOption('#node-input-send', 'byDay');
      });
      await edit('admin', async () => {
        assert.equal(await page.locator('#node-input-operation optgroup').count(), 4);
        assert.equal(await shown('#linkedapi-admin-params'), 0);
        await page.selectOption('#node-input-operation', 'limits.get');
        await dialog.type('Account id', 'acc-1');
        await page.selectOption('#node-input-operation', 'accounts.disconnect');
        assert.match(await page.innerText('#linkedapi-admin-confirm'), /msg\.confirm is “accounts\.disconnect”/);
        assert.deepEqual(await dialog.held('Account id'), { type: 'str', value: 'acc-1' });
        await page.selectOption('#node-input-operation', 'subscription.setSeats');
        await dialog.type('Seats', '3');
        await dialog.choose('Kind of seat', 'plus');
        await dialog.from('Billing', 'msg', 'billing');
      });
      await editor.deploy();
      const deployed = new Map((await shared.nodeRed.getFlows()).map((node) => [node.id, node]));
      const { period, from, to, limits, send } = deployed.get('usage')!;
      assert.deepEqual(
        { period, from, to, limits, send },
        { period: 'range', from: '2026-05-01', to: { type: 'msg', value: 'end' }, limits: false, send: 'byDay' },
      );
      const { operation, params } = deployed.get('admin')!;
      assert.equal(operation, 'subscription.setSeats');
      assert.deepEqual(params, { quantity: 3, seatType: 'plus', billingPeriod: { type: 'msg', value: 'billing' } });

      const wrong = (id: string) =>
        editor.red(
          (RED, node) =>
            (RED.nodes.node(node) as { validationErrors?: string[] }).validationErrors?.join().replace(/\s+/g, ' ') ??
            '',
          id,
        );
      await edit('usage', () => dialog.type('From', 'yesterday'));
      await edit('admin', () => dialog.type('Seats', '0'));
      assert.match(String(await wrong('usage')), /From must be a date/);
      assert.match(String(await wrong('admin')), /Seats must be at least 1/);
      await edit('usage', () => page.selectOption('#node-input-period', 'lastWeek'));
      await edit('admin', () => dialog.from('Parameters', 'msg', 'payload'));
      assert.doesNotMatch(String([await wrong('usage'), await wrong('admin')]), /must be/);
      await editor.deploy();
      const whole = (await shared.nodeRed.getFlows()).find(({ id }) => id === 'admin')!['params'];
      assert.deepEqual(whole, { type: 'msg', value: 'payload' });
    });

    const findings = (id: string) =>
      editor.red((RED, id) => {
        const { valid, validationErrors } = RED.nodes.node(id) as { valid: boolean; validationErrors: string[] };
        return { valid, errors: validationErrors.join('\n').replace(/\s+/g, ' ') };
      }, id);

    it('that are invalid mark the node, and say why', async () => {
      await show(full);
      assert.deepEqual(await findings('search'), { valid: true, errors: '' });
      await edit('search', async () => {
        await dialog.type('Limit', '5000');
        await editor.page.press('.red-ui-tray:last-child #node-input-name', 'Tab');
        assert.equal(await dialog.row('Limit').locator('.red-ui-typedInput-container.input-error').count(), 1);
      });
      const { valid, errors } = await findings('search');
      assert.equal(valid, false);
      assert.match(errors, /Limit must be .*1,?000/);
      await edit('search', () => dialog.type('Limit', '10'));
      assert.deepEqual(await findings('search'), { valid: true, errors: '' });
    });

    it('that are invalid in a row say in which one', async () => {
      await show(lists);
      const mention = (key: string) =>
        edit('publish', async () => {
          if ((await dialog.items('Mentions').count()) === 0) await add('Mentions');
          await inRow('Mentions', 'Key').fill(key);
          await inRow('Mentions', 'Name').fill('Maria Keller');
        });
      await mention('maria keller');
      const { valid, errors } = await findings('publish');
      assert.equal(valid, false);
      assert.match(errors, /Mentions 1 → Key may only have letters .* not “maria keller”/);
      await mention('maria');
      assert.deepEqual(await findings('publish'), { valid: true, errors: '' });
    });
  });
}
