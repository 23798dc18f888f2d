export { LinkedApiAdmin } from './api/admin';
export { checkBaseUrl } from '../shared/base-url';
export {
  LinkedApiClient,
  type Account,
  type ClientOptions,
  type ConversationQuery,
  type InboxQuery,
} from './api/client';
export type { Clock } from './clock';
export { LinkedApiError } from './http/errors';
export { poke, waitingSize } from './polling/poll-queue';
export type { ServiceTime } from './http/service-time';
export type { StartOptions } from './api/submit';
export { breathe, inTurns } from '../shared/yielding';
export type { WaitOptions } from './polling/wait';
export { completionFrom, isFinished, parsingCompletion, type WorkflowState } from './polling/workflow-state';
