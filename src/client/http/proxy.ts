import { BlockList, isIP } from 'node:net';
import type { AxiosProxyConfig } from 'axios';

type Environment = Record<string, string | undefined>;

/** An unusable proxy setting. The message names the setting, not its value, which may contain a password. */
export class BadProxy extends Error {}

/**
 * The proxy for a service by the environment variables, or false for none. Follows Node-RED's http request node.
 */
export function proxyFor(service: URL, env: Environment = process.env): AxiosProxyConfig | false {
  const kind = service.protocol.slice(0, -1);
  const names = [`npm_config_${kind}_proxy`, `${kind}_proxy`, 'npm_config_proxy', 'all_proxy'];
  const { name, value } = firstOf(names, env);
  if (value === '' || isExempt(service, firstOf(['npm_config_no_proxy', 'no_proxy'], env).value)) return false;
  const proxy = /^https?:\/\//i.test(value) && URL.canParse(value) ? new URL(value) : undefined;
  if (!proxy) {
    throw new BadProxy(
      `The setting ${name} must be the complete address of a proxy, such as http://proxy.example:3128. Proxies of other kinds, such as socks5://, cannot be used.`,
    );
  }
  const { protocol, hostname: host, port, username, password } = proxy;
  const auth = username || password ? { auth: { username: decoded(username), password: decoded(password) } } : {};
  return { protocol, host, port: Number(port), ...auth };
}

function firstOf(names: readonly string[], env: Environment): { name: string; value: string } {
  for (const name of names.flatMap((lower) => [lower, lower.toUpperCase()])) {
    const value = env[name]?.trim() ?? '';
    if (value !== '') return { name, value };
  }
  return { name: '', value: '' };
}

/** Keeps a percent sign that encodes nothing: it may be part of an unencoded password. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

/** Whether a list such as `localhost, .intern.example, *.test:8443, 10.0.0.0/8` includes the service. */
function isExempt(service: URL, list: string): boolean {
  const hostname = service.hostname.replace(/^\[|\]$/g, '');
  const port = service.port || (service.protocol === 'https:' ? '443' : '80');
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (isIP(entry)) return entry === hostname;
      const [, name = '', onlyPort] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry) ?? [];
      if (name === '' || (onlyPort !== undefined && onlyPort !== port)) return false;
      if (name.includes('/')) return isInSubnet(hostname, name);
      return /^[.*]/.test(name) ? hostname.endsWith(name.replace(/^\*/, '')) : hostname === name;
    });
}

function isInSubnet(address: string, subnet: string): boolean {
  const [network = '', bits] = subnet.split('/');
  const version = isIP(network);
  if (version === 0 || isIP(address) !== version || !/^\d+$/.test(bits ?? '')) return false;
  if (Number(bits) > (version === 4 ? 32 : 128)) return false;
  const family = `ipv${version}` as 'ipv4' | 'ipv6';
  const block = new BlockList();
  block.addSubnet(network, Number(bits), family);
  return block.check(address, family);
}
