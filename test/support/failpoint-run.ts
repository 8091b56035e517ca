/** Plays the story against the bot, one kill in a step at most, and says after each step what became of it. */
import { setTimeout as pause } from 'node:timers/promises';

import { textsOf } from '../e2e/card-reading';
import { FailpointBot, type Passed } from './failpoint-bot';
import { lookAt, openWork, plain, readRecords, type Look } from './failpoint-look';
import type { Line, StoryStep } from './failpoint-story';
import { FailpointTeams } from './failpoint-teams';

/** The state after a step: what was answered in it, what is there now, and which points were passed. */
export interface StepEnd {
  readonly step: StoryStep;
  /** The last answer to each act, as text. */
  readonly answers: readonly string[];
  readonly look: Look;
  /** The chat of each message that was posted in it. */
  readonly posted: readonly string[];
  /** Points of this step; after a kill, those of the bot that took over. */
  readonly passed: Passed;
  /** Whether the bot died at every point that was named. */
  readonly isKilled: boolean;
}

const LOOK_AGAIN_MS = 15;
/** A lease, a sweep and a start fit into it on a slow machine. */
const QUIET_WITHIN_MS = 15_000;
/** A point that only the clock leads to, such as the sweep, may come after everything is done; on a busy machine, long after. */
const LATE_POINT_MS = 5_000;
const DELIVERIES_MAX = 5;

export class StoryRun {
  readonly #bot = new FailpointBot();
  readonly #teams = new FailpointTeams();
  /** Points at which the next bots are to die. */
  #points: readonly string[] = [];

  /** Ready for the first step; nothing runs yet but Teams. */
  static async open(): Promise<StoryRun> {
    const run = new StoryRun();
    await run.#teams.open();
    return run;
  }

  async close(): Promise<void> {
    await this.#bot.close();
    await this.#teams.close();
  }

  /** What the bot printed at the level `error`. */
  errors(): readonly string[] {
    return this.#bot
      .logText()
      .split('\n')
      .filter((line) => line.includes('"level":"error"'));
  }

  /** Plays one step to its end. The bot is to die at the first of these points, the one that takes over at the second. */
  async play(step: StoryStep, points: readonly string[] = []): Promise<StepEnd> {
    const died = this.#bot.deaths.length;
    const posted = this.#teams.posts().length;
    this.#points = points;
    if (step.lines.length === 0) {
      await this.#start();
    } else {
      await this.#bot.arm(this.#nextPoint());
    }
    const answers: string[] = [];
    for (const [index, line] of step.lines.entries()) {
      answers.push(await this.#act(`act:${step.name}:${String(index)}`, line));
      await this.#quiet();
    }
    await this.#quiet();
    const deaths = (): readonly string[] => this.#bot.deaths.slice(died);
    const passed = await this.#disarm(deaths().length < points.length);
    return {
      step,
      answers,
      look: await lookAt(this.#bot, this.#teams),
      posted: this.#teams.posts().slice(posted),
      passed,
      isKilled: deaths().join() === points.join(),
    };
  }

  /** Delivers an act until it is answered with 200, as Teams does, always under the same id. */
  async #act(id: string, [place, does]: Line): Promise<string> {
    const [who = '', room = 'personal'] = place.split('/');
    const activity = this.#teams.activityOf({
      id,
      who: who as Parameters<FailpointTeams['activityOf']>[0]['who'],
      place: room === 'group' ? 'group' : 'personal',
      does,
    });
    for (let delivery = 0; delivery < DELIVERIES_MAX; delivery += 1) {
      const answer = await this.#teams.deliver(this.#bot.endpoint, activity);
      if (answer?.status === 200) {
        return `${answer.type ?? ''} ${plain(textsOf(answer.card).join('\n'))}`;
      }
      await this.#bot.death(QUIET_WITHIN_MS);
      await this.#revive();
    }
    throw new Error(`${id} was never answered.`);
  }

  #nextPoint(): string | undefined {
    const [point, ...later] = this.#points;
    this.#points = later;
    return point;
  }

  #start(): Promise<void> {
    return this.#bot.start(this.#nextPoint());
  }

  async #revive(): Promise<void> {
    while (this.#bot.isDead) {
      await this.#start();
    }
  }

  /** Waits until nothing is left to be done; what stays undone is found by the look. */
  async #quiet(): Promise<void> {
    const until = performance.now() + QUIET_WITHIN_MS;
    while (performance.now() < until) {
      await this.#revive();
      const work = openWork(await readRecords(this.#bot), this.#bot.now());
      if (work.length === 0 && !this.#bot.isDead) {
        return;
      }
      await pause(LOOK_AGAIN_MS);
    }
  }

  /** From here on no point kills; a death in the last moment is seen here. */
  async #disarm(isAwaited: boolean): Promise<Passed> {
    if (isAwaited) {
      await this.#bot.death(LATE_POINT_MS).catch(() => undefined);
    }
    const passed = await this.#bot.arm();
    await this.#quiet();
    return passed ?? [];
  }
}
