/** All that an action file needs. */
export { defineAction } from './define';
export { errors } from './errors';
export { choice, email, flag, group, integer, rows, text, time, url } from './fields';
export { asIn, list, nothing, object, out } from './result';
export {
  connectionStatuses,
  employmentTypes,
  invitationTypes,
  locationTypes,
  proficiencies,
  reactions,
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
