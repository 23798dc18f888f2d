export { checkBaseUrl } from './base-url';
export { LinkedApiClient, type Account, type ClientOptions, type ConversationQuery } from './client';
export type { Clock } from './clock';
export { LinkedApiError, type SafeDetails } from './errors';
export type { WaitOptions } from './wait';
export {
  completionFrom,
  isFinished,
  type StartedWorkflow,
  type WorkflowFailure,
  type WorkflowState,
} from './workflow-state';
