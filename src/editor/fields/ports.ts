/** Ports that every run has: what hangs below it, and the completion. */
export const fixedPorts = 2;

/**
 * Node-RED's account of where each output port has gone, so that wires move with their label: old index → new index, -1 for
 * a port that is no more, and a key that is no number for a new one. `before` lists where each of the present labels stood.
 */
export function portMap(count: number, before: readonly (number | undefined)[]): Record<string, number> {
  const map: Record<string, number> = {};
  for (let port = 0; port < fixedPorts; port += 1) map[port] = port;
  for (let port = 0; port < count; port += 1) map[fixedPorts + port] = -1;
  before.forEach((old, index) => {
    map[old === undefined ? `new${index}` : fixedPorts + old] = fixedPorts + index;
  });
  return map;
}
