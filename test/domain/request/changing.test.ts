import { typed } from '../../../src/domain/kernel';
import { facts, FORM, hoursIn, PAT } from '../cast';
import { given, happened, RETURNED, REVIEWED, revisedTo, SENT, WITHDRAWN } from '../stories';

const CHANGE = { type: 'ChangeRequest', by: PAT, at: hoursIn(3) } as const;

function to500(): (typeof SENT)[number] {
  return happened(
    {
      type: 'RequestChanged',
      ...revisedTo({ ...FORM, licences: 500 }, [
        { field: 'licences', from: typed('400'), to: typed('500') },
      ]),
    },
    PAT,
    hoursIn(2),
  );
}

describe('changing a request that nobody has decided', () => {
  test.each([
    ['submitted', SENT, 'Submitted'],
    ['in review', REVIEWED, 'InReview'],
  ] as const)('that is %s changes its form and nothing of its clocks', (_what, story, status) => {
    const before = given(...story).when({ type: 'CheckOffer', by: 'system' }).after;

    const answer = given(...story).when({ ...CHANGE, answers: { licences: '500' } });

    expect(answer.after).toEqual({
      ...before,
      status,
      form: { ...FORM, licences: 500 },
      changes: [{ field: 'licences', from: typed('400'), to: typed('500') }],
      routing: expect.objectContaining({ outcome: 'staffed' }) as unknown,
    });
  });

  test('pings nobody and mails nobody', () => {
    const answer = given(...SENT).when({ ...CHANGE, answers: { licences: '500' } });

    expect(answer.effects).toEqual([]);
  });

  test('adds an answer that was never given', () => {
    const answer = given(...SENT).when({ ...CHANGE, answers: { otherInformation: 'In May.' } });

    expect(answer.after).toMatchObject({
      form: { otherInformation: typed('In May.') },
      changes: [{ field: 'otherInformation', from: typed(''), to: typed('In May.') }],
    });
  });

  test('several times tells each field from how it first stood', () => {
    const answer = given(...SENT, to500()).when({
      ...CHANGE,
      answers: { licences: '600', region: 'APJ' },
    });

    expect(answer.after).toMatchObject({
      changes: [
        { field: 'licences', from: typed('400'), to: typed('600') },
        { field: 'region', from: typed('EMEA'), to: typed('APJ') },
      ],
    });
  });

  test('back to how it first stood is no change any more', () => {
    const answer = given(...SENT, to500()).when({ ...CHANGE, answers: { licences: '400' } });

    expect(answer.after).toMatchObject({ form: FORM, changes: [] });
  });

  test('with nothing different changes nothing', () => {
    const answer = given(...SENT).when({ ...CHANGE, answers: { licences: '400' } });

    expect(answer).toMatchObject({ ok: true, events: [] });
  });

  test('with something wrong keeps what was typed, and the form as it was', () => {
    const answer = given(...SENT).when({ ...CHANGE, answers: { licences: 'some' } });

    expect(answer).toMatchObject({
      effects: [],
      after: {
        status: 'Submitted',
        form: FORM,
        changes: [],
        revising: { licences: typed('some') },
      },
    });
  });

  test('back from something wrong to how it was lets go of it', () => {
    const wrong = happened({
      type: 'RevisionKept',
      answers: { licences: typed('some') },
      lookAlikes: [],
    });

    const answer = given(...SENT, wrong).when({ ...CHANGE, answers: { licences: '400' } });

    expect(answer.after).toEqual(given(...SENT).when({ ...CHANGE, answers: {} }).after);
  });
});

describe('the contact', () => {
  test('who is new gets the receipt', () => {
    const answer = given(...SENT).when({
      ...CHANGE,
      answers: { contactMail: 'kim@contoso.example' },
    });

    expect(answer.effects).toEqual([
      { type: 'SendMail', mail: 'receipt', to: { address: 'kim@contoso.example' } },
    ]);
    expect(answer.after).toMatchObject({ contactIsRequester: false });
  });

  test('that is the requester’s own address again is theirs, however it is written', () => {
    const kim = { ...FORM, contactMail: typed('kim@contoso.example') };
    const changed = happened({
      type: 'RequestChanged',
      ...revisedTo(kim),
      contactIsRequester: false,
    });

    const answer = given(...SENT, changed).when({
      ...CHANGE,
      answers: { contactMail: 'PAT@contoso.example' },
    });

    expect(answer.after).toMatchObject({ contactIsRequester: true });
  });

  test('that stays is whose it was, also when the directory does not know the requester any more', () => {
    const { requester: _gone, ...rest } = facts();

    const answer = given(...SENT).when(
      { ...CHANGE, answers: { licences: '500' } },
      { facts: rest },
    );

    expect(answer.after).toMatchObject({ contactIsRequester: true });
  });
});

test.each([
  ['returned', RETURNED, 'returned'],
  ['withdrawn', WITHDRAWN, 'withdrawn'],
])('a request that is %s is not changed', (_what, story, code) => {
  const answer = given(...story).when({ ...CHANGE, at: hoursIn(5), answers: { licences: '500' } });

  expect(answer).toMatchObject({ ok: false, refusal: { code } });
});
