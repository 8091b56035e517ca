import { typed, type Actor } from '../../../src/domain/kernel';
import type { RequestOrder } from '../../../src/domain/request/request-commands';
import type { RequestHistory } from '../../../src/domain/request/request-events';
import { expert, facts, FAY, FRAN, hoursIn, ID, MAX, PAT, SAM, SUE, WHOLE } from '../cast';
import {
  ASSIGNED,
  CLOSED,
  DENIED,
  drafted,
  given,
  happened,
  IN_TOUCH,
  NOBODY_LEFT,
  OFFERED,
  RETURNED,
  REVIEWED,
  SENT,
  WITHDRAWN,
} from '../stories';

/** In the order of the letters of a cell. Sam is the one who is asked, and assigned. */
const ACTORS: readonly Actor[] = [PAT, FRAN, FAY, SAM, SUE, MAX, 'system'];

/** Closed, and the expert's feedback is there. */
const COMMENTED: readonly RequestHistory[] = [
  ...CLOSED,
  happened(
    {
      type: 'OutcomeNoted',
      outcome: {
        completedAt: hoursIn(30),
        summary: typed('Done.'),
        criteriaMet: true,
        feedback: typed('The partner was well prepared.'),
      },
    },
    'system',
  ),
];

const STORIES: Readonly<Record<string, readonly RequestHistory[]>> = {
  draft: drafted(WHOLE),
  ended: [...drafted(WHOLE), happened({ type: 'DraftDiscarded' })],
  sent: SENT,
  review: REVIEWED,
  denied: DENIED,
  nobody: NOBODY_LEFT,
  offered: OFFERED,
  assigned: ASSIGNED,
  touch: IN_TOUCH,
  closed: CLOSED,
  feedback: COMMENTED,
  returned: RETURNED,
  withdrawn: WITHDRAWN,
};

const MEANING: Readonly<Record<string, string>> = {
  '+': 'happens',
  '.': 'changes nothing',
  n: 'not-now',
  y: 'not-yours',
  b: 'needs-either',
  g: 'draft-gone',
  s: 'already-submitted',
  o: 'own-request',
  f: 'needs-fpm',
  e: 'needs-expert',
  d: 'already-decided',
  D: 'already-denied',
  a: 'already-answered',
  x: 'already-done',
  q: 'needs-requester',
  r: 'returned',
  w: 'withdrawn',
  l: 'too-late',
};

/**
 * Who may do what, and when. A cell has one letter for each: requester, FPM, the company's other FPM, the expert who is
 * asked, another expert, somebody else, the process itself. The last rows are commands of timers and other records: no
 * button leads to them, so who gives them is not looked at.
 */
