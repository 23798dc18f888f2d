'use strict';

/** Prints each message it gets as one marked JSON line, for `collected.ts` to read. */
module.exports = function (RED) {
  function Collect(config) {
    RED.nodes.createNode(this, config);
    this.on('input', (msg, send, done) => {
      const line = JSON.stringify({ id: this.id, name: this.name, msg }, plain());
      process.stdout.write(`\n@@collected ${line}\n`);
      done();
    });
  }
  RED.nodes.registerType('test-collect', Collect);
};

// A message may hold what JSON cannot: an http response, an error, a circle.
function plain() {
  const above = [];
  return function (key, value) {
    if (value instanceof Error) return { name: value.name, message: value.message, ...value };
    if (typeof value === 'bigint' || typeof value === 'function') return `[${typeof value}]`;
    if (typeof value !== 'object' || value === null) return value;
    while (above.length > 0 && above.at(-1) !== this) above.pop();
    if (above.includes(value)) return '[circular]';
    above.push(value);
    return value;
  };
}
