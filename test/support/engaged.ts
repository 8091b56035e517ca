import type { EngagementId, RequestId } from '../../src/domain/kernel';
import { handleCommand } from '../../src/workflow/handle-command';
import { ANSWERS } from './fake-requests';
import { FRAN, PAT, SAM, type FakeTeams, type Member } from './fake-teams';
import { MONDAY_9 } from './store-records';

const UUID = '00000000-1111-4222-8333-444444444444';
/** Pat's request. */
export const REQUEST: RequestId = `request:${UUID}`;
/** What comes of it. */
export const ENGAGEMENT: EngagementId = `engagement:${UUID}`;

/** Takes a request to an engagement of Pat, Fran and Sam, each step by who may take it; everything it causes is carried out. */
export async function engage(teams: FakeTeams, id: RequestId = REQUEST): Promise<void> {
  const orders: readonly (readonly [Member, { readonly type: string }])[] = [
    [PAT, { type: 'StartDraft', ...{ id, answers: {} } }],
    [PAT, { type: 'Submit', ...{ answers: ANSWERS } }],
    [FRAN, { type: 'Approve', ...{ expert: undefined } }],
    [SAM, { type: 'AcceptOffer' }],
  ];
  for (const [{ id: person, name }, order] of orders) {
    const meta = { by: { id: person, name }, at: MONDAY_9, causeId: `cause:${order.type}` };
    await handleCommand(teams.ports, id, { command: { ...order, ...meta } });
    await teams.house.dispatcher.idle();
  }
}
