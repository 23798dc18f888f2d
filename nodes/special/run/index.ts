export { registerRun as register } from '../../../src/runtime';
