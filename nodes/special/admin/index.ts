export { registerAdmin as register } from '../../../src/runtime';
