import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fontsConf } from './fonts';
import { cached } from '../npm';
import { run } from '../processes';

/** A Chrome or Chromium and the environment variables it needs. */
export interface Program {
  path: string;
  env: Record<string, string>;
}

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser of this machine, or one from npm; undefined if there is neither. */
export async function browserProgram(): Promise<Program | undefined> {
  const own = process.env.CHROME_PATH ?? usual.find((path) => existsSync(path));
  if (own !== undefined) return { path: own, env: {} };
  return process.platform === 'linux' && process.arch === 'x64' ? chromiumOfNpm() : undefined;
}

/** A Chromium from npm with its libraries and a font, installed once; for Linux on x64. */
export async function chromiumOfNpm(): Promise<Program> {
  const name = '@sparticuz/chromium';
  const folder = await cached('chromium-147', { [name]: '147.0.0' }, async (draft, final) => {
    // The package unpacks into the system's temporary folder, and unpacks its libraries only if it believes it is in a container.
    const env = { ...process.env, NODE_OPTIONS: '', TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
    await run(process.execPath, ['-e', `require('${name}').executablePath()`], { cwd: draft, env });
    writeFileSync(join(draft, 'fonts.conf'), fontsConf(join(final, 'fonts')));
  });
  return {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}
