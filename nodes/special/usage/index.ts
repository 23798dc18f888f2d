export { registerUsage as register } from '../../../src/runtime';
