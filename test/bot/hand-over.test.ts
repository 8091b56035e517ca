import type { Engagement } from '../../src/domain/engagement/engagement';
import type { EngagementId, Instant, RequestId } from '../../src/domain/kernel';
import type { NumberedRequest } from '../../src/domain/request/request';
import { wordsFor } from '../../src/text/words';
import { handleCommand } from '../../src/workflow/handle-command';
import { loadRecord, loadState } from '../../src/workflow/load-record';
import { gatherDuties } from '../../src/workflow/duties';
import { directoryChanges } from '../../src/workflow/directory-import';
import { seedOf } from '../../src/workflow/seed-directory';
import { partsOf, textOf } from '../cards/card-lint';
import { importDirectory } from '../support/directory-imports';
import { REPORT } from '../support/fake-requests';
import { ADA, chatWith, FRAN, PAT, readOn, SAM, type Member } from '../support/fake-teams';
import { FAY, GIL, withFayAndGil } from './more-fpms';
import { desk, idOf, openDesk, press, requestOf, submit } from './today-desk';

const { t } = wordsFor('en');

const WITH_FAY = withFayAndGil({ fayRequests: false });

const DECIDED = ['RequestHandedOver', 'RequestApproved'];
const ID = idOf(1);
const ENGAGEMENT: EngagementId = `engagement:${ID.slice('request:'.length)}`;

beforeEach(async () => {
  await openDesk();
  await submit(1);
  await importDirectory(desk.teams.ports, WITH_FAY);
  for (const member of [FAY, GIL, ADA]) {
    await desk.teams.install(member);
  }
});

function engagement(): Promise<Engagement | undefined> {
  return loadState<Engagement>(desk.teams.ports, ENGAGEMENT);
}

/** What somebody was pinged with, in order. */
function pingsTo(member: Member): readonly string[] {
  return desk.teams.house.messenger.posts(chatWith(member).id).map(({ summary }) => summary);
}

async function fpmOf(id: RequestId = ID): Promise<string | undefined> {
  return (await loadState<NumberedRequest>(desk.teams.ports, id))?.form.fpm.id;
}

async function dutiesOf({ id }: Member): Promise<readonly string[]> {
  const at: Instant = desk.teams.ports.clock.now();
  return (await gatherDuties(desk.teams.ports, id, at)).lines.map(({ what }) => what);
}

async function hear(from: Member, text: string): Promise<string> {
  return readOn(await desk.teams.say(from, text));
}

/** The input of the form that was opened: who is offered, who is chosen. */
function choiceOn(shown: unknown): { readonly offered: readonly string[]; readonly value: string } {
  const input = partsOf(shown).find(({ id }) => id === 'to');
  const choices = (input?.['choices'] ?? []) as readonly { readonly title: string }[];
  return { offered: choices.map(({ title }) => title), value: textOf(input ?? {}, 'value') };
}

