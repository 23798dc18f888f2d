import { plainPath } from '../workflow/web-path';
import type { HttpApp, HttpRequest } from './node-red';

/** A request's body as it was sent; a body that was too large has been thrown away. */
export type RawBody = Buffer | 'tooLarge';

/**
 * Reads the bodies of POST requests to some paths before anyone else does. Node-RED's admin app parses every JSON body at its
 * own path, which is `/` unless set otherwise, and with that the bytes that were signed are gone: so this goes before all else
 * in the outermost application, as the core's own `http in` does for its raw bodies.
 */
export class RawBodies {
  readonly #bodies = new WeakMap<HttpRequest, RawBody>();
  readonly #installed = new WeakSet<HttpApp>();

  constructor(
    private readonly isWanted: (path: string) => boolean,
    private readonly mostBytes: number,
  ) {}

  /** To be called with each node, since the application may be mounted later than the first one starts. */
  install(nodes: HttpApp): void {
    let outermost = nodes;
    while (outermost.parent) outermost = outermost.parent;
    if (this.#installed.has(outermost)) return;
    this.#installed.add(outermost);
    const handle = (request: HttpRequest, _response: unknown, next: () => void) => this.#capture(nodes, request, next);
    outermost.use(handle);
    const stack = outermost._router?.stack ?? [];
    const index = stack.findIndex((layer) => layer.handle === handle);
    if (index > 0) stack.unshift(...stack.splice(index, 1));
  }

  /** Undefined when somebody else has read the body. */
  of(request: HttpRequest): RawBody | undefined {
    const own = this.#bodies.get(request);
    if (own !== undefined || !Buffer.isBuffer(request.body)) return own;
    return request.body.length > this.mostBytes ? 'tooLarge' : request.body;
  }

  #capture(nodes: HttpApp, request: HttpRequest, next: () => void): void {
    const [path = ''] = (request.url ?? '').split('?');
    const root = plainPath(nodes.path());
    const below = root === '/' ? plainPath(path) : plainPath(path).slice(root.length);
    const ours = request.method === 'POST' && plainPath(path) === plainPath(root + below) && this.isWanted(below);
    if (!ours || request._body || request.readableEnded) return next();
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (body: RawBody) => {
      if (this.#bodies.has(request)) return;
      this.#bodies.set(request, body);
      request._body = true;
      next();
    };
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= this.mostBytes) return void chunks.push(chunk);
      // The rest is read and thrown away: a sender that is cut off would not see the answer.
      chunks.length = 0;
      end('tooLarge');
    });
    request.on('end', () => end(Buffer.concat(chunks)));
    // A sender that went away gets no answer.
    request.on('error', () => undefined);
  }
}

/** Bytes of a size as Node-RED's settings have it: a number, or `5mb`. */
export function bytesOf(size: string | number | undefined, otherwise: number): number {
  if (typeof size === 'number') return size;
  const [, number = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([kmg]?)b?\s*$/i.exec(size ?? '') ?? [];
  return number === '' ? otherwise : Number(number) * 1024 ** ['', 'k', 'm', 'g'].indexOf(unit.toLowerCase());
}
