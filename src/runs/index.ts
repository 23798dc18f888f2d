export { completed, Run } from './run';
