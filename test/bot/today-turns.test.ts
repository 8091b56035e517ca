import type { NumberedRequest } from '../../src/domain/request/request';
import type { Today } from '../../src/domain/today/today';
import { wordsFor } from '../../src/text/words';
import { findStates } from '../../src/workflow/find-states';
import { loadRecord, loadState } from '../../src/workflow/load-record';
import { chatWith, FakeTeams, FRAN, PAT, readOn, SAM, type Member } from '../support/fake-teams';
import { desk, idOf, inTouch, openDesk, press, statusOf, submit, todayOf } from './today-desk';

const { t } = wordsFor('en');
const MINUTE_MS = 60_000;

beforeEach(openDesk);

async function today(member: Member): Promise<Today | undefined> {
  return loadState<Today>(desk.teams.ports, todayOf(member));
}

function postsTo(member: Member): readonly unknown[] {
  return desk.teams.house.messenger.posts(chatWith(member).id).map(({ content }) => content);
}

describe('"waiting for me"', () => {
  it('moves the card of today to the bottom of the chat, without an answer of its own', async () => {
    await submit(1);

    const replies = await desk.teams.say(FRAN, 'waiting for me');

    expect(replies).toEqual([]);
    expect(postsTo(FRAN).at(-1)).toMatchObject({ card: 'today', reader: FRAN.id });
    expect((await today(FRAN))?.duties.lines).toMatchObject([{ what: 'check', number: 1001 }]);
  });

  it('asked again leaves one card, and the older one as a line', async () => {
    await submit(1);
    await desk.teams.say(FRAN, 'waiting for me');

    await desk.teams.say(FRAN, 'waiting for me');

    const { copies } = await loadRecord(desk.teams.ports, todayOf(FRAN));
    expect(copies).toMatchObject([{ key: 'today', previous: [] }]);
    expect(
      desk.teams.house.messenger
        .shownIn(chatWith(FRAN).id)
        .filter((content) => JSON.stringify(content).includes('today')),
    ).toEqual([{ moved: 'today' }, expect.objectContaining({ card: 'today' })]);
  });

  it('is answered with a sentence when nothing waits, and no card', async () => {
    await submit(1);
    const posts = postsTo(PAT).length;

    const replies = await desk.teams.say(PAT, 'waiting for me');

    expect(readOn(replies)).toContain(t('today.nothing'));
    expect(readOn(replies)).toContain(t('today.waiting-for-others', { count: 1 }));
    expect(postsTo(PAT)).toHaveLength(posts);
  });

  it('works for somebody whose chat was known before there was a Today', async () => {
    const older = new FakeTeams();
    desk.teams = older;
    await older.open();
    await submit(1);

    await older.say(FRAN, 'waiting for me');

    expect(await today(FRAN)).toMatchObject({ person: { id: FRAN.id } });
  });

  it('is drawn anew when its reader chooses another language', async () => {
    await submit(1);
    await desk.teams.say(FRAN, 'waiting for me');
    const { drawn } = await loadRecord(desk.teams.ports, todayOf(FRAN));

    await desk.teams.say(FRAN, 'language Deutsch');

    expect((await loadRecord(desk.teams.ports, todayOf(FRAN))).drawn).toBeGreaterThan(drawn);
  });
});

describe('deciding one after the other', () => {
  it('begins with the worst, in the place of Today', async () => {
    await submit(2);

    const first = await press(FRAN, 'today.next');

    expect(first.text).toContain('SME-1001');
    expect(first.text).not.toContain('SME-1002');
    expect(first.verbs).toEqual(
      expect.arrayContaining(['request.approve-form', 'request.deny-form', 'today.back']),
    );
  });

  it('goes on through an approval, a denial and a later decision, and says what became of each', async () => {
    await submit(3);

    const first = await press(FRAN, 'today.next');
    const face = await first.press('request.approve-form');
    const second = await face.press('request.approve', { expert: SAM.id });
    const denial = await second.press('request.deny-form');
    const third = await denial.press('request.deny', {
      reason: 'DENY_NO_CAPACITY',
      note: 'Nobody is free until March.',
    });
    const end = await third.press('request.complete');

    expect(face.verbs).toContain('today.back');
    expect(second.text).toContain('SME-1002');
    expect(second.text).toContain(
      t('today.queue.last', { n: 1001, status: t('status.request.Approved') }),
    );
    expect(third.text).toContain('SME-1003');
    expect(third.text).toContain(
      t('today.queue.last', { n: 1002, status: t('status.request.Denied') }),
    );
    expect(end.text).toContain(t('today.queue.done'));
    expect(end.text).toContain(
      t('today.queue.last', { n: 1003, status: t('status.request.InReview') }),
    );
    expect(await Promise.all([1, 2, 3].map(statusOf))).toEqual(['Approved', 'Denied', 'InReview']);
    expect(await today(FRAN)).not.toHaveProperty('busyUntil');
  });

  it('shows a request once in one round, and again in the next', async () => {
    await submit(2);
    const second = await (await press(FRAN, 'today.next')).press('request.complete');
    const end = await second.press('request.complete');

    const again = await end.press('today.next');

    expect(end.text).toContain(t('today.queue.done'));
    expect(again.text).toContain('SME-1001');
  });

  it('stays with a request that is refused, and keeps the place', async () => {
    await submit(2);
    const first = await press(FRAN, 'today.next');
    const face = await first.press('request.deny-form');

    const refused = await face.press('request.deny', { reason: '', note: 'No.' });
    const next = await refused.press('request.deny', { reason: 'DENY_NO_CAPACITY', note: 'No.' });

    expect(refused.text).toContain('SME-1001');
    expect(refused.text).toContain(t('form.problems', { count: 1, names: t('field.reason') }));
    expect(next.text).toContain('SME-1002');
  });

  it('keeps the place while the card is turned over', async () => {
    await submit(2);
    const first = await press(FRAN, 'today.next');

    const more = await first.press('request.turn');
    const front = await more.press('request.turn', { face: 'front' });
    const next = await front.press('request.complete');

    expect(more.verbs).toContain('today.back');
    expect(next.text).toContain('SME-1002');
  });

  it('leaves the message alone meanwhile, and shows Today again at the word of its reader', async () => {
    await submit(2);
    await desk.teams.say(FRAN, 'waiting for me');
    const first = await press(FRAN, 'today.next');
    const busy = await today(FRAN);
    const sent = desk.teams.house.messenger.sent.length;
    await first.press('request.turn');
    const during = desk.teams.house.messenger.sent.length;

    const back = await first.press('today.back');

    expect(busy?.busyUntil).toBe(desk.teams.ports.clock.now() + 15 * MINUTE_MS);
    expect(during).toBe(sent);
    expect(back.text).toContain(t('button.decide-next'));
    expect(await today(FRAN)).not.toHaveProperty('busyUntil');
  });

  it('ends at once when nothing is to be decided', async () => {
    const end = await press(FRAN, 'today.next');

    expect(end.text).toContain(t('today.nothing'));
    expect(end.text).toContain(t('today.queue.done'));
  });

  it('shows somebody else nothing of it', async () => {
    await submit(1);

    const foreign = await press(SAM, 'today.next');

    expect(foreign.text).toContain(t('today.nothing'));
    expect(foreign.text).not.toMatch(/SME-\d/);
  });

  it('is not led astray by a forged place', async () => {
    await submit(1);
    const payload = { id: idOf(1), queue: '<at>x</at>' };

    const answer = await press(FRAN, 'request.complete', payload);

    expect(answer.text).toContain('SME-1001');
    expect(answer.verbs).not.toContain('today.back');
  });
});

