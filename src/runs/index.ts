export { run, type RunOptions, type RunState } from './run';
