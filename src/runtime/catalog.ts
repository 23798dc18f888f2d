import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Catalog, type ActionFacts, type OperationFacts, tellInEnglish } from '../catalog/facts';

let loaded: Catalog | undefined;

/** The catalogue that the build wrote; read with the first message, so that it costs Node-RED's start nothing. */
export function catalog(): Catalog {
  loaded ??= new Catalog(read<ActionFacts[]>('actions'), tellInEnglish);
  return loaded;
}

let operations: readonly OperationFacts[] | undefined;

/** The operations of the admin interface, likewise. */
export function adminOperations(): readonly OperationFacts[] {
  operations ??= read<OperationFacts[]>('operations');
  return operations;
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(__dirname, `../catalog/facts/${name}.json`), 'utf8')) as T;
}
