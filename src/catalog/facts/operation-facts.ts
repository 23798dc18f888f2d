import type { FieldFacts } from './action-facts';

/** The facts of an operation as plain JSON, for those who must not pay for a schema library. */
export interface OperationFacts {
  name: string;
  summary: string;
  params: FieldFacts[];
  reads?: true;
  confirm?: 'spends' | 'final';
  nothingIsNull?: string;
}
