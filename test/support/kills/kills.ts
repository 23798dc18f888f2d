import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chance } from '../seeded-random';
import type { Message } from '../node-red/collected';
import { account, action, run, tab, type FlowNode } from '../flows/flows';
import type { HostVersion } from '../node-red/hosts';
import type { Sent } from '../service/linked-api-double';
import { MisbehavingServer, success, type SeenRequest } from '../service/misbehaving-server';
import { startNodeRed, type NodeRed } from '../node-red/node-red';
import { keepTrackOfFolder, removeFolder } from '../processes';
import { until } from '../until';

/** The totals after killing Node-RED repeatedly; all but the first three have to be 0. */
export interface KillSummary {
  rounds: number;
  /** Workflows sent, and runs that ended with an error. */
  runs: number;
  unknown: number;
  doubleSubmissions: number;
  /** Results that were lost although their workflow was started and no error was reported. */
  lost: number;
  /** Results delivered twice without the mark, or in addition to an error. */
  doubled: number;
  /** Files that are still in the journal. */
  left: number;
}

const runsOfRound = 4;
/** One POST and two polls. */
const requestsOfRun = 3;
const ports = ['completion', 'label', 'tap'];

/** The flow that is killed: one run node; the nodes that receive its messages print them at once. */
function flow(url: string): FlowNode[] {
  const collect = (id: string): FlowNode => ({ id, type: 'test-collect', name: id, wires: [] });
  const params = { personUrl: { type: 'msg', value: 'person' } };
  return [
    account(url),
    ...tab(
      't',
      { id: 'go', type: 'inject', props: [{ p: 'payload' }], repeat: '', wires: [['run']] },
      run(['page'], { completion: ['completion'], labels: { page: ['label'] } }),
      action('st.openPersonPage', 'page', ['tap'], { params, label: 'page' }),
      { id: 'catch', type: 'catch', scope: ['run'], wires: [['caught']] },
      ...[...ports, 'caught'].map(collect),
    ),
  ];
}

/** A slow service, so that a kill may come at any moment. */
class Service {
  readonly posts = new Map<string, number>();
  private readonly people: string[] = [];
  private readonly asked = new Map<string, number>();

  private constructor(
    readonly server: MisbehavingServer,
    private readonly random: () => number,
  ) {
    server.script((response, request) => {
      const result = this.answer(request);
      setTimeout(() => success(result)(response, request), this.random() * 25);
    });
  }

  static async start(random: () => number): Promise<Service> {
    return new Service(await MisbehavingServer.start(), random);
  }

  private answer({ method, path, body }: SeenRequest): object {
    if (method === 'POST') {
      const person = String((JSON.parse(body) as Sent)['personUrl']);
      this.posts.set(person, (this.posts.get(person) ?? 0) + 1);
      return { workflowId: `wf-${this.people.push(person)}`, workflowStatus: 'pending', pendingReason: 'queued' };
    }
    const workflowId = path.split('/').at(-1)!;
    const asked = (this.asked.get(workflowId) ?? 0) + 1;
    this.asked.set(workflowId, asked);
    if (asked < requestsOfRun - 1) return { workflowId, workflowStatus: 'running' };
    const person = this.people[Number(workflowId.slice(3)) - 1];
    const completion = { actionType: 'st.openPersonPage', label: 'page', success: true, data: { person } };
    return { workflowId, workflowStatus: 'completed', completion };
  }
}

/** Kills Node-RED at random moments, `rounds` times, restarts it each time, and counts how every run ended. */
export async function killRounds(
  version: HostVersion,
  rounds: number,
  seed: number,
  onRound: (round: number) => void = () => undefined,
): Promise<KillSummary> {
  const random = chance(seed);
  const service = await Service.start(random);
  const userDir = mkdtempSync(join(tmpdir(), 'linkedapi-survive-'));
  keepTrackOfFolder(userDir);
  const seen = new Map<string, Message[]>([...ports, 'caught'].map((at) => [at, []]));
  const start = (first: boolean) =>
    startNodeRed({
      ...{ version, userDir, install: 'nodesDir' },
      ...(first
        ? {
            flows: flow(service.server.url),
            credentials: { account: { linkedApiToken: 'a', identificationToken: 'b' } },
          }
        : {}),
    });
  const end = async (nodeRed: NodeRed) => {
    await nodeRed.kill();
    for (const [at, messages] of seen) messages.push(...nodeRed.messages(at));
  };
  let serial = 0;
  let nodeRed = await start(true);
  for (let round = 0; round < rounds; round += 1) {
    const before = service.server.requests.length;
    for (let one = 0; one < runsOfRound; one += 1) {
      await nodeRed.inject('go', { person: `https://www.linkedin.com/in/someone-${(serial += 1)}`, own: serial });
    }
    // While sending, or some time after so many requests.
    if (random() < 0.4) await nodeRed.next(1 + Math.floor(random() * runsOfRound * ports.length));
    else {
      await service.server.arrived(before + 1 + Math.floor(random() * runsOfRound * requestsOfRun));
      await pause(random() * 30);
    }
    await end(nodeRed);
    nodeRed = await start(false);
    onRound(round + 1);
  }
  const folder = join(userDir, 'linkedapi-runs');
  // The file `owner` remains when its process is killed.
  const left = () => (existsSync(folder) ? readdirSync(folder).filter((name) => name !== 'owner').length : 0);
  // An old run is polled once a minute.
  await until(() => left() === 0, 150_000).catch(() => undefined);
  await end(nodeRed);
  const summary = { ...judged(service.posts, seen), rounds, left: left() };
  await service.server.close();
  removeFolder(userDir);
  return summary;
}

function judged(posts: ReadonlyMap<string, number>, seen: ReadonlyMap<string, Message[]>) {
  const counts = { runs: posts.size, unknown: 0, doubleSubmissions: 0, lost: 0, doubled: 0 };
  const of = (at: string, person: string) => seen.get(at)!.filter((message) => message['person'] === person);
  for (const [person, count] of posts) {
    if (count > 1) counts.doubleSubmissions += 1;
    const errors = of('caught', person);
    const unknown = errors.some(({ error }) => (error as { code?: string }).code === 'submissionUnknown');
    if (unknown) counts.unknown += 1;
    for (const at of ports) {
      const messages = of(at, person);
      if (messages.length === 0 && errors.length === 0) counts.lost += 1;
      if (messages.length > 0 && errors.length > 0) counts.doubled += 1;
      counts.doubled += unmarked(messages);
    }
    counts.doubled += unmarked(errors);
  }
  return counts;
}

/** How many of a run's messages at one node were repeated without the mark, or under another name. */
function unmarked(messages: readonly Message[]): number {
  const facts = messages.map(({ linkedapi }) => (linkedapi ?? {}) as { redelivered?: true; resultId?: string });
  const ids = new Set(facts.map(({ resultId }) => resultId));
  return facts.slice(1).filter(({ redelivered }) => redelivered !== true).length + Math.max(0, ids.size - 1);
}

/** The entries in a journal, as files have them. */
export function entriesIn(userDir: string): { name: string; text: string; entry: Record<string, unknown> }[] {
  const folder = join(userDir, 'linkedapi-runs');
  if (!existsSync(folder)) return [];
  // Temporary files of writes in progress are next to them.
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  return names.flatMap((name) => {
    const text = textOf(join(folder, name));
    return text === undefined ? [] : [{ name, text, entry: JSON.parse(text) as Record<string, unknown> }];
  });
}

/** For a file that Node-RED may remove at any moment. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
