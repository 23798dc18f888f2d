export type { Entry } from './entry';
export { readEntry, writeEntry } from './entry';
export { FileJournal, Turns, type Journal } from './journal';
export { completed, Run } from './run';
export { removeDurably, writeDurably } from './durable-file';
export { Feed, type Notice, type Shelf, type Start } from './feed';
export type { Item, News } from './stream';
