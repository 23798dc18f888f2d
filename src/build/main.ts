import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadActions } from '../../nodes/actions';
import { factsOf, type Action, operationFacts } from '../catalog';
import { Catalog, translateToEnglish } from '../catalog/facts';
import { coverage } from './docs/coverage';
import { editorBundle, runtimeBundle, withLeanScripts } from './bundle';
import { setEntry, specialEntry } from './html/entries';
import { editorFacts, leanFacts } from './facts';
import { editorOperations, operationWords } from './html/operations';
import { estimatedWidth } from '../flow-file';
import { referenceFlow } from './examples';
import { actionHelp } from './html/help';
import { setHtml } from './html/html';
import { languageOf, languages } from './html/language';
import { setTexts } from './html/locales';
import { lean } from './html/text';
import { roomParts } from './docs/rooms';
import { catalogTables, withGenerated } from './docs/tables';
import { nodeSets, specialSet, type NodeSet } from './sets';
import { sandboxAccounts, sandboxWords, specialHelp, specialPanels, specialRows, specialTexts } from './html/special';
import { writeWorld } from './world';

interface Build {
  /** The checkout. */
  root: string;
  /** Where things go; the package ships it. */
  dist: string;
  actions: Map<string, Action>;
  catalog: Catalog;
  sets: NodeSet[];
}

const steps = [
  function facts({ dist, catalog }: Build) {
    write(dist, 'src/catalog/facts/actions.json', `${JSON.stringify(leanFacts(catalog.actions))}\n`);
    write(dist, 'src/catalog/facts/operations.json', `${JSON.stringify(leanFacts(operationFacts()))}\n`);
  },

  function entries({ dist, sets }: Build) {
    write(dist, `nodes/${specialSet}.js`, specialEntry);
    for (const { name, actions } of sets) write(dist, `nodes/${name}.js`, setEntry(actions));
  },

  function runtime({ root, dist }: Build) {
    write(dist, 'src/runtime/index.js', runtimeBundle(root));
  },

  function dialogs({ dist, sets }: Build) {
    for (const { name, color, actions } of sets) write(dist, `nodes/${name}.html`, setHtml(actions, color));
  },

  function words({ root, dist, sets, actions: definitions, catalog }: Build) {
    for (const code of languages(root)) {
      for (const { name, actions } of sets) {
        const language = languageOf(root, code, name);
        const helps = actions.map((facts) => actionHelp(definitions.get(facts.type)!, facts, catalog, language));
        write(dist, `nodes/locales/${code}/${name}.json`, `${JSON.stringify(setTexts(actions, language), null, 1)}\n`);
        write(dist, `nodes/locales/${code}/${name}.html`, `${helps.join('\n')}\n`);
      }
    }
  },

  function panels({ root, dist, actions, catalog }: Build) {
    const bundle = editorBundle(root, {
      FACTS: editorFacts(catalog.actions),
      OPERATIONS: editorOperations(),
      SANDBOX_ACCOUNTS: sandboxAccounts([...actions.values()]),
    });
    const script = `<script type="text/javascript">\n${bundle}\n</script>\n`;
    write(
      dist,
      `nodes/${specialSet}.html`,
      script +
        specialPanels(root)
          .map((panel) => lean(withLeanScripts(panel)))
          .join(''),
    );
  },

  function handWritten({ root, dist, actions }: Build) {
    for (const code of languages(root)) {
      const path = `nodes/locales/${code}/${specialSet}`;
      const operations = languageOf(root, code, operationWords);
      const words = { sandbox: languageOf(root, code, sandboxWords), operations };
      const texts = specialTexts(root, code, [...actions.values()], words);
      write(dist, `${path}.json`, `${JSON.stringify(texts, null, 1)}\n`);
      write(dist, `${path}.html`, lean(specialHelp(root, code)));
    }
    cpSync(join(root, 'icons'), join(dist, 'nodes/icons'), { recursive: true });
  },
];

/** Makes everything of the package that the compiler does not: `dist` is the folder that ships. */
export function build(root: string, dist = join(root, 'dist')): void {
  const context = contextOf(root, dist);
  for (const step of steps) step(context);
}

/** Writes the generated files outside `dist`: the reference examples, and parts of the pages under `docs/`. */
async function buildBeside(root: string): Promise<void> {
  const { sets, actions, catalog } = contextOf(root, root);
  rmSync(join(root, 'examples/reference'), { recursive: true, force: true });
  for (const set of sets) {
    const spoken = languages(root).map((code) => languageOf(root, code, set.name));
    const widthOf = (label: string) => Math.max(...spoken.map(({ say }) => estimatedWidth(say(label))));
    const flow = referenceFlow(set, actions, catalog, widthOf);
    write(root, `examples/reference/${set.name}.json`, `${JSON.stringify(flow, null, 2)}\n`);
  }
  for (const [path, { now, current }] of await pages(root)) if (now !== current) write(root, path, current);
}

/** Each page under `docs/`: as it is now, and with its generated parts up to date. */
export async function pages(root: string): Promise<Map<string, { now: string; current: string }>> {
  const { sets, actions, catalog } = contextOf(root, root);
  const parts = { ...catalogTables(sets, actions, catalog), ...(await roomParts(root)) };
  const names = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  return new Map(
    names.map((name) => {
      const now = readFileSync(join(root, 'docs', name), 'utf8');
      const whole = name === 'coverage.md' ? coverageOf(root) : undefined;
      return [`docs/${name}`, { now, current: whole ?? withGenerated(now, parts) }];
    }),
  );
}

/** `docs/coverage.md` as it has to be now. */
export function coverageOf(root: string): string {
  const { actions, catalog } = contextOf(root, root);
  return coverage(actions, catalog, specialRows(root));
}

export function contextOf(root: string, dist: string): Build {
  const definitions = loadActions();
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Parameters<typeof nodeSets>[0];
  const catalog = new Catalog(factsOf(definitions), translateToEnglish);
  const actions = new Map(definitions.map(({ action }) => [action.type as string, action]));
  return { root, dist, actions, catalog, sets: nodeSets(manifest, [...catalog.actions]) };
}

/** The compiler leaves the output of removed sources behind; an action removed would live on there. */
function forgetRemoved(root: string): void {
  const sources = join(root, 'nodes');
  const output = join(root, 'dist/nodes');
  for (const { name: set } of readdirSync(output, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const file of readdirSync(join(output, set)).filter((name) => name.endsWith('.js'))) {
      if (!existsSync(join(sources, set, file.replace(/js$/, 'ts')))) rmSync(join(output, set, file));
    }
  }
}

function write(dist: string, path: string, text: string): void {
  const file = join(dist, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

if (require.main === module) {
  const root = join(__dirname, '../../..');
  forgetRemoved(root);
  // Last, since this file shows that the build is complete.
  void writeWorld(join(root, 'dist/src/sandbox/world.json'))
    .then(() => buildBeside(root))
    .then(() => build(root));
}
