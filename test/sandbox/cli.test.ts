import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { keepTrack } from '../support/processes';

const command = join(__dirname, '../../dist/src/cli/sandbox.js');

describe('npm run sandbox', () => {
  it('prints one line, serves, and ends with 0 on SIGTERM and SIGINT', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const child = spawn(process.execPath, [command, '--port', '0', '--reading', 'b'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      keepTrack(child);
      let printed = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
      while (!printed.includes('\n')) await once(child.stdout, 'data');
      const [, url] = /^Linked API sandbox on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(printed) ?? assert.fail(printed);
      const answer = await fetch(`${url}/account`, {
        headers: { 'linked-api-token': 'sandbox', 'identification-token': 'sandbox' },
      });
      assert.equal(((await answer.json()) as { success: boolean }).success, true);
      child.kill(signal);
      const [code] = (await once(child, 'exit')) as [number];
      assert.equal(code, 0);
      assert.equal(printed.split('\n').length, 2);
    }
  });

  it('--help lists the options', () => {
    const { status, stdout } = spawnSync(process.execPath, [command, '--help'], { encoding: 'utf8' });
    assert.equal(status, 0);
    for (const option of ['--port', '--seed', '--speed', '--reading']) assert.ok(stdout.includes(option));
  });

  for (const [option, value, says] of [
    ['--port', '70000', /--port takes a whole number/],
    ['--port', 'x', /--port takes a whole number/],
    ['--seed', '-1', /./],
    ['--speed', 'slow', /--speed takes instant or fast or real/],
    ['--reading', 'C', /--reading takes A or B/],
    ['--colour', 'red', /--colour/],
  ] as const) {
    it(`${option} ${value}: one line, exit 2`, () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [command, `${option}=${value}`], {
        encoding: 'utf8',
      });
      assert.equal(status, 2);
      assert.equal(stdout, '');
      assert.equal(stderr.trimEnd().split('\n').length, 1);
      assert.match(stderr, says);
    });
  }

  it('a port in use: one line, exit 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { status, stderr } = spawnSync(process.execPath, [command, '--port', String(port)], { encoding: 'utf8' });
    other.close();
    assert.equal(status, 1);
    assert.equal(stderr, `sandbox: port ${port} is in use; choose another with --port\n`);
  });
});
