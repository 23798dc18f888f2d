import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

/** How far a request got: never made, on its way to a connection, or given a connection that may have carried it. */
export type SendProgress = 'nothing' | 'nobody' | 'service';

/** Makes one request and watches whether it ever gets the connection that carries it. */
export class SentTracker {
  reached: SendProgress = 'nothing';

  constructor(private readonly secure: boolean) {}

  /** In the place of Node.js' own `request`. */
  readonly request = (options: RequestOptions, answered: (answer: IncomingMessage) => void): ClientRequest => {
    this.reached = 'nobody';
    const request = (this.secure ? https : http).request(options, answered);
    request.once('socket', (socket: Socket) => this.follow(socket, request.reusedSocket));
    return request;
  };

  private follow(socket: Socket, reused: boolean): void {
    const opened = () => (this.reached = 'service');
    if (!this.secure) {
      // A socket that failed to connect at once, for want of file descriptors for example, is pending although it connects no more.
      if (socket.pending && !reused) socket.once('connect', opened);
      else opened();
      return;
    }
    // A proxy that refuses the tunnel answers over a socket that is not secure: nothing has gone through it.
    if (!('encrypted' in socket)) return;
    // Node.js writes the request when the handshake is over. It does not document the flag that says so; if it goes, this errs on the safe side.
    if ((socket as TLSSocket & { secureConnecting?: boolean }).secureConnecting) socket.once('secureConnect', opened);
    else opened();
  }
}
