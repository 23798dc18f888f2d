export { Run } from './run';