describe('closing what is ready', () => {
  it('closes every request with confirmed contact and no other, in one tap', async () => {
    await submit(3);
    await inTouch(1);
    await inTouch(2);

    const answer = await press(FRAN, 'today.close-ready');

    expect(await Promise.all([1, 2, 3].map(statusOf))).toEqual(['Closed', 'Closed', 'Submitted']);
    expect(answer.text).toContain(t('today.closed', { count: 2 }));
    expect(answer.verbs).not.toContain('today.close-ready');
  });

  it('counts what it closed itself', async () => {
    await submit(1);
    await inTouch(1);
    await press(FRAN, 'request.close', { id: idOf(1) });

    const answer = await press(FRAN, 'today.close-ready');

    expect(answer.text).toContain(t('today.closed', { count: 0 }));
  });

  it('closes nothing for somebody else', async () => {
    await submit(1);
    await inTouch(1);

    await press(PAT, 'today.close-ready');
    await press(SAM, 'today.close-ready');

    expect(await statusOf(1)).toBe('Assigned');
  });
});

describe('the lines of Today', () => {
  it('are turned page by page, and round', async () => {
    await submit(9);
    const first = await press(FRAN, 'today.back');

    const second = await first.press('today.page');
    const again = await second.press('today.page');

    expect(first.verbs.filter((verb) => verb === 'today.open')).toHaveLength(8);
    expect(second.verbs.filter((verb) => verb === 'today.open')).toHaveLength(1);
    expect(second.text).toContain('SME-1009');
    expect(first.text).toContain(t('today.page', { page: 1, pages: 2 }));
    expect(second.text).toContain(t('today.page', { page: 2, pages: 2 }));
    expect(again.verbs).toEqual(first.verbs);
  });

  it('open the living card at the bottom, and Today stays where it is', async () => {
    await submit(1);
    const before = postsTo(FRAN).length;

    const answer = await (await press(FRAN, 'today.back')).press('today.open');

    expect(answer.text).toContain(t('button.decide-next'));
    expect(postsTo(FRAN).slice(before)).toMatchObject([{ card: 'request-fpm' }]);
  });

  it('open nothing for who may not see it, or for what does not exist', async () => {
    await submit(1);
    const before = [PAT, FRAN, SAM].map((member) => postsTo(member).length);

    await press(SAM, 'today.open', { id: idOf(1) });
    const nothing = await press(SAM, 'today.open', { id: idOf(9) });

    expect(nothing.text).toContain(t('today.nothing'));
    expect([PAT, FRAN, SAM].map((member) => postsTo(member).length)).toEqual(before);
  });

  it('are true although the card is old: what was decided elsewhere is gone', async () => {
    await submit(2);
    const old = await press(FRAN, 'today.back');
    await press(FRAN, 'request.complete', { id: idOf(1) });
    await press(FRAN, 'request.deny', { id: idOf(2), reason: 'DENY_DUPLICATE', note: 'Twice.' });

    const next = await old.press('today.next');

    const open = await findStates<NumberedRequest>(desk.teams.ports, {
      kind: 'request',
      tag: `waits:${FRAN.id}`,
      limit: 10,
    });
    expect(open.map(({ number }) => number)).toEqual([1001]);
    expect(next.text).toContain('SME-1001');
  });
});
