import { createRequire } from 'node:module';

interface Events {
  on(name: 'comms', listener: (event: { topic: string }) => void): void;
  off(name: 'comms', listener: (event: { topic: string }) => void): void;
  once(name: 'comms:connection-added', listener: () => void): void;
  emit(name: 'comms', event: { topic: string }): void;
}

const enough = 200;
/** Milliseconds until an editor that has connected shows what it is sent. */
const settling = 1_000;

/**
 * The debug sidebar shows only what is sent while it is open, and the demo runs before anybody has opened an editor. This
 * keeps the messages for the first one. Called by the settings file of the demo, inside Node-RED's process.
 */
export function keepForFirstEditor(nodeRed: string): void {
  const { events } = createRequire(nodeRed)('@node-red/util') as { events: Events };
  const kept: { topic: string }[] = [];
  const keep = (event: { topic: string }) => {
    if (event.topic === 'debug' && kept.length < enough) kept.push(event);
  };
  events.on('comms', keep);
  events.once('comms:connection-added', () => {
    events.off('comms', keep);
    setTimeout(() => kept.forEach((event) => events.emit('comms', event)), settling);
  });
}
