import { plainPath } from '../../shared';
import type { HttpApp, HttpRequest } from '../host/node-red';

/** A request's body as it was sent. A body that is too large is dropped. */
export type RawBody = Buffer | 'tooLarge';

const outOfReach =
  'Webhook nodes refuse every event, because with this version of Express they cannot read a request before its body is parsed.';

/**
 * Reads the bodies of POST requests to some paths before anything else does. Node-RED's admin app parses every JSON body below
 * its path, usually `/`, after which the signed bytes are gone. So this is the first handler of the outermost application, like
 * the raw bodies of Node-RED's own `http in`.
 */
export class RawBodies {
  private readonly bodies = new WeakMap<HttpRequest, RawBody>();
  private readonly installed = new WeakSet<HttpApp>();

  constructor(
    private readonly isWanted: (path: string) => boolean,
    private readonly mostBytes: number,
    /** Called once for an application in which bodies cannot be read first, with a sentence about the consequences. */
    private readonly warn: (problem: string) => void,
  ) {}

  /** Call this for each node: the application may be mounted after the first node has started. */
  install(nodes: HttpApp): void {
    let outermost = nodes;
    while (outermost.parent) outermost = outermost.parent;
    if (this.installed.has(outermost)) return;
    this.installed.add(outermost);
    const handle = (request: HttpRequest, _response: unknown, next: () => void) => this.capture(nodes, request, next);
    outermost.use(handle);
    // Express 4 and Express 5. Express 4 throws when its `router` is read, so that comes second.
    const stack = (outermost._router ?? outermost.router)?.stack;
    const index = stack?.findIndex((layer) => layer.handle === handle) ?? -1;
    if (stack && index >= 0) stack.unshift(...stack.splice(index, 1));
    else this.warn(outOfReach);
  }

  /** Undefined if something else has read the body. */
  of(request: HttpRequest): RawBody | undefined {
    const own = this.bodies.get(request);
    if (own !== undefined || !Buffer.isBuffer(request.body)) return own;
    return request.body.length > this.mostBytes ? 'tooLarge' : request.body;
  }

  private capture(nodes: HttpApp, request: HttpRequest, next: () => void): void {
    const [path = ''] = (request.url ?? '').split('?');
    const root = plainPath(nodes.path());
    const below = root === '/' ? plainPath(path) : plainPath(path).slice(root.length);
    const ours = request.method === 'POST' && plainPath(path) === plainPath(root + below) && this.isWanted(below);
    if (!ours || request._body || request.readableEnded) return next();
    const chunks: Buffer[] = [];
    let size = 0;
    // Read a body that is too large to its end, too: a parser would continue to read an unfinished request.
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= this.mostBytes) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on('end', () => {
      this.bodies.set(request, size > this.mostBytes ? 'tooLarge' : Buffer.concat(chunks));
      request._body = true;
      next();
    });
    // The sender has closed the connection.
    request.on('error', () => undefined);
  }
}

/** Bytes of a size as Node-RED's settings have it: a number, or `5mb`. */
export function bytesOf(size: string | number | undefined, otherwise: number): number {
  if (typeof size === 'number') return size;
  const [, number = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([kmg]?)b?\s*$/i.exec(size ?? '') ?? [];
  return number === '' ? otherwise : Number(number) * 1024 ** ['', 'k', 'm', 'g'].indexOf(unit.toLowerCase());
}
