import { preferring, topicOfRequest } from '../../../src/domain/question/topic';
import { FAY, FRAN, ID, MAX, OPTIONS, PAT, SAM, SUE, WHOLE } from '../cast';
import { receiver } from '../question-stories';
import {
  APPROVED,
  ASSIGNED,
  CLOSED,
  DENIED,
  drafted,
  OFFERED,
  requestAfter,
  SENT,
} from '../stories';

const ABOUT = { record: ID, number: 1042, workloadId: 'AADP-P2' };

describe('whom somebody may ask about a request', () => {
  test.each([
    ['the partner asks the FPM', SENT, PAT, 'partner', FRAN],
    ['the partner asks the FPM after a denial', DENIED, PAT, 'partner', FRAN],
    [
      'the partner asks the FPM, not the expert, when all is over (R5)',
      CLOSED,
      PAT,
      'partner',
      FRAN,
    ],
    ['the FPM asks the partner', SENT, FRAN, 'fpm', PAT],
    ['an expert who was asked asks the FPM', OFFERED, SAM, 'expert', FRAN],
    ['the assigned expert asks the FPM', ASSIGNED, SAM, 'expert', FRAN],
  ] as const)('%s', (...[, story, by, side, to]) => {
    const topic = topicOfRequest(requestAfter(...story)!, by);

    expect(topic).toEqual({ about: ABOUT, side, receivers: [receiver(to)] });
  });

  test.each([
    ['somebody who is not named', SENT, MAX],
    ['the other FPM of the company', SENT, FAY],
    ['an expert before being asked', APPROVED, SAM],
    ['another expert', ASSIGNED, SUE],
    ['somebody else about a draft', drafted(WHOLE), FRAN],
  ])('nobody, when it is %s', (_who, story, by) => {
    const topic = topicOfRequest(requestAfter(...story)!, by);

    expect(topic).toBeUndefined();
  });

  test('nobody, when the partner is the FPM', () => {
    const request = requestAfter(...SENT)!;
    const own = 'form' in request ? { ...request, form: { ...request.form, fpm: PAT } } : request;

    const topic = topicOfRequest(own, PAT);

    expect(topic).toMatchObject({ side: 'partner', receivers: [] });
  });
});

describe('whom the partner may ask about a draft', () => {
  test('every FPM of the company, first the one the form names', () => {
    const draft = requestAfter(...drafted({ ...WHOLE, fpm: FAY.id }))!;

    const topic = topicOfRequest(draft, PAT);

    expect(topic).toEqual({
      about: { record: ID, workloadId: 'AADP-P2' },
      side: 'partner',
      receivers: [receiver(FAY), receiver(FRAN)],
    });
  });

  test('the FPMs of all companies while none is chosen, each once', () => {
    const other = { id: 'partner:other', name: 'Other', fpms: [FAY, MAX] } as const;
    const options = { ...OPTIONS, companies: [...OPTIONS.companies, other] };
    const draft = requestAfter(...drafted({ company: '' }, options))!;

    const topic = topicOfRequest(draft, PAT);

    expect(topic?.receivers.map(({ person }) => person)).toEqual([FRAN, FAY, MAX]);
    expect(topic?.about).toEqual({ record: ID });
  });

  test('nobody once it ended without a request', () => {
    const draft = requestAfter(...drafted())!;

    const topic = topicOfRequest({ ...draft, status: 'Discarded', endedAt: 0 }, PAT);

    expect(topic).toBeUndefined();
  });
});

test('a preference for somebody who is not there changes nothing', () => {
  const receivers = preferring(MAX.id, [receiver(FRAN), receiver(FAY)]);

  expect(receivers).toEqual([receiver(FRAN), receiver(FAY)]);
});
