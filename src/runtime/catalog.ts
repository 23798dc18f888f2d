import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Catalog } from '../catalog/facts/catalog';
import type { ActionFacts } from '../catalog/facts/action-facts';
import type { OperationFacts } from '../catalog/facts/operation-facts';
import { tellInEnglish } from '../catalog/facts/sentences';

let loaded: Catalog | undefined;

/** The catalogue that the build wrote; read with the first message, so that it costs Node-RED's start nothing. */
export function catalog(): Catalog {
  loaded ??= new Catalog(read<ActionFacts[]>('facts'), tellInEnglish);
  return loaded;
}

let operations: readonly OperationFacts[] | undefined;

/** The operations of the admin interface, likewise. */
export function adminOperations(): readonly OperationFacts[] {
  operations ??= read<OperationFacts[]>('operations');
  return operations;
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(__dirname, `../catalog/${name}.json`), 'utf8')) as T;
}
