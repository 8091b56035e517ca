import { drawFor, type DrawingOrder } from '../../src/bot/draw-record';
import { readSender } from '../../src/bot/sender';
import { conversationRecord } from '../../src/workflow/conversation-record';
import { engage, ENGAGEMENT, REQUEST } from '../support/engaged';
import { partsOfType } from '../cards/card-lint';
import { FakeChats } from '../support/fake-chats';
import { FakePhotos } from '../support/fake-photos';
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

const KICKOFF: DrawingOrder = { id: ENGAGEMENT, card: 'kickoff' };

let teams: FakeTeams;

/** Pat, Fran and Sam meet in the group; Ada has no part in it. */
beforeEach(async () => {
  teams = new FakeTeams({ chats: new FakeChats([conversationRecord(GROUP.id)]) });
  await teams.open();
  await teams.install(PAT, GROUP);
  await teams.install(ADA, CHANNEL);
  await engage(teams);
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

describe('pictures of the three', () => {
  const image = 'data:image/png;base64,AAAA';

  beforeEach(async () => {
    const photos = new FakePhotos();
    [PAT, FRAN, SAM].forEach(({ id }) => photos.known.set(id, image));
    teams = new FakeTeams({ photos, chats: new FakeChats([conversationRecord(GROUP.id)]) });
    await teams.open();
    await teams.install(PAT, GROUP);
    await engage(teams);
  });

  async function picturesFor(by: Member, room?: Room): Promise<number> {
    const context = contextOf(activityOf('message', by, { id: 'activity-1' }, room));
    const sender = (await readSender(teams.ports, context))!;
    const { content } = await drawFor(teams.ports, sender, KICKOFF);
    return partsOfType(content, 'Image').length;
  }

  it('stand on the card in their chat, and on the one that is shown in answer to somebody', async () => {
    expect(await picturesFor(SAM, GROUP)).toBe(3);
    expect(await picturesFor(PAT)).toBe(3);
  });

  it('are shown to nobody who may not see the card', async () => {
    expect(await picturesFor(ADA)).toBe(0);
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
