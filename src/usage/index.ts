export { fieldsOfPeriod, periodFields, periodKinds, periodOf, type PeriodWanted, wantedBy } from './period';
export { limitUsage, type Usage, usageOf } from './totals';
