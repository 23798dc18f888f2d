import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepTrackOfFolder } from './processes';
import { until } from './until';

const variable = 'LINKEDAPI_TEST_RUN';

/** The folder that all files and workers of a test run share. Mocha's main process creates it; workers inherit its environment. */
const shared = (process.env[variable] ??= own());

function own(): string {
  const folder = mkdtempSync(join(tmpdir(), 'linkedapi-test-run-'));
  keepTrackOfFolder(folder);
  return folder;
}

/** A folder that `make` fills once in a test run, for the first who needs it; the others wait. */
export async function oncePerRun(name: string, make: (folder: string) => Promise<unknown>): Promise<string> {
  const folder = join(shared, name);
  const [draft, failure] = [`${folder}.draft`, `${folder}.failed`];
  if (isFirst(`${folder}.claimed`)) {
    try {
      mkdirSync(draft);
      await make(draft);
      renameSync(draft, folder);
    } catch (error) {
      writeFileSync(failure, String(error));
    }
  }
  await until(() => existsSync(folder) || existsSync(failure), 300_000);
  if (existsSync(failure)) throw new Error(readFileSync(failure, 'utf8'));
  return folder;
}

/** Creating a folder succeeds in only one of several processes. */
function isFirst(claim: string): boolean {
  try {
    mkdirSync(claim);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
