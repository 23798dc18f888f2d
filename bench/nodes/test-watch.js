'use strict';

const { performance } = require('node:perf_hooks');
const { setImmediate } = require('node:timers');

/** Passes a message on and watches the event loop until the next message, whose payload becomes the longest turn in milliseconds. */
module.exports = function (RED) {
  function Watch(config) {
    RED.nodes.createNode(this, config);
    let watching = false;
    let longest = 0;
    let last = 0;
    const look = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (watching) setImmediate(look);
    };
    this.on('input', (msg, send, done) => {
      watching = !watching;
      if (watching) {
        [longest, last] = [0, performance.now()];
        setImmediate(look);
        send([msg, null]);
      } else send([null, { payload: longest }]);
      done();
    });
  }
  RED.nodes.registerType('test-watch', Watch);
};
