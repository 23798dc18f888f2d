/** All that an action file needs. */
export { type Action, defineAction, factsOf, paramsSchema } from './define';
export { endpoints } from './endpoints';
export { type ActionError, commonErrors, errors } from './errors';
export { choice, email, fieldFacts, flag, group, integer, rows, text, time, url } from './fields';
export { bodySchema, operationFacts, operations } from './operations';
export { asIn, list, nothing, object, out, resultFacts, type ResultFacts } from './result';
export {
  type Account,
  type Channel,
  type Comment,
  type Company,
  type ConnectionStatus,
  connectionStatuses,
  type Degree,
  type Draft,
  employmentTypes,
  type Entity,
  type Invitation,
  invitationTypes,
  type Job,
  type JobPosting,
  locationTypes,
  type Outcome,
  type Pages,
  type Person,
  type Post,
  proficiencies,
  type ProfileView,
  type Reaction,
  reactions,
  type World,
} from './simulation';
export * from './vocabulary/ages';
export * from './vocabulary/companies';
export * from './vocabulary/invitations';
export * from './vocabulary/jobs';
export * from './vocabulary/messages';
export * from './vocabulary/mentions';
export * from './vocabulary/people';
export * from './vocabulary/post-search';
export * from './vocabulary/posts';
export * from './vocabulary/searches';
export * from './vocabulary/targets';
