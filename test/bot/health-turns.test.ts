import type { Order } from '../../src/domain/effects';
import type { Actor, RecordId } from '../../src/domain/kernel';
import { wordsFor } from '../../src/text/words';
import { onlyCarried } from '../../src/watch/only-carried';
import { createDeliveryCounts, type DeliveryCounts } from '../../src/workflow/delivery-counts';
import { handleCommand } from '../../src/workflow/handle-command';
import { noteSecretEnd } from '../../src/workflow/note-secret-end';
import { partsOfType } from '../cards/card-lint';
import { ANSWERS } from '../support/fake-requests';
import { ADA, FakeTeams, PAT, SAM } from '../support/fake-teams';
import { FakeTimer } from '../support/fake-timer';

const { t } = wordsFor('en');
const DAY_MS = 86_400_000;
const PAT_REF = { id: PAT.id, name: PAT.name };
const REQUEST = 'request:00000000-1111-4222-8333-444444444444';

let teams = new FakeTeams();
let counts: DeliveryCounts | undefined;

beforeEach(async () => {
  const watch = onlyCarried((carriage) => {
    counts?.carried(carriage);
  });
  teams = new FakeTeams({ watches: [watch] });
  const { ringAfter } = new FakeTimer(teams.house.clock);
  counts = createDeliveryCounts(teams.ports, ringAfter);
  await teams.open();
  for (const member of [PAT, SAM, ADA]) {
    await teams.install(member);
  }
});

/** The facts on the health card, by their titles. */
async function facts(): Promise<ReadonlyMap<string, string>> {
  const [answer] = await teams.say(ADA, 'stuck');
  const sets = partsOfType(answer?.attachments?.[0]?.content, 'FactSet');
  const all = sets.flatMap((set) => set['facts'] as { title: string; value: string }[]);
  return new Map(all.map(({ title, value }) => [title, value]));
}

async function give(id: RecordId, order: Order, by: Actor = PAT_REF): Promise<void> {
  const { ports, house } = teams;
  const command = { ...order, by, at: ports.clock.now(), causeId: `cause:${order.type}` };
  await handleCommand(ports, id, { command });
  await house.dispatcher.idle();
}

async function submit(): Promise<void> {
  await give(REQUEST, { type: 'StartDraft', id: REQUEST, answers: {} });
  await give(REQUEST, { type: 'Submit', answers: ANSWERS });
}

describe('the health card tells an operator', () => {
  it('what was delivered today and yesterday, and how much of it by mail', async () => {
    const before = await facts();
    await submit(); // Fran has no chat: her card goes by mail.
    await counts?.idle();
    const then = await facts();
    teams.house.clock.forward(DAY_MS);
    const nextDay = await facts();

    expect(before.get(t('fact.delivered-today'))).toBe(t('health.none'));
    expect(then.get(t('fact.delivered-today'))).toMatch(/^\d+, \d+ of them by mail$/);
    expect(nextDay.get(t('fact.delivered-yesterday'))).toBe(then.get(t('fact.delivered-today')));
    expect(nextDay.get(t('fact.delivered-today'))).toBe(t('health.none'));
  });

  it('when the client secret ends, with the year, and nothing where there is none', async () => {
    const without = await facts();
    await noteSecretEnd(teams.ports, Date.parse('2027-05-31T23:59:59Z'));
    const far = await facts();
    teams.house.clock.set(Date.parse('2027-05-30T12:00:00Z'));
    const near = await facts();
    teams.house.clock.set(Date.parse('2027-06-02T12:00:00Z'));

    expect(without.has(t('fact.secret'))).toBe(false);
    expect(far.get(t('fact.secret'))).toMatch(/^until (31 May|1 Jun) 2027$/);
    expect(near.get(t('fact.secret'))).toMatch(/^⚠ until .* 2027$/);
    expect((await facts()).get(t('fact.secret'))).toMatch(/^⚠ ended on .* 2027$/);
  });

  it('which companies have nobody who decides, and nothing where all have', async () => {
    const before = await facts();
    const entry = { contacts: [PAT.id], fpms: ['person:who-has-left'] };
    for (const name of ['Northwind', 'Tailspin', 'Wingtip', 'Woodgrove', 'Adatum']) {
      const id = `partner:${name.toLowerCase()}` as const;
      await give(id, { type: 'Import', entry: { id, name, ...entry } }, 'system');
    }

    expect(before.has(t('fact.without-fpm'))).toBe(false);
    expect((await facts()).get(t('fact.close-gaps'))).toContain('npm run directory:import');
    expect((await facts()).get(t('fact.without-fpm'))).toMatch(/^⚠ \w+, \w+, \w+ and 2 more$/);
  });

  it('for which products nobody can be proposed', async () => {
    const found = (await facts()).get(t('fact.without-expert'));

    expect(found).toMatch(/^⚠ Defender for Office 365, .* and \d+ more$/);
    expect(found).not.toContain('Entra ID');
  });
});
