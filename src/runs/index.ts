export { type Entry, readEntry, writeEntry } from './entry';
export { FileJournal, type Journal } from './journal';
export { Ownership } from './ownership';
export { completed, Run, type RunOptions, type RunState } from './run';
export { ranks, WriteQueue } from './write-queue';
