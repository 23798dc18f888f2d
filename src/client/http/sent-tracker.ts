import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

/** How far a request got: not made, without a connection so far, or with a connection that may have carried it. */
export type SendProgress = 'notMade' | 'connecting' | 'maybeSent';

/** Makes one request and watches whether it gets a connection. */
export class SentTracker {
  reached: SendProgress = 'notMade';

  constructor(private readonly secure: boolean) {}

  /** Replaces `request` of node:http and node:https. */
  readonly request = (options: RequestOptions, answered: (answer: IncomingMessage) => void): ClientRequest => {
    this.reached = 'connecting';
    const request = (this.secure ? https : http).request(options, answered);
    request.once('socket', (socket: Socket) => this.follow(socket, request.reusedSocket));
    return request;
  };

  private follow(socket: Socket, reused: boolean): void {
    const opened = () => (this.reached = 'maybeSent');
    if (!this.secure) {
      // A socket that failed to connect at once, for example without free file descriptors, stays pending but never connects.
      if (socket.pending && !reused) socket.once('connect', opened);
      else opened();
      return;
    }
    // A proxy that refuses the tunnel answers over an insecure socket; nothing was sent through it.
    if (!('encrypted' in socket)) return;
    // Node.js writes the request after the handshake. The flag is not documented; without it the request counts as sent.
    if ((socket as TLSSocket & { secureConnecting?: boolean }).secureConnecting) socket.once('secureConnect', opened);
    else opened();
  }
}
