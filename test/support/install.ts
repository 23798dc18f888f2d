import { browserProgram } from './browser/chromium';
import { fonts, onlyFont } from './browser/fonts';
import { host, hostVersions } from './node-red/hosts';

/** Installs what the tests need beside the dependencies, before any of them waits for it. */
async function install(): Promise<void> {
  const browser = await browserProgram();
  await Promise.all([...hostVersions.map(host), ...(browser ? fonts.map(onlyFont) : [])]);
}

void install();
