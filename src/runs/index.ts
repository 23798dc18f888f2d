export type { Entry } from './entry';
export { readEntry, writeEntry } from './entry';
export { FileJournal, Turns, type Journal } from './journal';
export { completed, Run } from './run';
