import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { RequestId } from '../../src/domain/kernel';

/** One click of the FPM, as one delivery. */
export interface Click {
  readonly verb: string;
  readonly payload: { readonly id: RequestId } & Readonly<Record<string, string>>;
  readonly id: string;
}

/** What a process answered to a click, and which errors it has logged so far. */
export interface ClickAnswer {
  /** One, unless something is wrong. */
  readonly bodies: readonly unknown[];
  readonly errors: readonly object[];
}

/** A process of its own on the records of a file, which takes clicks. */
export class Presser {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts the process; settles when it takes clicks. */
  static async on(file: string): Promise<Presser> {
    const child = fork(require.resolve('./racing-presser.cjs'), [file], { execArgv: [] });
    await once(child, 'message');
    return new Presser(child);
  }

  async press(click: Click): Promise<ClickAnswer> {
    const answered = once(this.#child, 'message') as Promise<[ClickAnswer]>;
    this.#child.send(click);
    const [answer] = await answered;
    return answer;
  }

  /** Ends the process; how it ended. */
  async close(): Promise<number | null> {
    const ended = once(this.#child, 'exit') as Promise<[number | null]>;
    this.#child.disconnect();
    const [code] = await ended;
    return code;
  }
}
