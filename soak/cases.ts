import fc from 'fast-check';
import { readState, completionFrom } from '../src/client/polling/workflow-state';
import { makeMessages } from '../src/runs';
import { check } from '../src/workflow/check/check';
import { compile } from '../src/workflow/compile';
import { readDocument } from '../src/flow-file/document';
import { documentToFlow } from '../src/flow-file/to-flow';
import { writeEntry, readEntry } from '../src/runs';
import { chance } from '../test/support/seeded-random';
import { planOf } from '../test/support/runs/carried-run';
import { runToEnd } from '../test/support/run-to-end';
import { catalog, loaded } from '../test/support/flows/trees';

/** What failed and on which input; the first few of each kind of error. */
export interface CaseSummary {
  cases: number;
  broken: { error: string; text: string }[];
}

const examples = loaded.map(({ action }) => action.example as object);
const keys = [
  'actionType',
  'label',
  'then',
  'success',
  'data',
  'error',
  'type',
  '__proto__',
  'constructor',
  'length',
  ...catalogParams(),
];
const words = [
  'st.searchPeople',
  'st.doForPeople',
  'st.openPersonPage',
  'st.retrievePersonSkills',
  'a',
  '',
  '${X}',
  'https://www.linkedin.com/in/a',
];

function catalogParams(): string[] {
  return [...new Set(loaded.flatMap(({ action }) => Object.keys(action.example as object)))];
}

/** Documents and completions of any shape, most of them close to real ones. */
const anything = fc.letrec<{ value: unknown; envelope: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: false },
    fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, '', ...words),
    fc.string(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 6 }),
    tie('envelope'),
  ),
  envelope: fc.record(
    {
      actionType: fc.constantFrom<unknown>(...words, 1, null),
      success: fc.boolean(),
      label: fc.constantFrom<unknown>('people', 'page', 7),
      data: tie('value'),
      then: tie('value'),
      error: tie('value'),
    },
    { requiredKeys: ['actionType'] },
  ),
}));

/** Changes a few places of a JSON text: cuts, doubles, swaps, inserts. */
function mutate(text: string, random: () => number): string {
  const pieces = [
    'null',
    '[]',
    '{}',
    '"',
    ':',
    ',',
    '1e999',
    '-0',
    '"then":',
    '"success":true',
    '{"actionType":"st.openPersonPage"}',
    '\\u0000',
    '\ud800',
  ];
  let changed = text;
  for (let times = 1 + Math.floor(random() * 4); times > 0; times -= 1) {
    const from = Math.floor(random() * changed.length);
    const to = from + Math.floor(random() * 12);
    const piece = [
      () => '',
      () => changed.slice(from, to).repeat(2),
      () => pieces[Math.floor(random() * pieces.length)]!,
    ];
    changed = changed.slice(0, from) + piece[Math.floor(random() * piece.length)]!() + changed.slice(to);
  }
  return changed;
}

/** Passes `cases` random documents and completions to everything that reads external input. */
export function fuzz(cases: number, seed: number): CaseSummary {
  const random = chance(seed);
  const broken = new Map<string, { error: string; text: string }>();
  let count = 0;
  let batch: unknown[] = [];
  while (count < cases) {
    if (batch.length === 0) {
      const numRuns = 500;
      batch = [
        ...fc.sample(anything.value, { numRuns, seed: seed + count }),
        ...fc.sample(anything.envelope, { numRuns, seed: seed + count }),
      ];
    }
    const made = random() < 0.3 ? examples[Math.floor(random() * examples.length)] : batch.pop();
    const text = JSON.stringify(made) ?? 'null';
    for (const one of [text, mutate(text, random)]) {
      count += 1;
      try {
        tryAll(one, random);
      } catch (error) {
        const said =
          error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ') : String(error);
        if (broken.size < 10 && !broken.has(said)) broken.set(said, { error: said, text: one.slice(0, 500) });
      }
    }
  }
  return { cases: count, broken: [...broken.values()] };
}

const tools = { cloneMessage: structuredClone, generateId: () => 'id' };
const trees = [
  {
    actionType: 'st.searchPeople',
    label: 'people',
    then: {
      actionType: 'st.doForPeople',
      then: { actionType: 'st.openPersonPage', label: 'page', then: [{ actionType: 'st.retrievePersonSkills' }] },
    },
  },
  [{ actionType: 'st.openPersonPage' }, { actionType: 'st.openPersonPage', label: 'page' }],
].map((document) => readDocument(document, catalog).roots);

function tryAll(text: string, random: () => number): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The rest needs JSON; only the journal reads texts.
    expectError(() => readEntry(text));
    return;
  }
  const { roots } = readDocument(value, catalog);
  check(roots, catalog);
  JSON.stringify(compile(roots, catalog));
  let serial = 0;
  documentToFlow(value, { catalog, id: () => `n${(serial += 1)}`, z: 'tab', x: 0, y: 0 });
  expectError(() => readEntry(text));
  if (roots.length > 0) {
    const failure = { as: 'failed', error: { code: 'x', message: '' } } as const;
    readEntry(writeEntry({ at: 'delivering', plan: planOf({ roots }), since: 1, failure }));
  }
  const body = `{"success":true,"result":{"workflowId":"wf-1","completion":${text}}}`;
  const { result } = JSON.parse(body) as { result: Record<string, unknown> };
  const state = readState(result, body, 'wf-1', (said) => said, 0);
  const tree = random() < 0.5 ? trees[0]! : trees[1]!;
  const tapped = new Set(tree.map(({ id }) => id));
  runToEnd(
    makeMessages(
      { ...state, completion: completionFrom(body) },
      tree,
      catalog,
      { topic: 'soak' },
      {
        labels: ['page', 'people'],
        wiredLabels: new Set(['page', 'people']),
        tapped,
        completionWired: true,
        delivery: random() < 0.5 ? 'each' : 'array',
      },
      tools,
    ),
  );
}

/** It may refuse with an error of ours, never with one of the language. */
function expectError(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError || !(error instanceof Error)) throw error;
  }
}
