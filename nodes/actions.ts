import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Action } from '../src/catalog';

/**
 * Every action there is: one file each, in a folder per subject. The folders are read, so that an action needs no other
 * mention. Costs a schema library's loading time; only the build and the sandbox call it.
 */
export function loadActions(): { action: Action; set: string }[] {
  return readdirSync(__dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['icons', 'locales', 'parts', 'special'].includes(entry.name))
    .flatMap(({ name: set }) =>
      readdirSync(join(__dirname, set))
        .filter((file) => /(?<!\.d)\.(js|ts)$/.test(file))
        .sort()
        .map((file) => {
          // eslint-disable-next-line @typescript-eslint/no-require-imports -- which files there are is known only now
          const { default: action } = require(join(__dirname, set, file)) as { default: Action };
          return { action, set };
        }),
    );
}
