import { createRequire } from 'node:module';

interface Comms {
  topic: string;
  /** Of a node's message, `id` says whose it is. What Node-RED itself has logged comes without. */
  data: { id?: string };
}

interface Events {
  prependListener(name: 'comms', listener: (event: Comms) => void): void;
  off(name: 'comms', listener: (event: Comms) => void): void;
}

/** An editor that is connected. */
interface Client {
  send(topic: string, data: object): void;
}

interface Runtime {
  comms: {
    addConnection(connection: { client: Client }): Promise<void>;
    subscribe(subscription: { topic: string; client: Client }): Promise<void>;
  };
}

const enough = 200;

/**
 * The debug sidebar shows only what is sent while it is open, and the demo runs before anybody has opened an editor. This
 * keeps the messages for the first one. Called by the settings file of the demo, inside Node-RED's process.
 */
export function keepForFirstEditor(nodeRed: string): void {
  const load = createRequire(nodeRed);
  const { events } = load('@node-red/util') as { events: Events };
  const { comms } = load('@node-red/runtime') as Runtime;
  const kept: Comms[] = [];
  const keep = (event: Comms) => {
    if (event.topic === 'debug' && event.data.id !== undefined && kept.length < enough) kept.push(event);
  };
  // Before Node-RED's own listener, which sends it to the editors.
  events.prependListener('comms', keep);
  const addConnection = comms.addConnection.bind(comms);
  comms.addConnection = (connection) => {
    const { client } = connection;
    const send = client.send.bind(client);
    // An editor that is still loading may miss it, so it gets the kept messages later.
    client.send = (topic, data) => {
      if (!kept.some((one) => one.data === data)) send(topic, data);
    };
    return addConnection(connection);
  };
  const subscribe = comms.subscribe.bind(comms);
  // An editor connects long before it knows the nodes whose messages its sidebar shows. Once it does, it asks for their status.
  comms.subscribe = (subscription) => {
    if (subscription.topic === 'status/#') {
      events.off('comms', keep);
      for (const { topic, data } of kept.splice(0)) subscription.client.send(topic, data);
    }
    return subscribe(subscription);
  };
}
