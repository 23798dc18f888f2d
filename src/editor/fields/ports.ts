/** The ports of every run node: the structure and the completion. */
export const fixedPorts = 2;

/**
 * How ports have moved, in the form Node-RED needs to keep wires at their label: old index → new index, -1 for a removed port,
 * and a key that is no number for a new one. `before` has the former index of each label.
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
