export { draftOf, removeDurably, replaceFile, syncFolder, writeDurably } from './durable-file';
export { breathe, inTurns } from './yielding';
