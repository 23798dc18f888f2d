export { registerWorkflow as register } from '../../../src/runtime';
