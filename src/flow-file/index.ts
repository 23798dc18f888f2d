export { isFlow, readDocument } from './document';
export { FlowFile } from './flow-file';
export { valuesWithoutMessage } from './flow-values';
export { type NodeInstance } from './flow-wiring';
export { accountFindings, flowToDocument, runsOf, titleOfRun } from './from-flow';
export { canvasSize, newAccount, newFlow, type NewFlow } from './new-flow';
export { readPasted, UnreadableText } from './pasted';
export { documentToFlow, estimatedWidth, type FlowFileNode, type NodeWidth, rowHeight } from './to-flow';
