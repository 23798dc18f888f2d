export { registerWebhook as register } from '../../../src/runtime';
