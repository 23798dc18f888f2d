export type { Entry } from './entry';
export { readEntry, writeEntry } from './entry';
export { FileJournal, type Journal } from './journal';
export { Ownership } from './ownership';
export { completed, Run } from './run';
export { draftOf, removeDurably, writeDurably } from '../shared/node/durable-file';
export { Feed, type Notice, type Shelf, type Start } from '../triggers/feed';
export type { Item, News } from '../triggers/stream';
export { ranks, WriteQueue } from './write-queue';
