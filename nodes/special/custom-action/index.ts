export { registerCustomAction as register } from '../../../src/runtime';
