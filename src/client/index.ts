export { checkBaseUrl } from './base-url';
export { LinkedApiClient, type Account, type ClientOptions } from './client';
export type { Clock } from './clock';
export { LinkedApiError } from './errors';
export { completionFrom, isFinished, type WorkflowState } from './workflow-state';
