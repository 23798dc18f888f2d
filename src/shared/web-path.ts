/** A path of Node-RED's server without doubled slashes and one at the end, as two are compared. */
export const plainPath = (path: string): string => `/${path.trim()}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');

/** Whether a plain path is made of letters that need no escaping, at least one. */
export const isUsablePath = (path: string): boolean => /^(\/[\w.~-]+)+$/.test(path);
