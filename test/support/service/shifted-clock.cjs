'use strict';

/** To be required by a process whose clock is to be wrong: `CLOCK_AHEAD_MS` says by how much. */
const real = Date;
const now = () => real.now() + Number(process.env['CLOCK_AHEAD_MS']);

globalThis.Date = new Proxy(real, {
  construct: (target, parts, as) => Reflect.construct(target, parts.length === 0 ? [now()] : parts, as),
  apply: () => new real(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
