export { type ActionFacts, type FieldFacts, nodeTypeOf, type Rule } from './action-facts';
export { Catalog } from './catalog';
export { blank, trimmed } from './invisible';
export { limitCategories, type LimitCategory, type LimitPeriod } from './limits';
export {
  isNewer,
  migrated,
  type Migration,
  migrations,
  removedSettings,
  type SavedNode,
  versionOf,
} from './migrations';
export type { OperationFacts } from './operation-facts';
export { sentences, type Tell, tellInEnglish } from './sentences';
export { accountType, customActionType, runType, specialNodes, type SpecialType } from './special-nodes';
export { textForms } from './text-forms';
export { isEmail, isIsoTime, normalUrl, urlFlaw, type UrlForm, urlForms } from './urls';
