import type { PersonaKey } from '../../src/demo/personas';
import { buildBot } from '../e2e/build-bot';
import { activityIn } from '../support/activity-in';
import type { Answer } from '../support/failpoint-teams';
import { chanceOf } from '../support/failpoint-places';
import { HeldAnswers } from '../support/held-answers';
import { duplicatesIn } from '../support/replica-faults';
import { eventually } from '../support/replica-desk';
import { ReplicaHouse } from '../support/replica-house';
import { eventsOf, leasedBy, nameOf } from '../support/replica-look';
import { sqliteReplicaStore } from '../support/replica-store';
import { askForExpert, PEOPLE } from '../support/replica-story';

/** `WEIGHT=long` ends with the grace of production, 8 s; otherwise sooner. */
const GRACE_MS = process.env['WEIGHT'] === 'long' ? 8_000 : 1_500;
/** From the signal to the end of the process: the grace, and what a slow machine needs for the rest of ten seconds. */
const ENDS_WITHIN_MS = GRACE_MS + 2_000;
/** Longer than the heir needs for everything that was given back, so that taking over at the end of a lease can be told from it. */
const LEASE_MS = 12_000;
/** Those who read Spanish and those who read something else, by the directory. */
const SPANISH: readonly PersonaKey[] = ['partner', 'sme2'];

jest.setTimeout(300_000);

beforeAll(buildBot);

describe('a bot that is asked to end while it is busy', () => {
  const answers = new HeldAnswers();
  let house: ReplicaHouse;
  let store: Awaited<ReturnType<typeof sqliteReplicaStore>>;

  /** The bot that ends; everything goes to it. The other one comes up when it is busy. */
  const leaving = (): ReplicaHouse['bots'][0] => house.bots[0]!;
  const heir = (): ReplicaHouse['bots'][0] => house.bots[1]!;

  beforeAll(async () => {
    store = await sqliteReplicaStore();
    house = await ReplicaHouse.open({
      store,
      bots: 2,
      env: {
        ...{ LEASE_MS: String(LEASE_MS), SWEEP_MS: '200', STOP_GRACE_MS: String(GRACE_MS) },
        CONNECTOR_TIMEOUT_MS: '60000',
      },
      planner: (request) => answers.plan(request),
      chance: chanceOf(1),
    });
    await heir().end('SIGTERM');
    await house.moveIn(PEOPLE);
    await askForExpert(house.desk, { partner: 'partner', number: 1, isRaced: false });
    await askForExpert(house.desk, { partner: 'partner2', number: 2, isRaced: false });
    await house.quiet();
    await heir().start();
  });

  /** What a process noted as delivered, as the store has it. */
  async function countsOf(owner: string): Promise<unknown> {
    const look = await store.openForLook();
    const found = await look.read(`sent:${owner}`, (await house.look()).now);
    await look.close();
    return found?.record.body;
  }

  afterAll(async () => {
    answers.letGo();
    await house.close();
  });

  it('answers every click, loses nothing, and others need not wait for a lease', async () => {
    const { desk, teams } = house;
    const { owner, endpoint } = leaving();
    const changeLanguage = (who: PersonaKey): Promise<Answer | undefined> => {
      const say = SPANISH.includes(who) ? 'language Deutsch' : 'language español';
      const click = { id: `busy:${who}`, who, place: 'personal', does: { say } } as const;
      return teams.deliver(endpoint, teams.activityOf(click));
    };

    // Turns that wait for Teams, and sends of the two requests, whose cards are drawn anew in another language.
    answers.hold();
    const clicks = PEOPLE.map(changeLanguage);
    await eventually('turns and sends under way', () => {
      const replies = answers.held.filter(({ isReply }) => isReply).length;
      return replies === PEOPLE.length && answers.held.length >= replies + 2;
    });
    const end = leaving().end('SIGTERM', 2);
    await eventually('the bot to have heard it', () =>
      leaving().lines.some(({ msg }) => msg === 'SME Desk ends what is under way.'),
    );
    answers.release(({ isReply }) => isReply);
    const [hanging] = answers.held;
    answers.release((request) => request !== hanging);
    const answered = await Promise.all(clicks);
    const { code, signal, afterMs } = await end;
    const left = leasedBy(await house.look(), owner);

    expect({ code, signal }).toEqual({ code: 0, signal: null });
    expect(afterMs).toBeLessThan(ENDS_WITHIN_MS);
    expect(answered.map((answer) => answer?.status)).toEqual(PEOPLE.map(() => 200));
    expect(left.map(nameOf)).toEqual([expect.stringContaining(' Show ')]);
    // Seconds after the first message: long before the minute at which counts are written.
    expect(await countsOf(owner)).toMatchObject({
      quarters: [[expect.any(Number), expect.any(Number), expect.any(Number)]],
    });

    answers.letGo();
    await eventually(
      'the work that was given back',
      async () => {
        const now = await house.look();
        return leasedBy(now, heir().owner).length === 0 && leasedBy(now, owner).length === 1;
      },
      LEASE_MS / 2,
    );
    const look = await house.quiet();
    const ids = new Set(eventsOf(look).map(({ causeId }) => activityIn(causeId)));
    expect(PEOPLE.filter((who) => !ids.has(`busy:${who}`))).toEqual([]);
    expect(duplicatesIn(look, teams.messages()).length).toBeLessThanOrEqual(1);
    expect(desk.deliveredAgain).toBe(0);
  });
});
