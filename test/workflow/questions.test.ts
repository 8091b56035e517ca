import type { Order } from '../../src/domain/effects';
import type { PersonRef, QuestionId } from '../../src/domain/kernel';
import type { Question } from '../../src/domain/question/question';
import type { Outcome } from '../../src/workflow/handle-command';
import { DAY_MS } from '../support/fake-calendar';
import { EXPERT, FPM, mailOf, PARTNER, SECOND_EXPERT } from '../support/fake-directory';
import { chatOf, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import {
  accepted,
  approved,
  ENGAGEMENT,
  give,
  given,
  REQUEST,
  stored,
  submitted,
} from '../support/fake-requests';

const QUESTION: QuestionId = 'question:q1';
/** Becomes the second FPM, or an operator, where a test says so. */
const OTHER = SECOND_EXPERT;

let house: FakeHouse;

beforeEach(async () => {
  house = openHouse({ isDispatching: true });
  await moveIn(house.ports);
});

async function say(by: PersonRef, order: Order, id: QuestionId = QUESTION): Promise<Outcome> {
  house.clock.forward(60_000);
  const causeId = `${by.id}:${order.type}:${String(house.clock.now())}`;
  const outcome = await give(house.ports, id, given(house.ports, by, order, causeId));
  await house.dispatcher.idle();
  return outcome;
}

function start(by: PersonRef, about?: string, kind = 'question'): Promise<Outcome> {
  const order = { type: 'StartQuestion', id: QUESTION, kind };
  return say(by, about === undefined ? order : { ...order, about });
}

async function question(): Promise<Question> {
  return (await stored(house.ports, QUESTION)).state as Question;
}

/** The notifications of somebody's chat since `from` messages ago; silent posts too. */
function posts(person: PersonRef, from: number): readonly string[] {
  return house.messenger
    .posts(chatOf(person))
    .slice(from)
    .map(({ summary }) => summary);
}

function seenBy(person: PersonRef): number {
  return house.messenger.posts(chatOf(person)).length;
}

async function importPerson(person: PersonRef, changes: object): Promise<void> {
  const { state } = await stored(house.ports, person.id);
  const {
    id: _own,
    chat: _kept,
    ...entry
  } = state as { readonly id: string; readonly chat: string };
  const order = { type: 'ImportPerson', id: person.id, entry: { ...entry, ...changes } };
  await give(house.ports, person.id, {
    ...order,
    by: 'system',
    at: 0,
    causeId: JSON.stringify(changes),
  });
}

async function importFpms(fpms: readonly PersonRef[]): Promise<void> {
  const entry = {
    ...{ id: 'partner:fabrikam', name: 'Fabrikam', contacts: [PARTNER.id] },
    fpms: fpms.map(({ id }) => id),
  };
  const order = { type: 'Import', entry, by: 'system', at: 0, causeId: 'import' } as const;
  await give(house.ports, 'partner:fabrikam', order);
}

describe('a question before any request', () => {
  it('goes to the FPM of the company, with one ping, and its answer comes back with one', async () => {
    const outcomes = [
      await start(PARTNER),
      await say(PARTNER, { type: 'Ask', text: 'Which role fits?' }),
      await say(FPM, { type: 'Answer', text: 'The engineer.' }),
      await say(PARTNER, { type: 'Solve' }),
    ];

    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    expect(posts(FPM, 0)).toEqual(['P7']);
    expect(posts(PARTNER, 0)).toEqual(['silent', 'P7']);
  });

  it('is one living card on each side, in its last state', async () => {
    await start(PARTNER);
    await say(PARTNER, { type: 'Ask', text: 'Which role fits?' });
    await say(FPM, { type: 'Answer', text: 'The engineer.' });
    await say(PARTNER, { type: 'Answer', text: 'And for migration?' });
    await say(PARTNER, { type: 'Solve' });

    const shown = [PARTNER, FPM].map((person) => house.messenger.shownIn(chatOf(person)));

    const picture = (reader: PersonRef): object => ({
      ...{ card: 'question', status: 'Solved' },
      reader: reader.id,
    });
    const moved = { moved: 'question' };
    expect(shown).toEqual([
      [moved, picture(PARTNER)],
      [moved, picture(FPM)],
    ]);
  });

  it('offers every FPM, first the one of the latest request', async () => {
    await submitted(house.ports);
    await importFpms([OTHER, FPM]);

    await start(PARTNER);

    const { receivers, about } = await question();
    expect(receivers.map(({ person }) => person.id)).toEqual([FPM.id, OTHER.id]);
    expect(about).toEqual({});
  });

  it.each([
    ['the FPM', FPM],
    ['an expert', EXPERT],
  ])('is refused to %s, who requests for nobody', async (_who, person) => {
    const outcome = await start(person);

    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'nobody-to-ask' } });
    expect(seenBy(person)).toBe(0);
  });

  it('takes the number of the request that its draft has become', async () => {
    await give(
      house.ports,
      REQUEST,
      given(house.ports, PARTNER, { type: 'StartDraft', id: REQUEST, answers: {} }),
    );
    await start(PARTNER, REQUEST);
    const before = (await question()).about;
    await submitted(house.ports);

    await say(PARTNER, { type: 'Ask', text: 'Is this the right form?' });

    expect(before).toEqual({ record: REQUEST });
    const { number } = (await stored(house.ports)).state as { readonly number: number };
    expect((await question()).about).toMatchObject({ record: REQUEST, number });
  });
});