const TABLE = `
                     draft     ended     sent      review    denied    nobody    offered   assigned  touch     closed    feedback  returned  withdrawn
StartDraft           .......   .......   .......   .......   .......   .......   .......   .......   .......   .......   .......   .......   .......
SaveDraft            +yyyyyy   gyyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy
StartOver            +yyyyyy   gyyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy
DiscardDraft         +yyyyyy   gyyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy
UseGuide             +yyyyyy   gyyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy
Submit               +yyyyyy   gyyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy   syyyyyy
MarkComplete         nyyyyyy   gyyyyyy   o+fffff   o.fffff   oDfffff   odfffff   odfffff   odfffff   odfffff   odfffff   odfffff   orfffff   owfffff
RankExperts          nyyyyyy   gyyyyyy   o+fffff   o+fffff   oDfffff   o+fffff   o+fffff   odfffff   odfffff   odfffff   odfffff   orfffff   owfffff
Approve              nyyyyyy   gyyyyyy   o+fffff   o+fffff   oDfffff   odfffff   odfffff   odfffff   odfffff   odfffff   odfffff   orfffff   owfffff
Deny                 nyyyyyy   gyyyyyy   o+fffff   o+fffff   oDfffff   o+fffff   odfffff   odfffff   odfffff   odfffff   odfffff   orfffff   owfffff
OfferTo              nyyyyyy   gyyyyyy   onfffff   onfffff   oDfffff   o+fffff   odfffff   odfffff   odfffff   odfffff   odfffff   orfffff   owfffff
AcceptOffer          nyyyyyy   gyyyyyy   eeeeeee   eeeeeee   eeeeeee   eeeeeee   eee+eee   eeeaeee   eeeaeee   eeeaeee   eeeaeee   eeeeeee   wwwwwww
DeclineOffer         nyyyyyy   gyyyyyy   eeeeeee   eeeeeee   eeeeeee   eeeeeee   eee+eee   eeeaeee   eeeaeee   eeeaeee   eeeaeee   eeeeeee   wwwwwww
ConfirmContact       nyyyyyy   gyyyyyy   nnnnnnn   nnnnnnn   nnnnnnn   nnnnnnn   nnnnnnn   +bb+bbb   .bb.bbb   .bb.bbb   .bb.bbb   nnnnnnn   nnnnnnn
CloseRequest         nyyyyyy   gyyyyyy   onfffff   onfffff   onfffff   onfffff   onfffff   onfffff   o+fffff   oxfffff   oxfffff   onfffff   owfffff
NoteFeedback         nyyyyyy   gyyyyyy   onfffff   onfffff   onfffff   onfffff   onfffff   onfffff   onfffff   onfffff   o+fffff   onfffff   onfffff
CheckOffer           nyyyyyy   gyyyyyy   .......   .......   .......   .......   +++++++   .......   .......   .......   .......   .......   .......
NoteOutcome          nyyyyyy   gyyyyyy   nnnnnnn   nnnnnnn   nnnnnnn   nnnnnnn   nnnnnnn   +++++++   +++++++   +++++++   .......   nnnnnnn   nnnnnnn
NoteDelivery         nyyyyyy   gyyyyyy   +++++++   +++++++   +++++++   +++++++   +++++++   +++++++   +++++++   +++++++   +++++++   +++++++   +++++++
ReturnRequest        nyyyyyy   gyyyyyy   o+fffff   o+fffff   oDfffff   odfffff   odfffff   odfffff   odfffff   odfffff   odfffff   orfffff   owfffff
ReopenDenied         nyyyyyy   gyyyyyy   onfffff   onfffff   o+fffff   odfffff   odfffff   odfffff   odfffff   odfffff   odfffff   orfffff   owfffff
SendAgain            nyyyyyy   gyyyyyy   sqqqqqq   sqqqqqq   Dqqqqqq   dqqqqqq   dqqqqqq   dqqqqqq   dqqqqqq   dqqqqqq   dqqqqqq   +qqqqqq   wqqqqqq
ChangeRequest        nyyyyyy   gyyyyyy   +qqqqqq   +qqqqqq   Dqqqqqq   dqqqqqq   dqqqqqq   dqqqqqq   dqqqqqq   dqqqqqq   dqqqqqq   rqqqqqq   wqqqqqq
Withdraw             nyyyyyy   gyyyyyy   +qqqqqq   +qqqqqq   Dqqqqqq   +qqqqqq   +qqqqqq   lqqqqqq   lqqqqqq   lqqqqqq   lqqqqqq   +qqqqqq   wqqqqqq
CheckReturn          nyyyyyy   gyyyyyy   .......   .......   .......   .......   .......   .......   .......   .......   .......   +++++++   .......
CheckDecision        nyyyyyy   gyyyyyy   +++++++   +++++++   .......   +++++++   +++++++   .......   .......   .......   .......   .......   .......
CheckAcknowledgement nyyyyyy   gyyyyyy   +++++++   +++++++   +++++++   +++++++   +++++++   +++++++   +++++++   +++++++   +++++++   +++++++   .......
CheckClosing         nyyyyyy   gyyyyyy   .......   .......   .......   .......   .......   .......   +++++++   .......   .......   .......   .......
`;

const ORDERS: Readonly<Record<string, RequestOrder>> = Object.fromEntries(
  (
    [
      { type: 'StartDraft', id: ID, answers: {} },
      { type: 'SaveDraft', answers: { licences: '7' }, go: 'stay' },
      { type: 'StartOver' },
      { type: 'DiscardDraft' },
      { type: 'UseGuide', answers: { workload: 'AIP-P1', language: 'en' } },
      { type: 'Submit', answers: {} },
      { type: 'MarkComplete' },
      { type: 'RankExperts' },
      { type: 'Approve', expert: undefined },
      { type: 'Deny', reason: 'DENY_NO_CAPACITY', note: 'Until March.' },
      { type: 'OfferTo', expert: SUE.id },
      { type: 'AcceptOffer' },
      { type: 'DeclineOffer', reason: 'DECLINE_ABSENT' },
      { type: 'ConfirmContact' },
      { type: 'CloseRequest' },
      { type: 'NoteFeedback' },
      { type: 'CheckOffer' },
      {
        type: 'NoteOutcome',
        outcome: { completedAt: hoursIn(30), summary: typed('Done.'), criteriaMet: true },
      },
      { type: 'NoteDelivery', person: PAT.id, way: 'mail' },
      { type: 'ReturnRequest', reason: 'RETURN_INCORRECT', fields: ['role'], note: 'Engineer?' },
      { type: 'ReopenDenied', note: 'They lead after all.' },
      { type: 'SendAgain', answers: { licences: '500' } },
      { type: 'ChangeRequest', answers: { licences: '500' } },
      { type: 'Withdraw', reason: 'It works now.' },
      { type: 'CheckReturn' },
      { type: 'CheckDecision' },
      { type: 'CheckAcknowledgement' },
      { type: 'CheckClosing' },
    ] satisfies readonly RequestOrder[]
  ).map((order) => [order.type, order]),
);

