import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Catalog } from '../catalog/catalog';
import type { ActionFacts } from '../catalog/facts';

let loaded: Catalog | undefined;

/** The catalogue that the build wrote; read with the first message, so that it costs Node-RED's start nothing. */
export function catalog(): Catalog {
  loaded ??= new Catalog(JSON.parse(readFileSync(join(__dirname, '../catalog/facts.json'), 'utf8')) as ActionFacts[]);
  return loaded;
}
