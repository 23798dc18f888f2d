'use strict';

/** Passes messages on, and closes only after a POST tells it to. */
module.exports = function (RED) {
  const closing = new Set();
  RED.httpAdmin.post('/test-slow/close', (request, response) => {
    for (const done of closing) done();
    closing.clear();
    response.sendStatus(200);
  });
  function Slow(config) {
    RED.nodes.createNode(this, config);
    this.on('input', (msg, send, done) => {
      send(msg);
      done();
    });
    this.on('close', (done) => {
      closing.add(done);
      RED.log.info('test-slow is closing');
    });
  }
  RED.nodes.registerType('test-slow', Slow);
};
