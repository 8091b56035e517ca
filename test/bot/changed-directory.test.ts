import type { RequestId } from '../../src/domain/kernel';
import { handleCommand } from '../../src/workflow/handle-command';
import { loadState } from '../../src/workflow/load-record';
import type { NumberedRequest } from '../../src/domain/request/request';
import type { CheckedDirectory } from '../../src/workflow/seed-directory';
import { importDirectory } from '../support/directory-imports';
import { ANSWERS } from '../support/fake-requests';
import { openHouse } from '../support/fake-house';
import { ADA, FRAN, PAT, SAM, TEAMS_DIRECTORY } from '../support/fake-teams';
import { MONDAY_9 } from '../support/store-records';
import { SUBMITTED, SubmittedTeams } from '../support/submitted-teams';

const NEXT: RequestId = 'request:00000000-1111-4222-8333-555555555555';

/** Without Fran, in whose place Ada decides, and without Sam, who is the only expert. */
const CHANGED: CheckedDirectory = {
  people: TEAMS_DIRECTORY.people.filter(({ id }) => ![FRAN.objectId, SAM.objectId].includes(id)),
  partners: TEAMS_DIRECTORY.partners.map((partner) => ({ ...partner, fpms: [ADA.objectId] })),
  experts: [],
};

let teams: SubmittedTeams;

beforeEach(async () => {
  teams = new SubmittedTeams();
  await teams.open();
  await teams.install(ADA);
});

/** The import runs as a process of its own, over the store of the running bot. */
async function importBeside(): Promise<void> {
  await importDirectory(openHouse({ store: teams.ports.store, owner: 'import' }).ports, CHANGED);
}

async function submitNext(): Promise<void> {
  const orders = [
    { type: 'StartDraft', id: NEXT, answers: {} },
    { type: 'Submit', answers: ANSWERS },
  ];
  for (const order of orders) {
    const by = { id: PAT.id, name: PAT.name };
    const command = { ...order, by, at: MONDAY_9, causeId: `next:${order.type}` };
    await handleCommand(teams.ports, NEXT, { command });
    await teams.house.dispatcher.idle();
  }
}

describe('a directory that changes while the bot runs', () => {
  it('sends the next request to the new FPM, and leaves the one before where it is', async () => {
    const before = teams.postsTo(FRAN);
    await importBeside();
    await submitNext();

    const next = await loadState<NumberedRequest>(teams.ports, NEXT);
    expect(next?.form.fpm.id).toBe(ADA.id);
    expect([teams.postsTo(ADA), teams.postsTo(FRAN) - before]).toEqual([1, 0]);
    expect((await teams.request()).form.fpm.id).toBe(FRAN.id);
    expect(await teams.hear(FRAN, 'my requests')).toContain('SME-1001');
  });

  it('greets who has left without offering anything new, and lets them read', async () => {
    await teams.pressOn(FRAN, 'approve', { expert: '' });
    await teams.house.dispatcher.idle();
    await teams.press(SAM, 'offer.accept', { id: SUBMITTED });
    await importBeside();

    const home = await teams.hear(SAM, 'help');
    const list = await teams.hear(SAM, 'my requests');

    expect(home).toContain('The directory gives you no role at present');
    expect(home).not.toContain('Offers of engagements');
    expect(list).toContain('engagement:');
  });

  it('lets nobody request who may not any more', async () => {
    const people = CHANGED.people.map((person) => person);
    const partners = CHANGED.partners.map((partner) => ({
      ...partner,
      contacts: [people.at(-1)!.id],
      fpms: [PAT.objectId],
    }));
    await importDirectory(teams.ports, { ...CHANGED, partners });

    expect(await teams.hear(PAT, 'request SME')).toContain('not in the directory as somebody');
  });
});
