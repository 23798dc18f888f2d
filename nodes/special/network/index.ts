import { network, triggerNode } from '../../../src/runtime';

export const register = triggerNode(network);
