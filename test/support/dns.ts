/** A DNS server of a test's own, on loopback: TXT records by name, and names or a whole server that misbehave as told. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What is known of a name. `servfail` and `silent`: the server fails, or says nothing. */
export type Zone = Record<string, string | string[] | 'servfail' | 'silent'>;

export interface TestDns {
  /** As `dnsServers` takes it. */
  servers: string[];
  /** By lower-case name; may be changed between questions. Any other name does not exist. */
  zone: Zone;
  /** Stands in for every answer while it is set. */
  trouble: 'servfail' | 'silent' | null;
  /** The names asked for, in their order. */
  asked: string[];
  close(): Promise<void>;
}

const NOERROR = 0;
const SERVFAIL = 2;
const NXDOMAIN = 3;
const TXT = 16;

/** Starts a server on a free port. */
export async function startDns(zone: Zone = {}): Promise<TestDns> {
  const socket = createSocket('udp4');
  const dns: TestDns = {
    servers: [],
    zone,
    trouble: null,
    asked: [],
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
  socket.on('message', (query, from) => {
    const { name, type, end } = questionOf(query);
    dns.asked.push(name);
    const known = dns.trouble ?? dns.zone[name];
    if (known === 'silent') return;
    const code = known === 'servfail' ? SERVFAIL : known === undefined ? NXDOMAIN : NOERROR;
    const texts = code === NOERROR && known !== undefined && type === TXT ? [known].flat() : [];
    socket.send(answerTo(query.subarray(0, end), code, texts), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  dns.servers = [`127.0.0.1:${(socket.address() as AddressInfo).port}`];
  return dns;
}

/** RFC 1035 §4.1.2. */
function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** RFC 1035 §4.1.1 and §4.1.3; the name of each answer points to the question's. */
function answerTo(question: Buffer, code: number, texts: string[]): Buffer {
  const head = Buffer.from(question);
  head.writeUInt16BE(0x8180 | code, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(texts.length, 6);
  head.writeUInt32BE(0, 8);
  const answers = texts.map((text) => {
    const strings = (text.match(/[\s\S]{1,255}/g) ?? ['']).flatMap((part) => [
      Buffer.from([part.length]),
      Buffer.from(part),
    ]);
    const data = Buffer.concat(strings);
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(TXT, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt32BE(60, 6);
    record.writeUInt16BE(data.length, 10);
    return Buffer.concat([record, data]);
  });
  return Buffer.concat([head, ...answers]);
}
