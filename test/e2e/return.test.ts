import { inputsOf } from './card-reading';
import { Desk, STEP_LASTS_MS } from './driver';
import { ANSWERS, submitRequest } from './form-story';

jest.setTimeout(STEP_LASTS_MS);

const NOTE = 'Please count the licences again, and say which policies you tried.';
const TRIED = 'We tried two policies with device compliance; both lock the pilot group out.';
const WHY = { ...ANSWERS.why, difference: 'This one is about the branch offices only.' };
const STOPPED = 'The customer has stopped the project.';

describe('a request that goes back and forth', () => {
  let desk: Desk;
  let es: ReturnType<Desk['words']>;
  let en: ReturnType<Desk['words']>;
  let de: ReturnType<Desk['words']>;

  beforeAll(async () => {
    desk = await Desk.open(['partner', 'fpm', 'sme']);
    es = desk.words('partner');
    en = desk.words('fpm');
    de = desk.words('sme');
    await submitRequest(desk);
    await desk.see('fpm', 'SME-1001', en('button.return'));
  });

  afterAll(async () => {
    await desk.close();
  });

  /** The line under which the newest message was announced. */
  async function announced(person: 'partner' | 'fpm'): Promise<string | undefined> {
    return (await desk.posted(person)).at(-1)?.summary;
  }

  it('is returned only with fields, a reason and a note, and keeps what was chosen', async () => {
    await desk.press('fpm', 'request.return-form');
    const bare = await desk.press('fpm', 'request.return', {
      typed: { fields: 'licences, justification', note: NOTE },
    });
    expect(bare.text).toContain(`${en('field.return-reason')}\n⚠ ${en('problem.missing')}`);
    expect(inputsOf(bare.card)).toMatchObject({ fields: 'licences,justification', note: NOTE });

    const returned = await desk.press('fpm', 'request.return', {
      typed: { reason: 'RETURN_INCOMPLETE' },
    });

    expect(returned.text).toContain(en('status.request.Returned.fpm'));
    expect(returned.text).toContain(en('flag.clock-paused'));
  });

  it('tells the partner what to fix, at the bottom of the chat', async () => {
    const card = await desk.seeLast('partner', 'SME-1001', es('status.request.Returned'));

    expect(card.text).toContain(NOTE);
    expect(card.text).toContain(es('reason-label.RETURN_INCOMPLETE'));
    expect(card.text).toContain(es('value.round', { k: 1, max: 3 }));
    expect(card.text).toContain(es('button.fix', { count: 2 }));
    expect(await announced('partner')).toBe(es('ping.P2', { n: 1001, count: 2 }));
  });

  it('asks for these fields only, and shows a wrong value beside its field', async () => {
    const face = await desk.press('partner', 'request.fix-form');
    expect(Object.keys(inputsOf(face.card))).toEqual(['licences', 'justification']);

    const wrong = await desk.press('partner', 'request.send-again', {
      typed: { licences: '-5', justification: TRIED },
    });

    expect(wrong.text).toContain(`⚠ ${es('problem.negative')}`);
    expect(wrong.text).toContain(es('form.problems', { count: 1, names: es('field.licences') }));
    expect(inputsOf(wrong.card)).toEqual({ licences: '-5', justification: TRIED });
  });

  it('goes back to the FPM with the same number, old and new, and the round', async () => {
    const sent = await desk.press('partner', 'request.send-again', { typed: { licences: '450' } });
    expect(sent.text).toContain(es('status.request.Submitted'));

    const card = await desk.seeLast('fpm', 'SME-1001', '400 → 450');

    expect(card.text).toContain(
      en('changes.heading-round', { k: 1, max: 3, name: desk.personas.partner.name }),
    );
    expect(card.text).toContain(`→ ${TRIED}`);
    expect(card.text).toContain(en('button.approve'));
    expect(await desk.pings('fpm')).toEqual(['P1', 'P1']);
  });

  it('can be changed before the decision, without another ping', async () => {
    await desk.press('partner', 'request.change-form');
    await desk.press('partner', 'request.change', { typed: { region: 'APJ' } });

    await desk.see('fpm', 'SME-1001', `${en('region.EMEA')} → ${en('region.APJ')}`);
    expect(await desk.pings('fpm')).toEqual(['P1', 'P1']);
  });

  it('is not withdrawn by a text alone', async () => {
    await submitRequest(desk, { why: WHY });
    await desk.seeLast('fpm', 'SME-1002', en('button.approve'));

    await desk.say('partner', 'retirar 1002');

    await desk.seeLast('partner', 'SME-1002', es('button.withdraw-now', { n: 1002 }));
    const card = await desk.seeLast('fpm', 'SME-1002', en('status.request.Submitted'));
    expect(card.text).toContain(en('button.approve'));
  });

  it('is withdrawn after the approval only with a reason; FPM and expert read of it', async () => {
    await desk.press('fpm', 'request.approve-form');
    await desk.press('fpm', 'request.approve');
    await desk.see('sme', 'SME-1002', de('status.offer.offered'));

    const bare = await desk.press('partner', 'request.withdraw');
    expect(bare.text).toContain(`⚠ ${es('problem.missing')}`);
    const withdrawn = await desk.press('partner', 'request.withdraw', {
      typed: { reason: STOPPED },
    });

    expect(withdrawn.text).toContain(es('status.request.Withdrawn'));
    await desk.see('fpm', 'SME-1002', en('status.request.Withdrawn'), STOPPED);
    const offer = await desk.see('sme', 'SME-1002', de('next.offer.withdrawn'));
    expect(offer.text).not.toContain(de('button.accept'));
  });

  it('is the start of a new one, with everything filled in', async () => {
    await desk.press('partner', 'request.again');

    const form = await desk.seeLast('partner', es('form.step.need'));
    expect(inputsOf(form.card)).toMatchObject({ workload: 'AADP-P2', licences: '400' });
  });

  it('is denied for missing details only after a return was offered', async () => {
    await desk.press('fpm', 'request.deny-form');
    const offered = await desk.press('fpm', 'request.deny', {
      typed: { reason: 'DENY_INSUFFICIENT_INFO', note: NOTE },
    });
    expect(offered.text).toContain(en('deny.return-first'));
    expect(inputsOf(offered.card)).toMatchObject({ note: NOTE });

    const denied = await desk.press('fpm', 'request.deny');

    expect(denied.text).toContain(en('status.request.Denied'));
    const card = await desk.seeLast('partner', 'SME-1001', es('status.request.Denied'));
    expect(card.text).toContain(es('button.new-from-this'));
  });

  it('is reopened when that was a mistake, and the partner reads why', async () => {
    const mistake = 'I overlooked your second message. Sorry.';
    await desk.press('fpm', 'request.reopen-form');

    const open = await desk.press('fpm', 'request.reopen', { typed: { note: mistake } });

    expect(open.text).toContain(en('button.approve'));
    await desk.seeLast('partner', 'SME-1001', mistake);
    expect(await announced('partner')).toBe(es('ping.P18', { n: 1001 }));
  });
});
