export { draftOf, removeDurably, replaceFile, syncFolder, writeDurably } from './durable-file';
export { yieldToEventLoop, runYielding } from './yielding';
