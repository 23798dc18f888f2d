export { checkBaseUrl, serviceUrl, isLoopback } from './base-url';
export { compareLists } from './compare-lists';
export { errorText, isDate, isPlainObject, isRecord, textOf } from './guards';
export { isUsablePath, plainPath } from './web-path';
export { isVariable, environmentValue, wholeVariable } from './environment';
