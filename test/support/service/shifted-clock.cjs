'use strict';

/** Required by a process whose clock is to be wrong by `CLOCK_AHEAD_MS`. */
const real = Date;
const now = () => real.now() + Number(process.env['CLOCK_AHEAD_MS']);

globalThis.Date = new Proxy(real, {
  construct: (target, parts, as) => Reflect.construct(target, parts.length === 0 ? [now()] : parts, as),
  apply: () => new real(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
