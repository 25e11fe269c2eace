/** A wire that can be cut: a TCP proxy between a client and a server of this machine. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** FIN: closed in good order; RST: torn down; silence: nothing comes through any more, and nobody says so. */
export type Cut = 'fin' | 'rst' | 'silence';

export interface CuttingProxy {
  readonly port: number;
  /** Cuts every connection once the server has sent so many more bytes over it; `null` heals the wire for new ones. */
  cutAfter(bytes: number | null, how?: Cut): void;
  stop(): Promise<void>;
}

export async function startCuttingProxy(serverPort: number): Promise<CuttingProxy> {
  let left: number | null = null;
  let how: Cut = 'fin';
  const sockets = new Set<Socket>();

  const cut = (client: Socket, upstream: Socket): void => {
    if (how === 'silence') {
      upstream.removeAllListeners('data').pause();
      client.removeAllListeners('data').pause();
      return;
    }
    if (how === 'rst') client.resetAndDestroy();
    else client.end();
    upstream.destroy();
  };

  const proxy = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('data', (chunk) => upstream.write(chunk));
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.end());
    upstream.on('data', (chunk: Buffer) => {
      if (left === null) {
        client.write(chunk);
        return;
      }
      const passed = chunk.subarray(0, left);
      left -= passed.length;
      if (passed.length === chunk.length) client.write(chunk);
      else client.write(passed, () => cut(client, upstream));
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    port: address.port,
    cutAfter(bytes, kind = 'fin') {
      left = bytes;
      how = kind;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}
