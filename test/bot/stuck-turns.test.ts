import { PermanentError } from '../../src/errors';
import { MemoryStore } from '../../src/store/memory-store';
import { wordsFor } from '../../src/text/words';
import { STUCK } from '../../src/workflow/append';
import { loadRecord } from '../../src/workflow/load-record';
import type { LiveRecord, PendingEffect } from '../../src/workflow/record';
import { handleCommand } from '../../src/workflow/handle-command';
import { partsOf } from '../cards/card-lint';
import { CountingStore } from '../support/fake-counting-store';
import { FPM, mailOf } from '../support/fake-directory';
import { FlakyStore } from '../support/fake-flaky-store';
import { ANSWERS } from '../support/fake-requests';
import { ADA, chatWith, FakeTeams, FRAN, PAT, readOn, SAM } from '../support/fake-teams';

const { t } = wordsFor('en');
const REQUEST = 'request:00000000-1111-4222-8333-444444444444';
const ENGAGEMENT = 'engagement:00000000-1111-4222-8333-444444444444';
const FAULTY = new PermanentError('delivery/faulty', 'Teams cannot take the message as it is.', {
  details: { status: 413, code: 'MessageSizeTooBig' },
});

let counting = new CountingStore(new MemoryStore());
let store = new FlakyStore(counting);
let teams = new FakeTeams({ store });

/** Pat has submitted; Fran's card about it, SME-1001, could not be posted. */
beforeEach(async () => {
  counting = new CountingStore(new MemoryStore());
  store = new FlakyStore(counting);
  teams = new FakeTeams({ store });
  await teams.open();
  for (const member of [PAT, FRAN, SAM, ADA]) {
    await teams.install(member);
  }
  await submit();
});

async function submit(): Promise<void> {
  const by = { id: PAT.id, name: PAT.name };
  const give = async (order: { readonly type: string }): Promise<void> => {
    const command = { ...order, by, at: teams.ports.clock.now(), causeId: `cause:${order.type}` };
    await handleCommand(teams.ports, REQUEST, { command });
    await teams.house.dispatcher.idle();
  };
  await give({ type: 'StartDraft', ...{ id: REQUEST, answers: {} } });
  teams.house.messenger.refuse(chatWith(FRAN).id, FAULTY);
  await give({ type: 'Submit', ...{ answers: ANSWERS } });
}

/** Teams takes messages to Fran again. */
function mended(): void {
  teams.house.messenger.refuse(chatWith(FRAN).id, undefined);
}

async function stuckIn(id: LiveRecord['id'] = REQUEST): Promise<readonly PendingEffect[]> {
  const { effects } = await loadRecord(teams.ports, id);
  return effects.filter(({ stuck }) => stuck !== undefined);
}

it('asks for each list of what is stuck once', async () => {
  const before = counting.finds.length;

  await teams.say(ADA, 'stuck');

  const kinds = counting.finds
    .slice(before)
    .filter(({ tag }) => tag === STUCK)
    .map(({ kind }) => kind);
  expect(kinds).toEqual([...new Set(kinds)]);
  expect(kinds).toContain('request');
});

const REASON = 'Fran has left; her stand-in knows.';

async function press(
  from: typeof ADA,
  how: 'retry' | 'mail' | 'drop-form' | 'drop',
  {
    effect,
    reason = REASON,
  }: { readonly effect?: string | undefined; readonly reason?: string } = {},
): Promise<string> {
  const [stuck] = await stuckIn();
  const payload = {
    id: REQUEST,
    effect: effect ?? stuck?.id,
    ...(how === 'drop' ? { reason } : {}),
  };
  return readOn(await teams.press(from, `operator.${how}`, payload));
}

function postsToFran(): number {
  return teams.house.messenger.posts(chatWith(FRAN).id).length;
}

describe('the list of what could not be delivered', () => {
  it('tells an operator what, for whom, why and what Teams said', async () => {
    const list = readOn(await teams.say(ADA, 'stuck'));

    expect(list).toContain(t('stuck.title', { count: 1 }));
    expect(list).toContain('SME-1001');
    expect(list).toContain(t('stuck.what.card', { card: t('card-name.request-fpm') }));
    expect(list).toContain(FRAN.name);
    expect(list).toContain(t('stuck.why.faulty'));
    expect(list).toContain('413 MessageSizeTooBig');
    expect(list).toContain('operator.retry');
    expect(list).toContain('operator.mail');
    expect(list).toContain('operator.drop-form');
  });

  it.each([
    ['a partner', PAT],
    ['an FPM', FRAN],
    ['an expert', SAM],
  ])('tells %s nothing', async (_who, member) => {
    const list = readOn(await teams.say(member, 'stuck'));

    expect(list).toContain(t('stuck.operators-only'));
    expect(list).not.toMatch(/SME-\d|operator\.|MessageSizeTooBig/);
  });

  it('is empty when everything was delivered', async () => {
    mended();
    await press(ADA, 'retry');

    const list = readOn(await teams.say(ADA, 'stuck'));

    expect(list).toContain(t('stuck.none'));
    expect(list).not.toMatch(/operator\.(retry|mail|drop)/);
  });
});

