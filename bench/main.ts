import { blocking } from './blocking';
import { dialogs } from './dialogs';
import { editorStart } from './editor-start';
import { editorBytes, loading } from './node-red';
import { queued, registering } from './polling';
import { checkAndCompile, delivery, revalidation } from './pure';
import { starts } from './starts';
import { waits } from './waits';

/** Prints one JSON object: times are medians of several runs in milliseconds, each with its reference from the same run. */
async function main(): Promise<void> {
  const figures = {
    node: process.version,
    load: loading(),
    editor: await editorBytes(),
    editorStart: await editorStart(),
    dialogs: await dialogs(),
    checkAndCompile: checkAndCompile(),
    revalidation: revalidation(),
    delivery: delivery(),
    blocking: await blocking(),
    starts: await starts(),
    queued: [
      await queued({ workflows: 300, lastsMs: 1500 }),
      await queued({ workflows: 300, lastsMs: 20_000 }),
      await queued({ workflows: 3000, lastsMs: 1500 }),
      await queued({ workflows: 3000, lastsMs: 20_000 }),
      await queued({ workflows: 300, lastsMs: 20_000, shuffledBy: 10 }),
    ],
    registering: await registering(),
    // An account is polled once a second at most, so the cost depends on the number of accounts.
    waits: [await waits({ accounts: 1 }), await waits({ accounts: 5 }), await waits({ accounts: 10 })],
  };
  console.log(JSON.stringify(figures, null, 2));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
