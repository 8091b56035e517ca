import { wordsFor } from '../../src/text/words';
import { FRAN, PAT, SAM } from '../support/fake-teams';
import { idOf, inTouch, openDesk, press, requestOf, statusOf, submit } from './today-desk';

const { t } = wordsFor('en');

beforeEach(openDesk);

describe('several requests at once', () => {
  const WORDS = { reason: 'RETURN_INCORRECT', fields: 'justification,licences', note: 'Which?' };

  function ticked(...which: readonly number[]): { readonly ticked: string } {
    return { ticked: which.map(idOf).join(',') };
  }

  it('are offered from two on, and each is a tick', async () => {
    await submit(1);
    expect((await press(FRAN, 'today.back')).verbs).not.toContain('today.several');
    await submit(2);

    const face = await (await press(FRAN, 'today.back')).press('today.several');

    expect(face.verbs).toEqual([
      'today.approve-several',
      'today.return-several-form',
      'today.hand-over-several-form',
      'today.back',
    ]);
    expect(face.ticks).toEqual([idOf(1), idOf(2)]);
  });

  it('are approved and offered to who fits best; one that nobody ticked waits', async () => {
    await submit(3);
    const face = await press(FRAN, 'today.several');

    const done = await face.press('today.approve-several', ticked(1, 3));

    expect(await Promise.all([1, 2, 3].map(statusOf))).toEqual([
      'Approved',
      'Submitted',
      'Approved',
    ]);
    expect(done.text).toContain(t('several.done', { done: 2, all: 2 }));
    expect(done.text).toContain(`✓ SME-1003: ${t('several.offered', { name: SAM.name })}`);
  });

  it('are judged one by one: what was decided meanwhile stays, and the line says so', async () => {
    await submit(2);
    const face = await press(FRAN, 'today.several');
    await press(FRAN, 'request.deny', { id: idOf(1), reason: 'DENY_NO_CAPACITY', note: 'No.' });

    const done = await face.press('today.approve-several', ticked(1, 2));

    expect(await Promise.all([1, 2].map(statusOf))).toEqual(['Denied', 'Approved']);
    expect(done.text).toContain(t('several.done', { done: 1, all: 2 }));
    expect(done.text).toMatch(/⚠ SME-1001: You denied this/);
  });

  it('are returned with one note, and what is missing returns none and is kept', async () => {
    await submit(2);
    const face = await press(FRAN, 'today.several');
    const form = await face.press('today.return-several-form', ticked(1, 2));

    const wrong = await form.press('today.return-several', { ...WORDS, fields: '' });
    expect(await Promise.all([1, 2].map(statusOf))).toEqual(['Submitted', 'Submitted']);
    expect(wrong.text).toContain(t('problem.missing'));
    const done = await wrong.press('today.return-several', WORDS);

    expect(await Promise.all([1, 2].map(statusOf))).toEqual(['Returned', 'Returned']);
    expect(done.text).toContain(t('several.done', { done: 2, all: 2 }));
    expect(await requestOf(2)).toMatchObject({ note: { typed: 'Which?' } });
  });

  it('say beside the note that it is too long, and return none', async () => {
    await submit(2);
    const face = await press(FRAN, 'today.several');
    const form = await face.press('today.return-several-form', ticked(1, 2));

    const wrong = await form.press('today.return-several', { ...WORDS, note: 'x'.repeat(2_001) });

    expect(wrong.text).toContain(t('problem.too-long', { max: '2,000' }));
    expect(await Promise.all([1, 2].map(statusOf))).toEqual(['Submitted', 'Submitted']);
  });

  it('give way to Today where nothing is left to tick', async () => {
    await submit(2);
    const done = await press(FRAN, 'today.approve-several', ticked(1, 2));

    const today = await done.press('today.several');

    expect(today.text).not.toContain(t('several.title'));
    expect(today.verbs).not.toContain('today.approve-several');
  });

  it('keep their ticks on the way back from the note', async () => {
    await submit(3);
    const face = await press(FRAN, 'today.several');
    const form = await face.press('today.return-several-form', ticked(2, 3));

    const back = await form.press('today.several');

    expect(back.ticked).toBe(`${idOf(2)},${idOf(3)}`);
  });

  it('ask for a tick where there is none, or none of ours', async () => {
    await submit(2);
    const face = await press(FRAN, 'today.several');

    for (const sent of ['', 'request:x', 'person:00000000-1111-4222-8333-444444440001', idOf(9)]) {
      const again = await face.press('today.approve-several', { ticked: sent });
      expect(again.text).toContain(t('problem.nothing-ticked'));
    }
    expect(await Promise.all([1, 2].map(statusOf))).toEqual(['Submitted', 'Submitted']);
  });

  it("are nobody else's: nothing is decided or told", async () => {
    await submit(2);

    const foreign = await press(SAM, 'today.approve-several', ticked(1, 2));
    const own = await press(PAT, 'today.approve-several', ticked(1, 2));

    expect(await Promise.all([1, 2].map(statusOf))).toEqual(['Submitted', 'Submitted']);
    expect(foreign.text).not.toMatch(/SME-\d/);
    expect(own.text).toContain(t('several.done', { done: 0, all: 2 }));
  });

  it('count once when the press comes twice', async () => {
    await submit(2);
    const face = await press(FRAN, 'today.several');

    await face.press('today.approve-several', ticked(1, 2));
    const again = await face.press('today.approve-several', ticked(1, 2));

    expect(again.text).toContain(t('several.done', { done: 0, all: 2 }));
    expect(await Promise.all([1, 2].map(statusOf))).toEqual(['Approved', 'Approved']);
  });

  it('are closed where contact is confirmed', async () => {
    await submit(2);
    await inTouch(1);
    await inTouch(2);
    const face = await press(FRAN, 'today.several');

    const done = await face.press('today.close-several', ticked(1, 2));

    expect(await Promise.all([1, 2].map(statusOf))).toEqual(['Closed', 'Closed']);
    expect(done.text).toContain(t('several.done', { done: 2, all: 2 }));
  });
});
