'use strict';

/** Kills Node-RED, like a power cut, on the first message without the mark of an interrupted run. */
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
