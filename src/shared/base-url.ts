/** Whether a URL's hostname (as `URL` normalises it) is this machine: 127.0.0.0/8, ::1 or localhost. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/**
 * Returns a sentence if the base URL is not allowed. The tokens are sent in headers, so anything but https is refused, except on
 * this machine.
 */
export function checkBaseUrl(text: string): string | undefined {
  if (text.trim() === '') return 'The base URL is empty; use https://api.linkedapi.io.';
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return 'The base URL is not a complete address; it has to look like https://api.linkedapi.io.';
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return `The base URL has to begin with https://, not ${url.protocol}//.`;
  }
  if (url.username !== '' || url.password !== '') {
    return 'The base URL must not contain a user name or password; the tokens have fields of their own.';
  }
  if (url.search !== '' || url.hash !== '') {
    return 'The base URL must end with the host or a path; remove what follows "?" or "#".';
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return `The base URL has to begin with https://: over plain http the tokens could be read on the way to ${url.hostname}. Only this machine (127.0.0.1, ::1, localhost) may be addressed with http.`;
  }
  return undefined;
}

/** Where Linked API is (https://linkedapi.io/docs). */
export const serviceUrl = 'https://api.linkedapi.io';
