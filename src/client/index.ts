export { LinkedApiAdmin } from './api/admin';
export { type ClientOptions, type ConversationQuery, type InboxQuery, LinkedApiClient } from './api/client';
export type { StartOptions } from './api/submit';
export type { Clock } from './clock';
export { LinkedApiError } from './http/errors';
export type { ServiceTime } from './http/service-time';
export { pollNow, waitingSize } from './polling/poll-queue';
export type { WaitOptions } from './polling/wait';
export { completionFrom, isFinished, parseCompletionSteps, type WorkflowState } from './polling/workflow-state';
