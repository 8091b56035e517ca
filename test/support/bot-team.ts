/** Several built bots over one store behind one address, killed and started again one at a time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { botEndpoint } from '../../src/demo/bot-child';
import { BotFront } from './bot-front';
import { BotProcess, type BotProcessPlan } from './bot-process';
import { freePort } from './free-port';

export class BotTeam {
  readonly endpoint: string;
  /** Folder of the store and the outbox, shared by all. */
  readonly dir: string;
  readonly #bots: readonly BotProcess[];
  readonly #front: BotFront;

  private constructor(dir: string, bots: readonly BotProcess[], front: BotFront) {
    this.dir = dir;
    this.#bots = bots;
    this.#front = front;
    this.endpoint = botEndpoint(front.port);
  }

  /** Starts so many and waits until all are ready. */
  static async start(count: number, plan: Omit<BotProcessPlan, 'port' | 'dir'>): Promise<BotTeam> {
    const dir = mkdtempSync(join(tmpdir(), 'bots-'));
    const ports = await Promise.all(Array.from({ length: count }, () => freePort()));
    const bots = await Promise.all(ports.map((port) => BotProcess.start({ ...plan, port, dir })));
    return new BotTeam(dir, bots, await BotFront.open(ports));
  }

  /** `kill -9` of the one that had the latest request; it starts again on what is stored. */
  async restart(): Promise<void> {
    await this.#bots[this.#front.latest]?.restart();
  }

  /** Ends all of them politely and removes what was stored. */
  async stop(): Promise<void> {
    await this.#front.close();
    await Promise.all(this.#bots.map((bot) => bot.stop()));
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** Everything they have printed, over all restarts. */
  logText(): string {
    return this.#bots[0]?.logText() ?? '';
  }

  /** Requests that each of them was handed. */
  get handed(): readonly number[] {
    return this.#front.handed;
  }
}
