import { inbox, triggerNode } from '../../../src/runtime';

export const register = triggerNode(inbox);
