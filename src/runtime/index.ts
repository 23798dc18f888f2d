/** What the files that Node-RED requires call. Built into one file, since opening and compiling a hundred would cost its start. */
export { registerActions } from './run/action-node';
export { registerSpecialNodes } from './special-nodes';
