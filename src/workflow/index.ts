export { accountProblem } from './check/account';
export { fieldProblem, objectsIn } from './check/check-fields';
export { check, misplaced } from './check/check';
export { unknownNames, unknownNameSentence } from './check/unknown-names';
export { shortestPathBetween, shortestPathToRoot } from './check/shortest-path';
export { compile } from './compile';
export { type Amount, type Estimate, estimate, secondsPerAction } from './estimate';
export { fingerprint, wiresUnder } from './fingerprint';
export { type Graph, type GraphAction, maxDepth, readGraph, type Wiring } from './graph';
export { isGivenByParent } from './targets';
export { idlePorts } from './check/idle-ports';
export { type Preview, preview } from './preview';
export type { About } from './about';
export type { Count, NodeOutcome, RunFacts, Summary } from './counts';
export { type PathStep, readCompletion, readCompletionSteps, type Reading, type Result } from './results';
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
export { fill, type Filled, type Values } from './fill';
export { describeKey, similarKey } from './values/similar-key';
export { isTyped } from './values/typed';
