export { checkBaseUrl } from './base-url';
export { LinkedApiClient, type Account, type ClientOptions, type ConversationQuery, type InboxQuery } from './client';
export type { Clock } from './clock';
export { LinkedApiError } from './errors';
export { poke, waitingSize } from './line';
export type { StartOptions } from './submit';
export { breathe, inTurns } from './turns';
export type { WaitOptions } from './wait';
export { completionFrom, isFinished, parsingCompletion, type WorkflowState } from './workflow-state';
