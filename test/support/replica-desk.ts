/** People before several bots: each act goes to whichever is up, sometimes to two at once, and is delivered again until it is answered. */
import { setTimeout as pause } from 'node:timers/promises';

import type { PersonaKey } from '../../src/demo/personas';
import type { Act, Answer, Deed, FailpointTeams, WireActivity } from './failpoint-teams';
import type { ReplicaBot } from './replica-bot';

/** An act that was answered, and what has to have come of it. */
export interface Acknowledged {
  readonly id: string;
  /** Events of which it must have caused one; none when nothing has to follow. */
  readonly causes: readonly string[];
}

/** What somebody does, where, and what must come of it. */
export interface Doing {
  readonly who: PersonaKey;
  readonly place?: Act['place'];
  readonly does: Deed;
  readonly causes?: readonly string[];
}

const LOOK_AGAIN_MS = 50;
/** Nothing here takes so long even on a slow machine: who waits longer waits for ever. */
const PATIENCE_MS = 60_000;
/** Of ten clicks so many reach two bots at once. */
const TWICE_OF_TEN = 2;

/** Asks again and again until there is an answer. Rejects after a minute with what was waited for. */
export async function eventually<Found>(
  what: string,
  look: () => Found | undefined | false | Promise<Found | undefined | false>,
  patienceMs = PATIENCE_MS,
): Promise<Found> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) {
      return found;
    }
    if (performance.now() > until) {
      throw new Error(`Waited in vain for ${what}.`);
    }
    await pause(LOOK_AGAIN_MS);
  }
}

export class ReplicaDesk {
  readonly acknowledged: Acknowledged[] = [];
  readonly teams: FailpointTeams;
  /** How often an act had to be delivered once more, because its bot was killed or gave no answer. */
  deliveredAgain = 0;
  readonly #bots: readonly ReplicaBot[];
  readonly #chance: () => number;
  #acts = 0;

  constructor(teams: FailpointTeams, bots: readonly ReplicaBot[], chance: () => number) {
    this.teams = teams;
    this.#bots = bots;
    this.#chance = chance;
  }

  /** Somebody does something; resolves when it is answered. */
  async act(doing: Doing): Promise<Answer> {
    const { who, place = 'personal', does } = doing;
    return this.send(this.teams.activityOf({ id: this.#nextId(), who, place, does }), doing.causes);
  }

  /** Waits until the button is there, then presses it. */
  async press(doing: Doing & { readonly does: Extract<Deed, { press: string }> }): Promise<Answer> {
    const { who, does } = doing;
    const { press, chosen = {} } = does;
    const seen = JSON.stringify(chosen);
    await eventually(`${press} of ${seen} before ${who}`, () =>
      this.teams.shows(who, press, chosen),
    );
    return this.act(doing);
  }

  /** Two things at the same moment, each at another bot if there are two. Of them one must have caused an event. */
  async race(
    activities: readonly [WireActivity, WireActivity],
    causes: readonly string[],
  ): Promise<void> {
    const [first, second] = activities.map((one) => ({ ...one, id: this.#nextId() }));
    const bots = this.#someBots(2);
    await Promise.all([
      this.#deliver(first!, bots.slice(0, 1)),
      this.#deliver(second!, bots.slice(-1)),
    ]);
    this.acknowledged.push({ id: `${first!.id}|${second!.id}`, causes });
  }

  /** Delivers an activity until it is answered. */
  async send(activity: WireActivity, causes: readonly string[] = []): Promise<Answer> {
    const isClick = activity['type'] === 'invoke';
    const isTwice = isClick && Math.floor(this.#chance() * 10) < TWICE_OF_TEN;
    const answer = await this.#deliver(activity, this.#someBots(isTwice ? 2 : 1));
    this.acknowledged.push({ id: activity.id, causes });
    return answer;
  }

  #nextId(): string {
    this.#acts += 1;
    return `act:${String(this.#acts)}`;
  }

  async #deliver(activity: WireActivity, first: readonly ReplicaBot[]): Promise<Answer> {
    let bots = first;
    return eventually(`an answer to ${activity.id}`, async () => {
      const answers = await Promise.all(
        bots.map((bot) => this.teams.deliver(bot.endpoint, activity)),
      );
      const answer = answers.find(isGood);
      bots = this.#someBots(1);
      this.deliveredAgain += answer === undefined ? 1 : 0;
      return answer;
    });
  }

  #someBots(count: number): readonly ReplicaBot[] {
    const up = this.#bots.filter(({ isUp }) => isUp);
    const start = Math.floor(this.#chance() * up.length);
    return [...up.slice(start), ...up.slice(0, start)].slice(0, count);
  }
}

function isGood(answer: Answer | undefined): boolean {
  return answer?.status === 200 && answer.type !== 'application/vnd.microsoft.error';
}
