export { registerAccount as register } from '../../../src/runtime';
