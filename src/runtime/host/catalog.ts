import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Catalog, type ActionFacts, type OperationFacts, translateToEnglish } from '../../catalog/facts';

let folder: string | undefined;

/** Sets where the build has put the catalogue. Called by the entry file, into which the others are bundled. */
export function setCatalogFolder(path: string): void {
  folder = path;
}

let loaded: Catalog | undefined;

/** The catalogue of actions. Read when the first message needs it, so that it costs Node-RED's start nothing. */
export function catalog(): Catalog {
  loaded ??= new Catalog(read<ActionFacts[]>('actions'), translateToEnglish);
  return loaded;
}

let operations: readonly OperationFacts[] | undefined;

/** The operations of the admin API. Read when first needed. */
export function adminOperations(): readonly OperationFacts[] {
  operations ??= read<OperationFacts[]>('operations');
  return operations;
}

function read<T>(name: string): T {
  if (folder === undefined) throw new Error('setCatalogFolder() has not been called.');
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as T;
}
