/** How wide this browser draws a node with an input and this label, in pixels: Node-RED measures the words in the font it has. */
export const drawnWidth = (label: string): number =>
  RED.view.calculateNodeDimensions({ type: '', _def: { label, inputs: 1 } })[0];