describe('taking it up', () => {
  it('again sends the card as it now stands, and says so', async () => {
    mended();

    const answer = await press(ADA, 'retry');

    await teams.house.dispatcher.idle();
    expect(answer).toContain(t('stuck.said.retry'));
    expect(answer).toContain(t('stuck.none'));
    expect(postsToFran()).toBe(1);
    expect(await stuckIn()).toEqual([]);
  });

  it('again in vain brings it back to the list', async () => {
    await press(ADA, 'retry');
    await teams.house.dispatcher.idle();

    expect(readOn(await teams.say(ADA, 'stuck'))).toContain(t('stuck.title', { count: 1 }));
    expect(postsToFran()).toBe(0);
  });

  it('to drop it leaves it out for good, and says so', async () => {
    mended();

    const answer = await press(ADA, 'drop');

    expect(answer).toContain(t('stuck.said.drop'));
    expect(answer).toContain(t('stuck.none'));
    expect(postsToFran()).toBe(0);
    expect(await stuckIn()).toEqual([]);
  });

  it('to drop it asks why first, and again as long as nothing is said', async () => {
    const form = await press(ADA, 'drop-form');
    const again = await press(ADA, 'drop', { reason: '  ' });

    expect(form).toContain(t('drop.title'));
    expect(form).toContain(FRAN.name);
    expect(form).not.toContain(t('problem.missing'));
    expect(again).toContain(t('problem.missing'));
    expect(await stuckIn()).toHaveLength(1);
  });

  it('to drop it keeps the reason in the history, which the FPM reads and the requester does not', async () => {
    await press(ADA, 'drop');

    const { events, state } = await loadRecord(teams.ports, REQUEST);
    expect(events.at(-1)).toMatchObject({
      ...{ type: 'DeliveryDropped', effect: `${REQUEST}:1:0`, what: 'Show' },
      ...{ reason: { typed: REASON }, by: { id: ADA.id } },
    });
    expect(state).toMatchObject({ status: 'Submitted' });
    expect(readOn(await teams.say(FRAN, 'history 1001'))).toContain(REASON);
    expect(readOn(await teams.say(PAT, 'history 1001'))).not.toContain(REASON);
  });

  it('by mail reaches whom it is for, though Teams still refuses, and says so', async () => {
    const mails = teams.house.mailer.subjectsTo(mailOf(FPM)).length;

    const answer = await press(ADA, 'mail');

    await teams.house.dispatcher.idle();
    expect(answer).toContain(t('stuck.said.mail'));
    expect(teams.house.mailer.subjectsTo(mailOf(FPM)).length).toBe(mails + 1);
    expect(await stuckIn()).toEqual([]);
    expect(postsToFran()).toBe(0);
  });

  it('of everything at once tries everything again', async () => {
    mended();

    const answer = readOn(await teams.press(ADA, 'operator.retry-all', {}));

    await teams.house.dispatcher.idle();
    expect(answer).toContain(t('stuck.said.retry-all'));
    expect(postsToFran()).toBe(1);
  });

  it('of what somebody else has taken up says so', async () => {
    const [stuck] = await stuckIn();
    await press(ADA, 'drop');

    const answer = await press(ADA, 'drop', { effect: stuck?.id });

    expect(answer).toContain(t('stuck.said.gone'));
  });

  it.each([
    ['retry', PAT],
    ['mail', FRAN],
    ['drop-form', PAT],
    ['drop', FRAN],
    ['drop', SAM],
  ] as const)('is for operators only: %s', async (how, member) => {
    const before = await stuckIn();

    const answer = await press(member, how);

    expect(answer).toContain(t('refusal.not-yours'));
    expect(await stuckIn()).toEqual(before);
  });

  it('leaves a line in the log with who did what', async () => {
    await press(ADA, 'drop');

    expect(teams.house.log.lines).toContainEqual({
      level: 'info',
      fields: { id: `${REQUEST}:1:0`, how: 'drop', by: ADA.id },
      message: 'A stuck effect was taken up.',
    });
  });
});

describe('a message between records', () => {
  beforeEach(async () => {
    mended();
    await press(ADA, 'retry');
    await teams.house.dispatcher.idle();
    await teams.press(FRAN, 'request.approve', { id: REQUEST, expert: SAM.id });
    store.failWrite(({ id }) => id === ENGAGEMENT, new PermanentError('store/too-large', 'Full.'));
    await teams.press(SAM, 'offer.accept', { id: REQUEST });
    await teams.house.dispatcher.idle();
  });

  it('can be tried again, not dropped', async () => {
    const drawn = partsOf((await teams.say(ADA, 'stuck')).at(-1)?.attachments);
    const verbs = drawn.flatMap(({ verb }) => (typeof verb === 'string' ? [verb] : []));

    expect(verbs).toContain('operator.retry');
    expect(verbs).not.toContain('operator.drop-form');
    expect(verbs).not.toContain('operator.mail');
  });

  it('is not dropped by a forged press either, and nobody is told that it was', async () => {
    const answer = await press(ADA, 'drop');

    expect(answer).toContain(t('refusal.not-now'));
    expect(await stuckIn()).toMatchObject([{ order: { type: 'Tell' } }]);
  });

  it('arrives when it is tried again', async () => {
    await press(ADA, 'retry');
    await teams.house.dispatcher.idle();

    expect((await loadRecord(teams.ports, ENGAGEMENT)).state).toMatchObject({
      status: 'Preparing',
    });
  });
});
