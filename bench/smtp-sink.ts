/**
 * Where the bench's acknowledgements go: an smtp-server in a process of its own that takes everything, and tells its
 * parent when. Started by `sink.ts`.
 */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What the parent is told: the port once, then mails as they were accepted, in groups. */
export type FromSink = { port: number } | { accepted: AcceptedMail[] };

export interface AcceptedMail {
  /** UTC ms, with fractions: when its whole body was there and the server said yes. */
  at: number;
  to: string;
}

/** ms for which accepted mails are gathered before the parent is told, so that telling costs little. */
const GATHER = 20;

let accepted: AcceptedMail[] = [];

const server = new SMTPServer({
  logger: false,
  disabledCommands: ['STARTTLS', 'AUTH'],
  authOptional: true,
  disableReverseLookup: true,
  onData(stream, session, callback) {
    stream.resume();
    stream.on('end', () => {
      callback();
      if (accepted.length === 0) setTimeout(tell, GATHER);
      accepted.push({
        at: performance.timeOrigin + performance.now(),
        to: session.envelope.rcptTo[0]?.address ?? '',
      });
    });
  },
});
server.on('error', () => undefined);
server.listen(0, '127.0.0.1', () => send({ port: (server.server.address() as AddressInfo).port }));
// Without its parent it is of no use.
process.on('disconnect', () => process.exit());

function tell(): void {
  send({ accepted });
  accepted = [];
}

function send(message: FromSink): void {
  process.send?.(message);
}
