import type { NumberedRequest } from '../../../src/domain/request/request';
import type { RequestOrder } from '../../../src/domain/request/request-commands';
import { summaryOfRequest } from '../../../src/domain/request/request-summary';
import { facts, FAY, FORM, FRAN, hoursIn, MAX, PAT, WHOLE } from '../cast';
import { ASSIGNED, DENIED, drafted, given, happened, SENT, WITHDRAWN, type Told } from '../stories';

const SUBMIT = { type: 'Submit', by: PAT, answers: {} } as const;
const PASS_ON: Told<RequestOrder> = {
  ...{ type: 'HandOver', to: FAY.id, note: '', absent: FRAN },
  ...{ by: 'system', at: hoursIn(6) },
};
const WORLD = { facts: facts({ receiver: FAY }) };

describe('a request that comes in while its FPM is away', () => {
  const answer = given(...drafted(WHOLE)).when(SUBMIT, { facts: facts({ cover: FAY }) });
  const request = answer.after as NumberedRequest;

  test('has the stand-in as FPM, and says whom its requester chose', () => {
    expect(answer).toMatchObject({
      events: [{ type: 'RequestSubmitted', form: { ...FORM, fpm: FAY }, absent: FRAN }],
    });
    expect(request.form.fpm).toEqual(FAY);
    expect(request.handOvers).toEqual([
      { from: FRAN, to: FAY, by: 'system', at: expect.any(Number) as number, isAway: true },
    ]);
    expect(summaryOfRequest(request, 0).tags).toContain(`stood-in-for:${FRAN.id}`);
  });

  test('is shown and mailed to the stand-in alone', () => {
    const told = answer.effects.filter(({ type }) => type === 'Show' || type === 'SendMail');

    expect(told).toContainEqual({
      ...{ type: 'Show', copy: `fpm:${FAY.id}`, card: 'request-fpm', to: { person: FAY.id } },
      ping: 'P1',
    });
    expect(JSON.stringify(told)).not.toContain(FRAN.id);
  });

  test('goes to the FPM as ever while they are there', () => {
    const { after } = given(...drafted(WHOLE)).when(SUBMIT);

    expect(after).toMatchObject({ form: { fpm: FRAN } });
    expect(after).not.toHaveProperty('handOvers');
  });
});

describe('what an absent FPM has in hand', () => {
  test('goes to the stand-in as a handover of nobody', () => {
    const { after, events, effects } = given(...SENT).when(PASS_ON, WORLD) as never as {
      readonly after: NumberedRequest;
      readonly events: readonly object[];
      readonly effects: readonly object[];
    };

    expect(events).toEqual([{ type: 'RequestHandedOver', from: FRAN, fpm: FAY, isAway: true }]);
    expect(after.handOvers).toMatchObject([{ by: 'system', isAway: true }]);
    expect(effects).toMatchObject([
      { type: 'Retire', copy: 'fpm' },
      { type: 'Show', to: { person: FAY.id }, ping: 'P21' },
    ]);
  });

  test('takes its engagement along', () => {
    const { effects } = given(...ASSIGNED).when(PASS_ON, WORLD);

    expect(effects.at(-1)).toMatchObject({
      ...{ type: 'Tell', command: { type: 'ChangeFpm', handOver: { to: FAY, isAway: true } } },
    });
  });

  const AT_MAX = happened({ type: 'RequestHandedOver', from: FRAN, fpm: MAX }, FRAN, hoursIn(1));
  const BY_NOBODY = { ...PASS_ON, absent: PAT };
  test.each([
    ['somebody else has it by now', [...SENT, AT_MAX], PASS_ON, WORLD, 'needs-fpm'],
    ['nothing of it is left', WITHDRAWN, PASS_ON, WORLD, 'withdrawn'],
    ['it is denied for good', DENIED, { ...PASS_ON, at: hoursIn(122) }, WORLD, 'already-denied'],
    ['nobody is there', SENT, PASS_ON, { facts: facts() }, 'fpm-missing'],
    [
      'the stand-in asked for it',
      SENT,
      PASS_ON,
      { facts: facts({ receiver: PAT }) },
      'fpm-missing',
    ],
    ['another one is away', SENT, BY_NOBODY, WORLD, 'needs-fpm'],
  ] as const)('stays where it is when %s', (...[, story, order, world, code]) => {
    expect(given(...story).when(order, world)).toMatchObject({ ok: false, refusal: { code } });
  });
});
