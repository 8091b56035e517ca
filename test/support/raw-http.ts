import net from 'node:net';

/** Writes bytes to a local port and gives back everything until the other side closes the connection. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.write(bytes);
    });
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(Buffer.concat(chunks).toString('latin1'));
    });
  });
}

/** Like `sendRaw`, but does not wait for the end of the connection: the first line of the answer is enough. */
export function firstLine(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.write(bytes);
    });
    socket.on('error', () => undefined);
    socket.once('data', (chunk) => {
      resolve(chunk.toString('latin1').split('\r\n')[0] ?? '');
      socket.destroy();
    });
  });
}

/** What became of a sender who does not stop. */
export interface Flood {
  /** First line of the answer, empty without one. */
  readonly answer: string;
  /** Bytes that went out before the other side closed the connection. */
  readonly sent: number;
}

/** Writes `head`, then `chunk` again and again, as fast as they are taken, until the other side has had enough. */
export function flood(port: number, head: string, chunk: Buffer): Promise<Flood> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.write(head);
      pour();
    });
    const pour = (): void => {
      if (!socket.destroyed && socket.write(chunk)) {
        setImmediate(pour);
      }
    };
    socket.on('drain', pour);
    socket.once('data', (bytes) => {
      answer = bytes.toString('latin1').split('\r\n')[0] ?? '';
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve({ answer, sent: socket.bytesWritten });
    });
  });
}

/** Writes `head`, then one byte every few milliseconds, until the other side closes; gives back what it said. */
export function trickle(port: number, head: string, everyMs: number): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let timer: NodeJS.Timeout | undefined;
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.write(head);
      timer = setInterval(() => socket.write('a'), everyMs);
    });
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(timer);
      resolve(Buffer.concat(chunks).toString('latin1'));
    });
  });
}
