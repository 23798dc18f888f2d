/** A path of Node-RED's server without double slashes and a slash at the end, for comparison. */
export const plainPath = (path: string): string => `/${path.trim()}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');

/** Whether a plain path is made of letters that need no escaping, at least one. */
export const isUsablePath = (path: string): boolean => /^(\/[\w.~-]+)+$/.test(path);
