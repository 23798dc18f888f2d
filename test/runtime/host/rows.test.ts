import assert from 'node:assert/strict';
import { account, action, run, tab, type FlowNode } from '../../support/flows/flows';
import { linkedApi } from '../../support/service/linked-api-double';
import { nodeRed } from '../../support/node-red/running-flows';

const of = (column: string) => ({ type: 'msg', value: `payload.${column}` });
const ada = 'https://www.linkedin.com/in/ada';

/** Settings of a csv node, and how a file writes an empty cell for it: a quoted one at the end of a row is dropped. */
const emptyCells = {
  absent: { settings: {}, cell: '' },
  text: { settings: { include_empty_strings: true }, cell: '""' },
  null: { settings: { include_null_values: true }, cell: '' },
};

/** One message per row, the default of a csv node. */
const csv = (more: object = {}): FlowNode => ({
  ...{
    id: 'csv',
    type: 'csv',
    spec: 'rfc',
    sep: ',',
    hdrin: true,
    hdrout: 'none',
    multi: 'one',
    ret: '\\n',
    temp: '',
    skip: '0',
  },
  ...{ strings: true, include_empty_strings: false, include_null_values: false, wires: [['run']], ...more },
});

describe('Rows of a csv node', () => {
  const nr = nodeRed();
  const service = linkedApi();

  /** Sends a file through; returns what was sent for its rows and the errors of the other rows, each sorted. */
  async function rows(node: FlowNode, file: string, settings: object = {}) {
    await nr.deploy([account(service.url), ...tab('t', csv(settings), run([node.id]), node)]);
    const count = file.trimEnd().split('\n').length - 1;
    nr.send({ payload: file }, 'csv');
    await nr.until(() => nr.at('completed').length + nr.at('caught').length === count);
    const documents = service.documents().map((sent) => {
      const { actionType: _, ...params } = sent as Record<string, unknown>;
      return params;
    });
    const errors = nr.at('caught').map(({ error }) => {
      assert.equal(error.code, 'invalidWorkflow');
      return (error.message as string).replace(/\nNothing was sent\.$/, '');
    });
    const text = (sent: object) => JSON.stringify(sent);
    return { documents: documents.sort((a, b) => (text(a) < text(b) ? -1 : 1)), errors: errors.sort() };
  }

  const invite = (params: object = {}) =>
    action('st.sendConnectionRequest', 'invite', [], { params: { personUrl: of('url'), note: of('note'), ...params } });
  const search = (params: object) => action('st.searchPeople', 'search', [], { params });
  const connections = (params: object) => action('st.retrieveConnections', 'connections', [], { params });

  describe('without optional texts are sent without them,', () => {
    for (const [what, { settings, cell }, warned] of [
      ['where the csv node leaves out what is empty', emptyCells.absent, true],
      ['where it has empty texts', emptyCells.text, false],
      ['where it has null', emptyCells.null, false],
    ] as const) {
      it(what, async () => {
        const file = `url,note,x\n${ada},${cell},1\n${ada},Hello,1\n${ada},${cell},1\n`;
        const { documents, errors } = await rows(invite(), file, settings);
        assert.deepEqual(errors, []);
        assert.equal(documents.length, 3);
        assert.equal(documents.filter(({ note }) => note === 'Hello').length, 1);
        assert.equal(documents.filter((sent) => !('note' in sent)).length, 2);
        // A misspelled column is missing in every row, which should not warn every time.
        const says =
          '“send connection request”: Note takes msg.payload.note, which is missing in the message, so it is left out.';
        assert.deepEqual(nr.warnings(), warned ? [says] : []);
      });
    }

    it('where there are only blanks', async () => {
      const { documents } = await rows(invite(), `url,note\n${ada},  \n`, { strings: false });
      assert.deepEqual(documents, [{ personUrl: ada }]);
    });

    it('where the whole column is missing, of any kind of words', async () => {
      const { documents, errors } = await rows(invite({ email: of('email') }), `url\n${ada}\n`);
      assert.deepEqual(errors, []);
      assert.deepEqual(documents, [{ personUrl: ada }]);
    });

    it('unless the action requires them', async () => {
      const params = { personUrl: of('url'), subject: of('subject'), text: 'Hello' };
      const { documents, errors } = await rows(
        action('nv.sendMessage', 'write', [], { params }),
        `url,subject\n${ada},\n`,
      );
      assert.deepEqual(documents, []);
      assert.match(errors.join(), /Subject is missing: a new conversation in Sales Navigator needs a subject/);
    });
  });

  describe('without something else are refused:', () => {
    const cases: [what: string, node: FlowNode, file: string, missing: RegExp, empty: RegExp][] = [
      [
        'a target',
        invite(),
        'url,note\n-,Hello\n',
        /“send connection request”: Person URL takes msg\.payload\.url, which is missing in the message\.$/,
        /“send connection request”: Person URL takes msg\.payload\.url, which is empty\.$/,
      ],
      [
        'a search term',
        search({ term: of('term') }),
        'term,x\n-,1\n',
        /Term takes msg\.payload\.term, which is missing in the message\.$/,
        /Term takes msg\.payload\.term, which is empty, so more would be found than is meant\. .*JSONata/,
      ],
      [
        'a list within a filter',
        search({ term: 'x', filter: { locations: of('city') } }),
        'city,x\n-,1\n',
        /Filter → Locations takes msg\.payload\.city, which is missing in the message\.$/,
        /Filter → Locations takes msg\.payload\.city, which is empty, so more/,
      ],
      [
        'one of several texts within a filter',
        search({ filter: { locations: ['Berlin', of('city')] } }),
        'city,x\n-,1\n',
        /Filter → Locations takes msg\.payload\.city, which is missing in the message\.$/,
        /Filter → Locations takes msg\.payload\.city, which is empty, so more/,
      ],
      [
        'since when',
        connections({ since: of('day') }),
        'day,x\n-,1\n',
        /Since takes msg\.payload\.day, which is missing in the message\.$/,
        /Since takes msg\.payload\.day, which is empty, so more/,
      ],
      [
        'a needed text',
        action('st.sendMessage', 'write', [], { params: { personUrl: ada, text: of('text') } }),
        'text,x\n-,1\n',
        /Text takes msg\.payload\.text, which is missing in the message\.$/,
        /Text takes msg\.payload\.text, which is empty\.$/,
      ],
    ];
    for (const [what, node, file, missing, empty] of cases) {
      it(what, async () => {
        for (const [{ settings, cell }, says] of [
          [emptyCells.absent, missing],
          [emptyCells.text, empty],
          [emptyCells.null, empty],
        ] as const) {
          const { documents, errors } = await rows(node, file.replace('-', cell), settings);
          assert.equal(errors.length, 1);
          assert.match(errors[0]!, says);
          assert.deepEqual(documents, []);
        }
      });
    }

    it('a number whose absence would mean all', async () => {
      const { errors } = await rows(search({ term: 'x', limit: of('limit') }), 'limit,x\n,1\n');
      assert.match(errors.join(), /Limit takes msg\.payload\.limit, which is missing in the message\.$/);
    });

    it('both of two targets, while either may be empty', async () => {
      const params = { personUrl: of('url'), threadId: of('thread'), text: 'Hello' };
      const file = `url,thread,x\n${ada},"",1\n"",2-abc,1\n"","",1\n`;
      const node = action('st.sendMessage', 'write', [], { params });
      const { documents, errors } = await rows(node, file, emptyCells.text.settings);
      assert.deepEqual(documents, [
        { personUrl: ada, text: 'Hello' },
        { threadId: '2-abc', text: 'Hello' },
      ]);
      assert.match(errors.join(), /needs Person URL or Thread ID/);
    });
  });

  it('without the property an expression reads are sent without it', async () => {
    const node = search({ term: 'x', filter: { locations: { type: 'jsonata', value: 'payload.city' } } });
    assert.deepEqual((await rows(node, 'city,x\n,1\n')).documents, [{ term: 'x' }]);
  });

  describe('with a misspelled column', () => {
    it('are refused with the byte order mark at the beginning of their file', async () => {
      const { documents, errors } = await rows(invite(), `\ufeffurl,note\n${ada},Hello\n`);
      assert.deepEqual(documents, []);
      assert.deepEqual(errors, [
        '“send connection request”: Person URL takes msg.payload.url, which is missing in the message; there is “\\uFEFFurl”, which has a byte order mark (U+FEFF) at place 1. Write both alike.',
      ]);
    });

    it('are refused for optional texts, too', async () => {
      const { documents, errors } = await rows(invite(), `url,Note\n${ada},Hello\n`);
      assert.deepEqual(documents, []);
      assert.match(errors.join(), /there is “Note”, which differs in upper and lower case\. Write both alike\.$/);
    });
  });

  describe('as spreadsheets write them', () => {
    it('are understood if there is only one meaning', async () => {
      const file = 'day,many,sure\n 2026-05-01, 10 ,TRUE\n2026-05-01\u00a0,010,False\n';
      const list = await rows(connections({ since: of('day'), limit: of('many') }), file);
      assert.deepEqual(list, { errors: [], documents: [1, 2].map(() => ({ limit: 10, since: '2026-05-01' })) });
    });

    it('have flags in capitals', async () => {
      const open = action('st.openPersonPage', 'open', [], { params: { personUrl: ada, basicInfo: of('sure') } });
      const { documents } = await rows(open, 'sure,x\nTRUE,1\nFalse,1\n');
      assert.deepEqual(
        documents.map(({ basicInfo }) => basicInfo),
        [false, true],
      );
    });

    it('are refused with the expected form if there are several', async () => {
      const texts = ['"1,000"', '0x10', '1e3', '0b1', 'Infinity', '" "'];
      const { documents, errors } = await rows(
        connections({ limit: of('many') }),
        `many,x\n${texts.map((text) => `${text},1\n`).join('')}`,
        { strings: false },
      );
      assert.deepEqual(documents, []);
      const says = (text: string) =>
        `“retrieve connections”: Limit must be a whole number in digits alone, like 10, not “${text.replaceAll('"', '')}”.`;
      assert.deepEqual(errors, texts.map(says).sort());
    });
  });

  it('name a property that does not exist', async () => {
    const node = search({ term: { type: 'msg', value: 'payload[' } });
    assert.match((await rows(node, 'x\n1\n')).errors.join(), /Term cannot be read: Invalid property expression/);
  });
});
