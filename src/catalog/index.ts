/** All that an action file needs. */
export { defineAction, type Action } from './define';
export { errors } from './errors';
export { choice, choices, email, flag, group, integer, text, texts, time, url } from './fields';
export { list, nothing, object, out } from './result';
export { connectionStatuses, employmentTypes, locationTypes, proficiencies, reactions } from './stage';
export * from './vocabulary/companies';
export * from './vocabulary/messages';
export * from './vocabulary/people';
export * from './vocabulary/posts';
export * from './vocabulary/searches';
export * from './vocabulary/targets';
