#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ActionFacts, Catalog, translateToEnglish } from '../catalog/facts';
import { check, type Finding } from '../workflow';
import {
  accountFindings,
  canvasSize,
  FlowFile,
  flowToDocument,
  isFlow,
  newAccount,
  newFlow,
  type NodeInstance,
  readDocument,
  runsOf,
  titleOfRun,
} from '../flow-file';
import { fileText } from './file-text';

const usage = `linkedapi-flow <command> <file>

  import workflow.json          a flow for Node-RED, on stdout, that sends this workflow
  export flow.json [--run ID]   the workflow that a run node would send, on stdout
  check  file.json [--json]     what is wrong with a workflow, or with those of a flow

A file called - is stdin. What there is to say goes to stderr, that of check to stdout.

Exit code: 0 when all is well, 1 when there are errors, 2 when there is nothing to work on.`;

/** Its message is the one line that is said before the command gives up. */
class Unusable extends Error {}

interface Outcome {
  /** JSON, or lines for people. */
  stdout: string;
  said: string[];
  findings: Finding[];
}

const catalog = new Catalog(
  JSON.parse(readFileSync(join(__dirname, '../catalog/facts/actions.json'), 'utf8')) as ActionFacts[],
  translateToEnglish,
);

const commands: Record<string, (file: string, options: Options) => Promise<Outcome>> = {
  async import(file) {
    const id = () => randomBytes(8).toString('hex');
    const [tab, account] = [id(), id()];
    const flow = newFlow(await read(file), { catalog, id, z: tab, x: 40, y: 40 }, account);
    if (flow.nodes.length === 0) throw new Unusable(`${file} holds no workflow. ${flow.findings[0]?.message ?? ''}`);
    const nodes = [
      { id: tab, type: 'tab', label: 'Linked API', disabled: false, info: '' },
      newAccount(account),
      ...flow.nodes,
    ];
    const large = Math.max(flow.right, flow.bottom) > canvasSize;
    const said = large
      ? [
          `hint: the flow is larger than Node-RED’s canvas of ${canvasSize} pixels; nodes beyond it cannot be scrolled to.`,
        ]
      : [];
    return { stdout: json(nodes), said: [...flow.findings.map(line), ...said], findings: flow.findings };
  },

  async export(file, options) {
    const flow = flowFile(await read(file), file);
    const { document, findings, unknown } = await flowToDocument(flow, oneRun(flow, file, options), catalog);
    const said = unknown.map(({ where, placeholder }) => `hint: ${where} is known only at run time: ${placeholder}`);
    return { stdout: document ? json(document) : '', said: [...findings.map(line), ...said], findings };
  },

  async check(file, options) {
    const value = await read(file);
    const findings = isFlow(value) ? await checkFlow(flowFile(value, file), file, options) : checkDocument(value);
    if (options.json) return { stdout: json({ file, findings }), said: [], findings };
    const lines = findings.map(line);
    return { stdout: lines.map((one) => `${one}\n`).join(''), said: [], findings };
  },
};

function checkDocument(value: unknown): Finding[] {
  const { roots, findings } = readDocument(value, catalog);
  return [...findings, ...check(roots, catalog)];
}

async function checkFlow(flow: FlowFile, file: string, options: Options): Promise<Finding[]> {
  const chosen = options.run === undefined ? runs(flow, file) : [oneRun(flow, file, options)];
  const found = await Promise.all(
    chosen.map(async (run) => [
      ...accountFindings(flow, run, catalog),
      ...(await flowToDocument(flow, run, catalog)).findings,
    ]),
  );
  return found.flat();
}

function runs(flow: FlowFile, file: string): NodeInstance[] {
  const found = runsOf(flow, catalog);
  if (found.length === 0) throw new Unusable(`${file} has no run node of Linked API that is switched on.`);
  return found;
}

function oneRun(flow: FlowFile, file: string, { run: wanted }: Options): NodeInstance {
  const found = runs(flow, file);
  const fitting = found.filter(({ id, node }) => wanted === undefined || id === wanted || node.id === wanted);
  const [run, ...others] = fitting;
  if (run && others.length === 0) return run;
  const names = (fitting.length > 0 ? fitting : found).map(titleOfRun).join(', ');
  throw new Unusable(
    run
      ? `${file} has several run nodes; choose one with --run: ${names}`
      : `${file} has no run node ${wanted} that is switched on; there are: ${names}`,
  );
}

function flowFile(value: unknown, file: string): FlowFile {
  try {
    return FlowFile.of(value);
  } catch (error) {
    throw new Unusable(`${file}: ${(error as Error).message}`);
  }
}

async function read(file: string): Promise<unknown> {
  const text = await textOf(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Unusable(`${file} is no JSON: ${(error as Error).message}`);
  }
}

async function textOf(file: string): Promise<string> {
  try {
    if (file !== stdin) return fileText(readFileSync(file));
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return fileText(Buffer.concat(chunks));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'it may not be read' }[code ?? ''];
    throw new Unusable(`${file}: ${why ?? message}`);
  }
}

/** How messages call it; a file of that name is reached as ./stdin. */
const stdin = 'stdin';

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

function line({ severity, nodes: [at = ''], message }: Finding): string {
  return `${severity}: ${message.startsWith(at) ? '' : `${at}: `}${message}`;
}

interface Options {
  run?: string;
  json?: boolean;
}

async function main(args: string[]): Promise<number> {
  let outcome: Outcome;
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { run: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    const [name = '', file, ...more] = positionals;
    if (values.help) {
      process.stdout.write(`${usage}\n`);
      return 0;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command || file === undefined || more.length > 0) {
      throw new Unusable('say what to do and with which file: import, export or check, see --help');
    }
    outcome = await command(file === '-' ? stdin : file, values);
  } catch (error) {
    const { message } = error as Error;
    const text = error instanceof RangeError ? 'the file is nested too deep' : message;
    process.stderr.write(`linkedapi-flow: ${text.replace(/\s+/g, ' ').trim()}\n`);
    return 2;
  }
  process.stdout.write(outcome.stdout);
  for (const one of outcome.said) process.stderr.write(`${one}\n`);
  return outcome.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

// Whoever reads may have seen enough.
process.stdout.on('error', () => process.exit());
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
