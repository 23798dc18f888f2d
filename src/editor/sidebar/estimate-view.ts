import type { Catalog } from '../../catalog/facts';
import { secondsPerAction, type Amount, type Estimate } from '../../workflow';
import type { CanvasNode } from '../canvas/canvas';
import { reveal } from '../canvas/highlight';
import { locale, say, translate } from '../red/words';

const limitWords: Record<Estimate['limits'][number]['limit'], () => string> = {
  stPersonProfileViews: () => say('estimate.stPersonProfileViews'),
  stCompanyPageViews: () => say('estimate.stCompanyPageViews'),
  stConnectionRequests: () => say('estimate.stConnectionRequests'),
  stMessages: () => say('estimate.stMessages'),
  stSearchQueries: () => say('estimate.stSearchQueries'),
  stReactions: () => say('estimate.stReactions'),
  stComments: () => say('estimate.stComments'),
  stPosts: () => say('estimate.stPosts'),
  nvPersonProfileViews: () => say('estimate.nvPersonProfileViews'),
  nvCompanyPageViews: () => say('estimate.nvCompanyPageViews'),
  nvMessages: () => say('estimate.nvMessages'),
};

/** How much a workflow does, in a few lines. `nodeOf` finds the node of an action by its id. */
export function showEstimate(
  place: JQuery,
  { total, actions, limits, unknown, unlimited, seconds }: Estimate,
  catalog: Catalog,
  nodeOf: (id: string) => CanvasNode | undefined,
): void {
  const [from = '', to = ''] = seconds.map(durationText);
  const [quick, slow] = secondsPerAction;
  const time = total.open
    ? say('estimate.timeAtLeast', { from })
    : from === to
      ? say('estimate.time', { from })
      : `${from} – ${to}`;
  const amount = ({ count, open }: Amount) => `${open ? '≥ ' : ''}${count.toLocaleString(locale())} ×`;
  const chips = (list: readonly (readonly [string, Amount])[]) => {
    const row = $('<div class="linkedapi-chips"></div>').appendTo(place);
    for (const [words, one] of list) row.append($('<span></span>').text(`${amount(one)} ${words}`));
  };

  place.empty();
  const head = $('<div class="linkedapi-estimate-head"></div>').appendTo(place);
  head.append(
    $('<b></b>').text(
      say(total.open ? 'estimate.atLeast' : 'estimate.atMost', { count: total.count.toLocaleString(locale()) }),
    ),
  );
  head.append($('<span></span>').attr('title', say('estimate.basis', { quick, slow })).text(time));
  chips(actions.map((one) => [catalog.action(one.actionType)?.name ?? one.actionType, one]));
  if (limits.length > 0) {
    $('<div></div>').text(say('estimate.limits')).attr('title', say('estimate.limitsBasis')).appendTo(place);
    chips(limits.map((one) => [limitWords[one.limit](), one]));
  }
  for (const { id, actionType, most } of unlimited) {
    const name = translate('quoted', { name: catalog.action(actionType)?.name ?? actionType });
    const text =
      most === undefined
        ? say('estimate.all', { name })
        : say('estimate.hundreds', { name, count: most.toLocaleString(locale()) });
    line(text, [nodeOf(id)]);
  }
  line(say('estimate.unknown'), unknown.map(nodeOf));

  function line(text: string, found: readonly (CanvasNode | undefined)[]): void {
    const nodes = found.filter((node) => node !== undefined);
    if (nodes.length === 0) return;
    $('<button type="button" class="linkedapi-line"></button>')
      .text(text)
      .appendTo(place)
      .on('click', () => reveal(nodes));
  }
}

function durationText(seconds: number): string {
  if (seconds < 90) return `${seconds} s`;
  const minutes = seconds / 60;
  return minutes < 90 ? `${Math.round(minutes)} min` : `${Math.round(minutes / 60).toLocaleString(locale())} h`;
}
