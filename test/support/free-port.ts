/** Ports for tests that start programs on ports of their own. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

/** A port of the loopback address that was free a moment ago. */
export async function freePort(): Promise<number> {
  const { port, server } = await heldPort();
  server.close();
  await once(server, 'close');
  return port;
}

/** A port of the loopback address that stays taken until the server is closed. */
export async function heldPort(): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, server };
}
