import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { AdminApi } from './admin-api';
import { repoRoot } from './hosts';
import { keepTrack } from '../processes';

/** A running `npm start`. */
export class Started {
  readonly api = new AdminApi();
  printed = '';
  private readonly looks = new Set<() => void>();
  private readonly exited: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.printed += text;
        for (const look of this.looks) look();
      });
    }
    this.exited = once(child, 'close').then(([code]) => {
      for (const look of this.looks) look();
      return code as number | null;
    });
  }

  static async in(userDir: string, port = '0', ...more: string[]): Promise<Started> {
    const command = join(repoRoot, 'dist/src/cli/start.js');
    const started = new Started(spawned(command, '--user-dir', userDir, '--port', port, ...more));
    const address = /^Node-RED with the Linked API nodes and their sandbox: (http:\/\/127\.0\.0\.1:\d+)$/m;
    await started.prints(() => address.test(started.printed));
    started.api.url = address.exec(started.printed)![1]!;
    return started;
  }

  prints(condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!condition() && this.child.exitCode === null) return;
        this.looks.delete(look);
        if (condition()) resolve();
        else reject(new Error(`It ended with ${this.child.exitCode}:\n${this.printed}`));
      };
      this.looks.add(look);
      look();
    });
  }

  stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.exited;
  }
}

/** Runs a file of the package with Node.js, without the tests' own environment. */
export function spawned(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, args, { env: { ...process.env, NODE_OPTIONS: undefined } });
  keepTrack(child);
  return child;
}
