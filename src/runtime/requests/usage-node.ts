import { accountOf } from '../account/account';
import { registerRequestNode, type Request, type RequestServices } from './request-node';
import { catalog } from '../host/catalog';
import { NodeError, type Runtime } from '../host/node-red';
import { readFields } from './read-fields';
import * as status from '../host/status';
import { titleOf } from '../host/titles';
import {
  fieldsOfPeriod,
  limitUsage,
  periodKinds,
  periodOf,
  type PeriodWanted,
  type Usage,
  usageOf,
  wantedBy,
} from '../../usage';

/** The lists of the summary that can be sent alone. */
const tables = ['byAction', 'byCategory', 'byDay', 'limits'] as const;

/** The node that adds up what an account has done, and how much of its limits is used up. */
export function registerUsage(RED: Runtime, services: RequestServices): void {
  registerRequestNode(RED, services, 'linkedapi-usage', async (request) => {
    const { node, config, signal } = request;
    request.show(status.asking);
    const period = await wanted(RED, request);
    const account = accountOf(RED, config['account'], titleOf(node));
    const client = await account.client();
    const table = tables.find((name) => name === config['send']);
    const usage = await client.time.runWithTime(async (now): Promise<Usage> => {
      const found = periodOf(period, new Date(now));
      if (typeof found === 'string') {
        // Perhaps only because this machine's clock is wrong.
        if (period.to === undefined && !client.time.isKnown) await client.getAccount(signal);
        throw new NodeError('invalidPeriod', `${titleOf(node)}: the period ${found}.`);
      }
      const range = { start: found.from.toISOString(), end: found.to.toISOString() };
      return usageOf(await client.readActionStats(range, signal), found, catalog());
    });
    if (config['limits'] !== false || table === 'limits') {
      const admin = await account.admin();
      const accountId = await admin.ownAccountId(signal);
      usage.limits = limitUsage(await admin.list('limits.getUsage', 'usage', { accountId }, signal));
    }
    const { total } = usage;
    return {
      payload: table ? usage[table] : usage,
      linkedapi: { period: usage.period, total },
      status: status.counted(total.success, total.failed),
    };
  });
}

/** The message comes before the panel. */
async function wanted(RED: Runtime, { node, config, message }: Request): Promise<PeriodWanted> {
  const { period: said } = message;
  const { period, ...values }: Record<string, unknown> = (said === undefined ? config : wantedBy(said)) ?? {};
  const kind = said === undefined ? (period ?? 'days') : period;
  if (!periodKinds.some((one) => one === kind)) {
    throw new NodeError(
      'invalidPeriod',
      `${titleOf(node)}: msg.period has to be a number of days, one of ${periodKinds.filter((one) => !['days', 'range'].includes(one)).join(', ')}, or an object with days, or with from and to.`,
    );
  }
  const params = fieldsOfPeriod(kind);
  const own = Object.fromEntries(params.map(({ name }) => [name, values[name]]));
  const read = await readFields(RED, node, { params }, own, message);
  return { ...read, period: kind } as PeriodWanted;
}
