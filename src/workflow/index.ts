export { fieldProblem, objectsIn } from './check/check-fields';
export { check, misplaced } from './check/check';
export { unknownNames, unknownNameSaid } from './check/unknown-names';
export { wayBetween, wayToRoot } from './check/way';
export { compile } from './compile';
export { type Amount, type Estimate, estimate, secondsPerAction } from './estimate';
export { fingerprint, wiresUnder } from './fingerprint';
export { type Graph, type GraphAction, maxDepth, readGraph, type Wiring } from './graph';
export { isTold } from './place';
export { idlePorts, prepare, type Prepared } from './prepare';
export { type Preview, preview } from './preview';
export {
  type Count,
  type NodeOutcome,
  type PathStep,
  readCompletion,
  type Reading,
  readingCompletion,
  type Result,
  type RunFacts,
  type Summary,
} from './results';
export { asCurl, asSdkCall } from './snippets';
export { titleFor } from './title';
export {
  type ActionNode,
  countActions,
  type Finding,
  maxActions,
  Placeholder,
  type WireAction,
  type WorkflowDocument,
} from './tree';
export { coerce, trueOrFalse, wholeNumber } from './values/coerce';
export { type Values, valueTypes } from './values/evaluate';
export { keyInWords, nearKey } from './values/near-key';