describe('a question about a request', () => {
  beforeEach(async () => {
    await submitted(house.ports);
    await approved(house.ports);
    await accepted(house.ports);
    await house.dispatcher.idle();
  });

  it.each([
    ['the partner, the FPM', PARTNER, REQUEST, FPM],
    ['the FPM, the partner', FPM, REQUEST, PARTNER],
    ['the expert about the engagement, the FPM', EXPERT, ENGAGEMENT, FPM],
  ])('asked by %s, pings that one alone', async (_who, by, about, to) => {
    const before = new Map([PARTNER, FPM, EXPERT].map((one) => [one, seenBy(one)]));

    await start(by, about);
    await say(by, { type: 'Ask', text: 'When can we begin?' });

    const told = [PARTNER, FPM, EXPERT].map((one) => posts(one, before.get(one) ?? 0));
    const expected = [PARTNER, FPM, EXPERT].map((one) =>
      one === by ? ['silent'] : one === to ? ['P7'] : [],
    );
    expect(told).toEqual(expected);
    const { number } = (await stored(house.ports)).state as { readonly number: number };
    expect((await question()).about).toMatchObject({ record: REQUEST, number });
  });

  it('is refused to somebody who has no part in it', async () => {
    const outcome = await start(SECOND_EXPERT, REQUEST);

    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  });

  it('becomes a mail where the FPM cannot be reached in Teams, and says so', async () => {
    const own = openHouse({ isDispatching: true });
    await moveIn(own.ports, [FPM]);
    house = own;
    await start(PARTNER);

    await say(PARTNER, { type: 'Ask', text: 'Which role fits?' });

    expect(own.mailer.subjectsTo(mailOf(FPM))).toEqual(['P7']);
    expect(await question()).toMatchObject({ reached: { [FPM.id]: 'mail' } });
  });
});

describe('a concern', () => {
  beforeEach(async () => {
    await submitted(house.ports);
    await house.dispatcher.idle();
    await importPerson(OTHER, { isOperator: true });
  });

  async function raised(): Promise<number> {
    await start(PARTNER, REQUEST, 'concern');
    await say(PARTNER, { type: 'Ask', text: 'Nobody answers us.' });
    const state = await question();
    return state.status === 'Open' ? (state.answerBy ?? 0) : 0;
  }

  async function sweepAt(at: number): Promise<void> {
    house.clock.forward(at - house.clock.now());
    house.dispatcher.kick(QUESTION);
    await house.dispatcher.idle();
  }

  it('is due one working day of its receiver later', async () => {
    const due = await raised();

    expect(due).toBe(house.clock.now() + DAY_MS);
  });

  it('waits until exactly then, and goes to the stand-in once', async () => {
    const due = await raised();
    await sweepAt(due - 1);
    const before = posts(OTHER, 0);

    await sweepAt(due);
    await sweepAt(due + 9 * DAY_MS);

    expect(before).toEqual([]);
    expect(posts(OTHER, 0)).toEqual(['P7']);
    expect(await question()).toMatchObject({ escalated: { standIn: OTHER, at: due } });
  });

  it('goes to another FPM of the company rather than to an operator', async () => {
    await importFpms([FPM, EXPERT]);

    await sweepAt(await raised());

    expect(await question()).toMatchObject({ escalated: { standIn: EXPERT } });
    expect(posts(OTHER, 0)).toEqual([]);
  });

  it('is shown as handed on to both sides, silently', async () => {
    const due = await raised();
    const before = [seenBy(PARTNER), seenBy(FPM)];

    await sweepAt(due);

    const { copies, count } = await stored(house.ports, QUESTION);
    expect([seenBy(PARTNER), seenBy(FPM)]).toEqual(before);
    expect(copies.map(({ key, shownVersion }) => [key, shownVersion])).toEqual([
      ['from', count],
      ['to', count],
      ['stand-in', count],
    ]);
  });

  it('that was answered in time goes nowhere', async () => {
    const due = await raised();
    await say(FPM, { type: 'Answer', text: 'I am on it.' });

    await sweepAt(due);

    expect(posts(OTHER, 0)).toEqual([]);
    expect(await question()).not.toHaveProperty('escalated');
  });

  it('counts anew when its raiser comes back', async () => {
    await raised();
    await say(FPM, { type: 'Answer', text: 'I am on it.' });

    await say(PARTNER, { type: 'Answer', text: 'Still nothing.' });

    expect(await question()).toMatchObject({ answerBy: house.clock.now() + DAY_MS });
  });

  it('waits on when there is nobody to hand it on to', async () => {
    await importPerson(OTHER, { isOperator: false });

    await sweepAt(await raised());

    expect(await question()).not.toHaveProperty('escalated');
    expect((await stored(house.ports, QUESTION)).effects).toEqual([]);
  });
});