describe('handing over', () => {
  it('leads from More to a choice of FPMs, those of the company first', async () => {
    const more = await press(FRAN, 'request.turn', { id: ID, face: 'more' });
    const body = await desk.teams.press(FRAN, 'request.hand-over-form', { id: ID });

    expect(more.verbs).toContain('request.hand-over-form');
    expect(choiceOn(body).offered).toEqual(['Fay Weber', 'Gil Weber']);
  });

  it('asks for whoever was not chosen, and keeps the note', async () => {
    const answer = await press(FRAN, 'request.hand-over', { id: ID, note: 'I am away.' });

    expect(answer.text).toContain(t('refusal.fpm-missing'));
    expect(answer.text).toContain('I am away.');
    expect(await fpmOf()).toBe(FRAN.id);
  });

  it('leaves one line to the old FPM, and pings the new one once', async () => {
    const answer = await press(FRAN, 'request.hand-over', {
      ...{ id: ID, to: FAY.id, note: 'Pat calls on Monday.' },
    });
    const again = await press(FRAN, 'request.approve', { id: ID, expert: SAM.id });

    expect(answer.text).toContain('Handed over to Fay Weber');
    expect(answer.text).not.toContain('Contoso');
    expect(answer.verbs).toEqual([]);
    expect(again.text).toContain('This was handed over on');
    const record = await loadRecord(desk.teams.ports, ID);
    expect(record.copies.filter(({ card }) => card === 'request-fpm')).toEqual([
      expect.objectContaining({ key: `fpm:${FAY.id}`, to: { person: FAY.id } }),
    ]);
    expect(pingsTo(FAY)).toEqual(['P21']);
    expect(await dutiesOf(FRAN)).toEqual([]);
    expect(await dutiesOf(FAY)).toEqual(['check']);
    expect((await requestOf(1))?.status).toBe('Submitted');
  });

  it('and back shows the first FPM a living card again', async () => {
    await press(FRAN, 'request.hand-over', { id: ID, to: FAY.id, note: '' });
    await press(FAY, 'request.hand-over', { id: ID, to: FRAN.id, note: '' });

    const { copies } = await loadRecord(desk.teams.ports, ID);
    expect(copies.filter(({ card }) => card === 'request-fpm')).toEqual([
      expect.objectContaining({ key: 'fpm', to: { person: FRAN.id } }),
    ]);
    expect((await press(FRAN, 'request.turn', { id: ID, face: 'front' })).verbs).toContain(
      'request.approve-form',
    );
    expect(pingsTo(FRAN)).toEqual(['P1', 'P21']);
  });

  it('goes on through approval, engagement and completion with whoever has it', async () => {
    await press(FRAN, 'request.hand-over', { id: ID, to: FAY.id, note: '' });
    await press(FAY, 'request.approve', { id: ID, expert: SAM.id });
    await press(SAM, 'offer.accept', { id: ID });
    expect((await engagement())?.fpm.id).toBe(FAY.id);

    await press(FAY, 'request.hand-over', { id: ID, to: GIL.id, note: 'Runs well.' });
    expect((await engagement())?.fpm.id).toBe(GIL.id);
    const { type: _order, ...report } = { ...REPORT, criteriaMet: 'no', whyUnmet: 'One site.' };
    await press(SAM, 'engagement.complete', { id: ENGAGEMENT, ...report });
    const refused = await press(FAY, 'engagement.agree', { id: ENGAGEMENT });
    await press(GIL, 'engagement.agree', { id: ENGAGEMENT });

    expect(refused.text).toContain(t('notice.title'));
    expect((await engagement())?.status).toBe('WrappingUp');
    expect(await engagement()).toMatchObject({ awaits: 'requester' });
    expect(pingsTo(FAY)).toEqual(['P21']);
    expect(pingsTo(GIL)).toEqual(['P21', 'P16']);
  });

  it('shows the new FPM a completion that waits, and the old one nothing of it any more', async () => {
    await press(FRAN, 'request.approve', { id: ID, expert: SAM.id });
    await press(SAM, 'offer.accept', { id: ID });
    const { type: _order, ...report } = { ...REPORT, criteriaMet: 'no', whyUnmet: 'One site.' };
    await press(SAM, 'engagement.complete', { id: ENGAGEMENT, ...report });
    await press(FRAN, 'request.hand-over', { id: ID, to: FAY.id, note: '' });

    const { copies } = await loadRecord(desk.teams.ports, ENGAGEMENT);
    expect(copies.filter(({ card }) => card === 'completion').map(({ to }) => to)).toEqual([
      { person: FAY.id },
    ]);
    expect(await dutiesOf(FRAN)).toEqual([]);
    expect(await dutiesOf(FAY)).toContain('agree-to-end');
  });

  it('and a decision at the same moment: one wins, the other reads how it is', async () => {
    const { ports, house } = desk.teams;
    const meta = { by: { id: FRAN.id, name: FRAN.name }, at: ports.clock.now() };
    const orders = [
      { type: 'HandOver', to: FAY.id, note: '' },
      { type: 'Approve', expert: SAM.id },
    ];

    const outcomes = await Promise.all(
      orders.map((order) =>
        handleCommand(ports, ID, { command: { ...order, ...meta, causeId: order.type } }),
      ),
    );
    await house.dispatcher.idle();

    const { events } = await loadRecord(ports, ID);
    const done = events.map(({ type }) => type).filter((type) => DECIDED.includes(type));
    const refusals = outcomes.flatMap((one) => (one.ok ? [] : [one.refusal.code]));
    expect([
      { done: ['RequestHandedOver'], refusals: ['handed-over'] },
      { done: ['RequestApproved', 'RequestHandedOver'], refusals: [] },
    ]).toContainEqual({ done, refusals });
    expect(await fpmOf()).toBe(FAY.id);
  });
});

