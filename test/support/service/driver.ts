import { waitingSize } from '../../../src/client';
import type { FakeClock } from './fake-clock';
import type { Reply } from './misbehaving-server';

/** Answers that never come, so that only time can pass. */
export class Stuck {
  private readonly responses = new Set<unknown>();

  get any(): boolean {
    return this.responses.size > 0;
  }

  reply(reply: Reply): Reply {
    return (response, request) => {
      this.responses.add(response);
      response.on('close', () => this.responses.delete(response));
      reply(response, request);
    };
  }
}

/** Advances a fake clock whenever nothing else happens, until the work has ended: there is no request, or its answer never comes. */
export async function drive<T>(clock: FakeClock, work: Promise<T>, stuck = new Stuck()): Promise<T> {
  let over = false;
  const end = () => (over = true);
  work.then(end, end);
  while (!over) {
    await new Promise((resolve) => setImmediate(resolve));
    const { waiting, asking } = waitingSize(clock);
    if (!over && (stuck.any || (waiting > 0 && asking === 0))) clock.ringNext();
  }
  return work;
}
