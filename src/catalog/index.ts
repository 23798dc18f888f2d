/** All that an action file needs. */
export { defineAction } from './define';
export { errors } from './errors';
export { choice, email, flag, group, integer, text, time, url } from './fields';
export { list, nothing, object, out } from './result';
export { connectionStatuses, employmentTypes, invitationTypes, locationTypes, proficiencies, reactions } from './stage';
export * from './vocabulary/companies';
export * from './vocabulary/invitations';
export * from './vocabulary/messages';
export * from './vocabulary/people';
export * from './vocabulary/posts';
export * from './vocabulary/searches';
export * from './vocabulary/targets';
