import type { PersonRef } from '../../src/domain/kernel';
import { sweep } from '../../src/scheduler/ticker';
import { handleCommand } from '../../src/workflow/handle-command';
import type { Copy } from '../../src/workflow/record';
import { FPM, PARTNER } from '../support/fake-directory';
import { chatOf, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { approved, give, given, REQUEST, stored, submitted } from '../support/fake-requests';
import { leftToSend } from '../support/left-to-do';

const TEN_MINUTES = 600_000;

let house: FakeHouse;
/** The partner's message of the request. */
let activityId = '';

beforeEach(async () => {
  house = openHouse({ isDispatching: true });
  await moveIn(house.ports);
  await submitted(house.ports);
  await house.dispatcher.idle();
  activityId = (await copy()).activityId ?? '';
  house.messenger.sent.splice(0);
});

async function copy(): Promise<Copy> {
  const { copies } = await stored(house.ports);
  const own = copies.find(({ key }) => key === 'partner');
  if (own === undefined) {
    throw new Error('The partner has no copy.');
  }
  return own;
}

/** The partner has a form open on their message, or has put it away. */
async function types(isOpen = true, by: PersonRef = PARTNER): Promise<void> {
  const typing = { by: by.id, ...(isOpen ? { isOpen, activityId } : { isOpen }) };
  await handleCommand(house.ports, REQUEST, { typing });
  await house.dispatcher.idle();
}

/** The FPM changes something that the partner's card tells of. */
async function completed(): Promise<void> {
  await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' }));
  await house.dispatcher.idle();
}

/** Statuses that edits of the partner's message have shown. */
function edits(): readonly unknown[] {
  return house.messenger.sent
    .filter(({ kind, chat }) => kind === 'edit' && chat === chatOf(PARTNER))
    .map(({ content }) => (content as { readonly status: string }).status);
}

describe('a message on which its reader types', () => {
  it('is not edited while they do, and the others see at once how things stand', async () => {
    await types();
    await completed();

    expect(edits()).toEqual([]);
    const toFpm = house.messenger.sent.filter(({ chat }) => chat === chatOf(FPM));
    expect(toFpm.at(-1)?.content).toMatchObject({ status: 'InReview' });
  });

  it('shows how things stand as soon as the form is put away', async () => {
    await types();
    await completed();

    await types(false);

    expect(edits()).toEqual(['InReview']);
    expect(await copy()).not.toHaveProperty('typing');
  });

  it('shows it as soon as something is sent in by them, and not by somebody else', async () => {
    await types();
    await completed();
    await types(false, FPM);
    const before = edits();

    const withdrawal = { type: 'Withdraw', reason: 'It is solved.' };
    await give(house.ports, REQUEST, given(house.ports, PARTNER, withdrawal));
    await house.dispatcher.idle();

    expect(before).toEqual([]);
    expect(edits().at(-1)).toBe('Withdrawn');
    expect(leftToSend(await stored(house.ports))).toEqual([]);
  });

  it('shows it after ten minutes at the latest', async () => {
    await types();
    await completed();

    house.clock.forward(TEN_MINUTES - 1);
    await sweep(house.ports);
    await house.dispatcher.idle();
    const before = edits();
    house.clock.forward(1);
    await sweep(house.ports);
    await house.dispatcher.idle();

    expect([before, edits()]).toEqual([[], ['InReview']]);
  });

  it('lets a ping through, which is a message of its own', async () => {
    await types();

    await approved(house.ports);
    await house.dispatcher.idle();

    expect(house.messenger.posts(chatOf(PARTNER)).at(-1)?.summary).toBe('P4');
  });

  it('is drawn anew when they change the language, which is what they wait for', async () => {
    await types();
    await completed();

    await handleCommand(house.ports, REQUEST, { redraw: true });
    await house.dispatcher.idle();
    const byOthers = edits();
    const typing = { by: PARTNER.id, isOpen: false } as const;
    await handleCommand(house.ports, REQUEST, { redraw: true, typing });
    await house.dispatcher.idle();

    expect([byOthers, edits()]).toEqual([[], ['InReview']]);
  });
});

it('writes nothing about a message that is none of the record', async () => {
  const before = await stored(house.ports);
  activityId = 'message-of-another';

  await types();
  await types(false);

  expect(await stored(house.ports)).toEqual(before);
});

it('writes nothing about a form that was put away already', async () => {
  const before = await stored(house.ports);

  await types(false);

  expect(await stored(house.ports)).toEqual(before);
});
