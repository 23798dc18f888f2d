export { checkBaseUrl, isLoopback } from './base-url';
export { errorText, isDate, isPlainObject } from './guards';
export { isUsablePath, plainPath } from './web-path';