describe('a typed command', () => {
  it.each([
    ['hand over 1001 to Fay', FAY.id, ''],
    ['traspasar 1001 a Gil Weber', GIL.id, ''],
    ['1001 an Weber übergeben', '', 'Several FPMs are called Weber'],
    ['reassign 1001 to Zoe', '', 'knows no FPM called Zoe'],
    ['hand over 1001', '', ''],
    ['hand over', '', ''],
  ])('opens the form and hands nothing over: %s', async (text, to, said) => {
    const replies = await desk.teams.say(FRAN, text);

    expect(choiceOn(replies)).toEqual({ offered: ['Fay Weber', 'Gil Weber'], value: to });
    expect(readOn(replies)).toContain(said);
    expect(await fpmOf()).toBe(FRAN.id);
  });

  it('shows an operator number, partner and FPM, and hands over for an FPM who has left', async () => {
    const left = { ...WITH_FAY, people: WITH_FAY.people.filter(({ id }) => id !== FRAN.objectId) };
    const partners = left.partners.map((one) => ({
      ...one,
      fpms: one.fpms.filter((id) => id !== FRAN.objectId),
    }));
    const [leaving] = (
      await directoryChanges(desk.teams.ports, seedOf({ ...left, partners }))
    ).slice(-1);
    await importDirectory(desk.teams.ports, { ...left, partners });

    const form = await hear(ADA, 'hand over 1001 to Fay');
    const answer = await press(ADA, 'request.hand-over', { id: ID, to: FAY.id, note: '' });

    expect(leaving).toMatchObject({ id: FRAN.id, handable: [1001] });
    expect(form).toContain('Fabrikam');
    expect(form).not.toContain('Contoso');
    expect(form).not.toContain('conditional access');
    expect(answer.text).toContain('Handed over to Fay Weber');
    expect(await fpmOf()).toBe(FAY.id);
  });

  it.each([
    ['a partner', PAT, 'somebody else must decide'],
    ['somebody without a part', GIL, 'There is no SME-1001 that you can see.'],
  ])('gives no form to %s', async (_who, who, said) => {
    const heard = await hear(who, 'hand over 1001 to Fay');

    expect(heard).toContain(said);
    expect(heard).not.toContain('Input.');
  });

  it('tells whoever handed it over where it is', async () => {
    await press(FRAN, 'request.hand-over', { id: ID, to: FAY.id, note: '' });

    expect(await hear(FRAN, 'hand over 1001')).toContain('Handed over to Fay Weber');
  });
});

describe('the status of what was handed over', () => {
  it('is one line for whoever had it, and nothing for a stranger to it', async () => {
    await press(FRAN, 'request.hand-over', { id: ID, to: FAY.id, note: 'Sam knows the tenant.' });

    const had = await hear(FRAN, 'status 1001');
    const never = await hear(GIL, 'status 1001');

    expect(had).toContain(t('hand-over.next', { name: FAY.name }));
    expect(had).not.toContain('Sam knows the tenant.');
    expect(never).toContain(t('status.none', { n: 1001 }));
  });
});

describe('one after the other', () => {
  it('leads on to the next request, with a line on the one that was handed over', async () => {
    await submit(2);
    const first = await press(FRAN, 'today.next');
    const more = await (
      await first.press('request.turn', { face: 'more' })
    ).press('request.hand-over-form');

    const next = await more.press('request.hand-over', { to: FAY.id, note: '' });

    expect(next.text).toContain('SME-1001: Handed over to Fay Weber');
    expect(next.text).toContain('SME-1002');
    expect(next.verbs).toContain('request.approve-form');
    expect(await fpmOf()).toBe(FAY.id);
  });
});

describe('several at once', () => {
  it('are handed over to one FPM, each with a line', async () => {
    await submit(2);
    const face = await press(FRAN, 'today.several');
    const ticked = { ticked: [idOf(1), idOf(2)].join(',') };
    const form = await face.press('today.hand-over-several-form', ticked);

    const missing = await form.press('today.hand-over-several', { note: 'For March.' });
    const done = await missing.press('today.hand-over-several', { to: FAY.id });

    expect(missing.text).toContain(t('refusal.fpm-missing'));
    expect(missing.text).toContain('For March.');
    expect(done.text).toContain(t('several.done', { done: 2, all: 2 }));
    expect(done.text).toContain('✓ SME-1001: Handed over to Fay Weber');
    expect(await Promise.all([fpmOf(idOf(1)), fpmOf(idOf(2))])).toEqual([FAY.id, FAY.id]);
  });

  it('are judged one by one: what was decided meanwhile is handed over as it is', async () => {
    await submit(2);
    const face = await press(FRAN, 'today.several');
    const form = await face.press('today.hand-over-several-form', {
      ticked: [idOf(1), idOf(2)].join(','),
    });
    await press(PAT, 'request.withdraw', { id: idOf(1), reason: 'No longer needed.' });

    const done = await form.press('today.hand-over-several', { to: FAY.id, note: '' });

    expect(done.text).toContain(t('several.done', { done: 1, all: 2 }));
    expect(done.text).toContain('⚠ SME-1001');
    expect(await Promise.all([fpmOf(idOf(1)), fpmOf(idOf(2))])).toEqual([FRAN.id, FAY.id]);
  });
});
