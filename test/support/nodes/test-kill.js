'use strict';

/** Ends Node-RED at once, as a power cut would, with the first message that says nothing of an earlier end. */
module.exports = function (RED) {
  function Kill(config) {
    RED.nodes.createNode(this, config);
    this.on('input', (msg, send, done) => {
      if (!msg.linkedapi?.resumed) process.kill(process.pid, 'SIGKILL');
      done();
    });
  }
  RED.nodes.registerType('test-kill', Kill);
};