const [head = '', ...ROWS] = TABLE.trim().split('\n');
const STATUSES = head.trim().split(/\s+/);

/** When each timer of the table is due; everything else comes at `hoursIn(26)`. */
const DUE: Readonly<Record<string, number>> = {
  CheckReturn: 240,
  CheckDecision: 120,
  CheckClosing: 124,
};

/** What comes of one command, as a letter of the table. */
function letterOf(status: string, order: RequestOrder, by: Actor): string {
  const world = {
    facts: facts({
      ...(order.type === 'RankExperts' ? { experts: [expert(SUE)] } : {}),
      acknowledged: false,
    }),
  };
  const at = hoursIn(DUE[order.type] ?? 26);
  const answer = given(...(STORIES[status] ?? [])).when({ ...order, by, at }, world);
  const meant = answer.ok
    ? answer.events.length > 0
      ? 'happens'
      : 'changes nothing'
    : answer.refusal.code;
  return Object.keys(MEANING).find((letter) => MEANING[letter] === meant) ?? `(${meant})`;
}

describe('who may do what, and when', () => {
  test('the table has every command and every status', () => {
    expect(ROWS.map((row) => row.split(/\s+/)[0])).toEqual(Object.keys(ORDERS));
    expect(STATUSES).toEqual(Object.keys(STORIES));
  });

  test.each(
    ROWS.flatMap((row) => {
      const [name = '', ...cells] = row.split(/\s+/);
      return cells.map((cell, column) => [name, STATUSES[column] ?? '', cell] as const);
    }),
  )('%s, %s: %s', (name, status, cell) => {
    const order = ORDERS[name]!;

    const found = ACTORS.map((by) => letterOf(status, order, by)).join('');

    expect(found).toBe(cell);
  });
});

describe('feedback of the expert', () => {
  test('is noted once, and a second click changes nothing', () => {
    const noted = given(...COMMENTED).when({ type: 'NoteFeedback', by: FRAN, at: hoursIn(31) });
    const again = given(...COMMENTED, happened({ type: 'FeedbackNoted' }, FRAN)).when({
      type: 'NoteFeedback',
      by: FRAN,
    });

    expect(noted).toMatchObject({ ok: true, events: [{ type: 'FeedbackNoted' }] });
    expect(noted.after).toMatchObject({ status: 'Closed', feedbackNotedAt: hoursIn(31) });
    expect(again).toMatchObject({ ok: true, events: [] });
  });
});

describe('an answer that comes too late says who was first, and when', () => {
  test.each([
    ['Approve', 'denied', { code: 'already-denied', by: FRAN, at: hoursIn(2) }],
    ['Deny', 'offered', { code: 'already-decided', by: FRAN, at: hoursIn(2) }],
    ['OfferTo', 'offered', { code: 'already-decided', by: FRAN, at: hoursIn(2) }],
    ['Approve', 'returned', { code: 'returned', by: FRAN, at: hoursIn(2) }],
    ['Deny', 'withdrawn', { code: 'withdrawn', by: PAT, at: hoursIn(4) }],
    ['CloseRequest', 'closed', { code: 'already-done', by: FRAN, at: hoursIn(5) }],
  ] as const)('%s of what is %s', (name, status, refusal) => {
    const answer = given(...(STORIES[status] ?? [])).when({ ...ORDERS[name]!, by: FRAN });

    expect(answer).toMatchObject({ ok: false, refusal });
  });

  test('the expert who has accepted is told when', () => {
    const answer = given(...CLOSED).when({ type: 'AcceptOffer', by: SAM });

    expect(answer).toMatchObject({
      refusal: { code: 'already-answered', by: SAM, at: hoursIn(3) },
    });
  });
});
