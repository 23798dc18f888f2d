export { resume, run } from './run';
