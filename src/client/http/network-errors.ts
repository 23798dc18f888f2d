const proxyHint = 'If this machine reaches the internet through a proxy, check HTTPS_PROXY and NO_PROXY.';

/** Sentences by Node.js error code. */
const sentences: Record<string, (host: string) => string> = {
  ECONNREFUSED: (host) =>
    `Nothing accepts connections at ${host}. Check the base URL and that the service is up. ${proxyHint}`,
  ENOTFOUND: (host) => `The name ${host} could not be found. Check the base URL for a typing error. ${proxyHint}`,
  EAI_AGAIN: (host) =>
    `The name ${host} could not be looked up just now. Check this machine's network and DNS. ${proxyHint}`,
  ECONNRESET: (host) => `The connection to ${host} was closed before an answer came. A proxy or firewall may cut it.`,
  EPIPE: (host) => `The connection to ${host} was closed before an answer came. A proxy or firewall may cut it.`,
  ETIMEDOUT: (host) => `No connection to ${host} came about in time. Check network and firewall. ${proxyHint}`,
  EHOSTUNREACH: (host) => `There is no way to ${host} from this machine. Check its network. ${proxyHint}`,
  ENETUNREACH: (host) => `There is no way to ${host} from this machine. Check its network. ${proxyHint}`,
  EPROTO: (host) =>
    `${host} does not speak https on this port. Check the base URL (https or http, port) and a proxy in between.`,
  CERT_HAS_EXPIRED: (host) => `The certificate of ${host} has expired. Check this machine's clock, or its proxy.`,
  ERR_TLS_CERT_ALTNAME_INVALID: (host) =>
    `The certificate shown is not made out for ${host}. Check the base URL, or a proxy in between.`,
};

const certificateCode = /CERT|SIGNATURE|SELF_SIGNED/;

/**
 * A code and a sentence, naming the host and a way out, for an error that axios threw. Only its `code` is read: its
 * `config` holds the tokens.
 */
export function networkProblem(thrown: unknown, host: string): { problem: string; sentence: string } {
  const { code } = (thrown ?? {}) as { code?: unknown };
  const problem = typeof code === 'string' ? code : 'unknown';
  const known = sentences[problem];
  if (known) return { problem, sentence: known(host) };
  if (certificateCode.test(problem)) {
    return {
      problem,
      sentence: `The certificate of ${host} is not trusted (${problem}). If a proxy of your organisation sits in between, give Node-RED its certificate with NODE_EXTRA_CA_CERTS.`,
    };
  }
  return { problem, sentence: `No answer came from ${host} (${problem}). Check the base URL and the network.` };
}
