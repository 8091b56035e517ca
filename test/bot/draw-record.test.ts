import { drawFor, type DrawingOrder } from '../../src/bot/draw-record';
import { readSender } from '../../src/bot/sender';
import type { EngagementId, RequestId } from '../../src/domain/kernel';
import { conversationRecord } from '../../src/workflow/conversation-record';
import { handleCommand } from '../../src/workflow/handle-command';
import { FakeChats } from '../support/fake-chats';
import { ANSWERS } from '../support/fake-requests';
import {
  activityOf,
  ADA,
  CHANNEL,
  contextOf,
  FakeTeams,
  FRAN,
  GROUP,
  PAT,
  readOn,
  SAM,
  type Member,
  type Room,
} from '../support/fake-teams';
import { MONDAY_9 } from '../support/store-records';

const UUID = '00000000-1111-4222-8333-444444444444';
const REQUEST: RequestId = `request:${UUID}`;
const ENGAGEMENT: EngagementId = `engagement:${UUID}`;
const KICKOFF: DrawingOrder = { id: ENGAGEMENT, card: 'kickoff' };

let teams: FakeTeams;

/** Pat, Fran and Sam meet in the group; Ada has no part in it. */
beforeEach(async () => {
  teams = new FakeTeams({ chats: new FakeChats([conversationRecord(GROUP.id)]) });
  await teams.open();
  await teams.install(PAT, GROUP);
  await teams.install(ADA, CHANNEL);
  const orders: readonly (readonly [Member, { readonly type: string }])[] = [
    [PAT, { type: 'StartDraft', ...{ id: REQUEST, answers: {} } }],
    [PAT, { type: 'Submit', ...{ answers: ANSWERS } }],
    [FRAN, { type: 'Approve', ...{ expert: undefined } }],
    [SAM, { type: 'AcceptOffer' }],
  ];
  for (const [{ id, name }, order] of orders) {
    const meta = { by: { id, name }, at: MONDAY_9, causeId: `cause:${order.type}` };
    await handleCommand(teams.ports, REQUEST, { command: { ...order, ...meta } });
    await teams.house.dispatcher.idle();
  }
});

async function drawn(by: Member, order: DrawingOrder, room?: Room): Promise<string> {
  const context = contextOf(activityOf('message', by, { id: 'activity-1' }, room));
  const sender = (await readSender(teams.ports, context))!;
  return readOn(await drawFor(teams.ports, sender, order));
}

describe('a card that several people read', () => {
  it('is shown to whoever presses it where it stands', async () => {
    expect(await drawn(ADA, KICKOFF, GROUP)).toContain('SME-1001');
  });

  it.each([
    ['in another chat', KICKOFF, CHANNEL],
    ['in the own chat', KICKOFF, undefined],
    ['where another card of it stands', { id: ENGAGEMENT, card: 'expert' } as const, GROUP],
  ])('is not shown to somebody without a part in it %s', async (_where, order, room) => {
    const answer = await drawn(ADA, order, room);

    expect(answer).not.toMatch(/SME-\d|Contoso|Fabrikam|Entra/);
  });

  it.each([
    ['the requester', PAT],
    ['the FPM', FRAN],
    ['the expert', SAM],
  ])('is shown to %s anywhere', async (_part, by) => {
    const answers = [await drawn(by, KICKOFF), await drawn(by, KICKOFF, CHANNEL)];

    expect(answers.every((answer) => answer.includes('SME-1001'))).toBe(true);
  });
});

describe('a notice', () => {
  const notice = { code: 'already-decided', by: { id: FRAN.id, name: FRAN.name } } as const;
  const order: DrawingOrder = { id: REQUEST, card: 'request-fpm', notice };

  it('names nobody to somebody without a part in the request', async () => {
    const answers = [await drawn(ADA, order), await drawn(PAT, order)];

    expect(answers.map((answer) => answer.includes(FRAN.name))).toEqual([false, true]);
  });
});
