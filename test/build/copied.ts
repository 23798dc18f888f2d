import { cpSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repoRoot } from '../support/node-red/hosts';
import { keepTrackOfFolder } from '../support/processes';

/** A copy of the sources that a test can add to. */
export class CopiedSources {
  readonly root = mkdtempSync(join(tmpdir(), 'linkedapi-copy-'));
  readonly dist = join(this.root, 'dist');

  constructor() {
    keepTrackOfFolder(this.root);
    for (const name of ['nodes', 'src', 'icons', 'test/support/service', 'package.json', 'docs']) {
      cpSync(join(repoRoot, name), join(this.root, name), { recursive: true });
    }
    symlinkSync(join(repoRoot, 'node_modules'), join(this.root, 'node_modules'));
  }

  /** A module of the copy. */
  load<T>(path: string): T {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the copy is made when the test runs
    return require(join(this.root, path)) as T;
  }

  /** Builds the copy as it is now. */
  build(): ReturnType<typeof import('../../src/build/main').contextOf> {
    const { build, contextOf } = this.load<typeof import('../../src/build/main')>('src/build/main.ts');
    build(this.root, this.dist);
    return contextOf(this.root, this.dist);
  }

  /** Text of a file that was built. */
  built(path: string): string {
    return readFileSync(join(this.dist, path), 'utf8');
  }
}
