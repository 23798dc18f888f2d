import { conversations, triggerNode } from '../../../src/runtime';

export const register = triggerNode(conversations);
