import type { Confidence } from './confidence';
import type { SpecialType } from './facts/special-nodes';

/** A path of the service; the operations of the admin interface have a table of their own. */
interface Endpoint {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  summary: string;
  params: readonly string[];
  /** Types of the nodes that ask for it. */
  nodes: readonly SpecialType[];
  docs: string;
  /** `documented` by default. */
  confidence?: Confidence;
}

const docs = 'https://linkedapi.io/docs';

/** Every endpoint that this package knows of; a parameter with a question mark may be left out. */
export const endpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/workflows',
    summary: 'starts a workflow',
    params: ['an action or a list of actions'],
    nodes: ['linkedapi-run'],
    docs: `${docs}/executing-workflows`,
  },
  {
    method: 'GET',
    path: '/workflows/:id',
    summary: 'how a workflow stands, and its result',
    params: ['id'],
    nodes: ['linkedapi-run', 'linkedapi-workflow'],
    docs: `${docs}/executing-workflows`,
  },
  {
    method: 'DELETE',
    path: '/workflows/:id',
    summary: 'cancels a workflow',
    params: ['id'],
    nodes: ['linkedapi-run', 'linkedapi-workflow'],
    docs: `${docs}/executing-workflows`,
  },
  {
    method: 'POST',
    path: '/conversations/poll',
    summary: 'messages of conversations that are being synced',
    params: ['[].personUrl', '[].type', '[].since?'],
    nodes: ['linkedapi-conversations'],
    docs: `${docs}/working-with-conversations`,
  },
  {
    method: 'POST',
    path: '/inbox/poll',
    summary: 'messages of all conversations',
    params: ['since?', 'type?', 'threadId?'],
    nodes: ['linkedapi-inbox'],
    docs: `${docs}/working-with-conversations`,
    confidence: 'client',
  },
  {
    method: 'POST',
    path: '/network/poll',
    summary: 'connections made and invitations received',
    params: ['since?', 'type?'],
    nodes: ['linkedapi-network'],
    docs,
    confidence: 'client',
  },
  {
    method: 'GET',
    path: '/stats/actions',
    summary: 'actions done between two times',
    params: ['start', 'end'],
    nodes: ['linkedapi-usage'],
    docs: `${docs}/api-usage-statistics`,
  },
  {
    method: 'GET',
    path: '/account',
    summary: 'whose the identification token is',
    params: [],
    nodes: ['linkedapi-account'],
    docs,
    confidence: 'client',
  },
];
