import { join } from 'node:path';
import { cached } from '../npm';

export { repoRoot } from '../repo-root';

/** The supported Node-RED versions, oldest first; 4.1 is the development dependency, so the lock file pins it. */
export const supportedVersions = ['4.1', '5.0'] as const;
export type HostVersion = (typeof supportedVersions)[number];

/** The versions to test with: all supported ones, or the one that TEST_NODE_RED names. */
export const hostVersions = chosen(process.env.TEST_NODE_RED);

export interface Host {
  /** The Node binary that runs this Node-RED. */
  nodeBinary: string;
  /** Node-RED's command line entry. */
  redJs: string;
}

const nodeRed5 = '5.0.7';
const nodeForNodeRed5 = '24';

function chosen(name: string | undefined): readonly HostVersion[] {
  if (!name) return supportedVersions;
  const wanted = supportedVersions.filter((version) => version === name);
  if (wanted.length === 0) throw new Error(`TEST_NODE_RED is ${name}, not one of ${supportedVersions.join(', ')}.`);
  return wanted;
}

const found = new Map<HostVersion, Promise<Host>>();

/** The host of one version. Missing parts are installed once into the git-ignored `.cache/`, in a minute or two. */
export function host(version: HostVersion): Promise<Host> {
  const known = found.get(version) ?? (version === '4.1' ? host41() : host50());
  found.set(version, known);
  return known;
}

async function host41(): Promise<Host> {
  return { nodeBinary: process.execPath, redJs: require.resolve('node-red/red.js') };
}

async function host50(): Promise<Host> {
  const folder = await cached(`node-red-${nodeRed5}`, { 'node-red': nodeRed5 });
  const redJs = join(folder, 'node_modules/node-red/red.js');
  return { nodeBinary: runsNodeRed5(process.versions.node) ? process.execPath : await newerNode(), redJs };
}

/** Node-RED 5 needs Node.js 22.9 or later. */
export function runsNodeRed5(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 9);
}

// npm has Node's binaries, one package per platform.
async function newerNode(): Promise<string> {
  const { platform, arch } = process;
  const windows = platform === 'win32';
  const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
  const name = `${prefix}-${windows ? 'win' : platform}-${arch}`;
  const folder = await cached(`node-${nodeForNodeRed5}-${platform}-${arch}`, { [name]: nodeForNodeRed5 });
  return join(folder, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
}
