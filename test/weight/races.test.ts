import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawingFor, refusalText } from '../../src/cards/drawing';
import type { RequestId } from '../../src/domain/kernel';
import { wordsFor } from '../../src/text/words';
import { openStore } from '../../src/store/open-store';
import { loadRecord } from '../../src/workflow/load-record';
import type { HistoryEvent } from '../../src/workflow/record';
import { activityIn } from '../support/activity-in';
import { ANSWERS, give, given } from '../support/fake-requests';
import { FakeTeams, FRAN, PAT, readOn, SAM } from '../support/fake-teams';
import { Presser, type Click, type ClickAnswer } from './racing-pressers';

/** `WEIGHT=long` races 1,000 approvals; otherwise 100. */
const RACES = process.env['WEIGHT'] === 'long' ? 1_000 : 100;
/** What a company requested earlier is read at every step: many requests in one file make a slow race. */
const RACES_PER_FILE = 100;

jest.setTimeout(10 * 60_000);

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'races-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

function requestNumber(n: number): RequestId {
  return `request:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

/** So many submitted requests in a new file. */
async function fileWith(name: string, count: number): Promise<string> {
  const file = join(folder, name);
  const store = await openStore({ kind: 'sqlite', file });
  const teams = new FakeTeams({ store });
  await teams.open();
  for (const person of [PAT, FRAN, SAM]) {
    await teams.install(person);
  }
  for (let n = 0; n < count; n += 1) {
    const id = requestNumber(n);
    const draft = { type: 'StartDraft', id, answers: {} };
    await give(teams.ports, id, given(teams.ports, PAT, draft, `open ${id}`));
    const whole = { type: 'Submit', answers: ANSWERS };
    await give(teams.ports, id, given(teams.ports, PAT, whole, `submit ${id}`));
  }
  await teams.house.dispatcher.idle();
  await store.close();
  return file;
}

type Pair = readonly [Click, Click];

/** What the two processes are asked at the same moment: two decisions, one twice, or one delivery that reaches both. */
function clicksOn(id: RequestId, n: number): Pair {
  const approve = { verb: 'request.approve', payload: { id }, id: `approve ${id}` };
  const note = 'There is one already.';
  const deny = { verb: 'request.deny', payload: { id, reason: 'DENY_DUPLICATE', note } };
  const pairs: readonly [Pair, ...Pair[]] = [
    [approve, { ...deny, id: `deny ${id}` }],
    [approve, { ...approve, id: `approve again ${id}` }],
    [approve, approve],
    [{ ...deny, id: `deny ${id}` }, approve],
  ];
  return pairs[n % pairs.length] ?? pairs[0];
}

interface Race {
  readonly id: RequestId;
  readonly clicks: Pair;
  readonly answers: readonly [ClickAnswer, ClickAnswer];
}

async function raceOn(
  file: string,
  pressers: readonly [Presser, Presser],
): Promise<readonly Race[]> {
  const races: Race[] = [];
  for (let n = 0; n < RACES_PER_FILE; n += 1) {
    const id = requestNumber(n);
    const clicks = clicksOn(id, n);
    const answers = await Promise.all([pressers[0].press(clicks[0]), pressers[1].press(clicks[1])]);
    races.push({ id, clicks, answers });
  }
  return races;
}

/** The decisions that a record holds in the end. */
async function decisionsIn(
  file: string,
  ids: readonly RequestId[],
): Promise<readonly (readonly HistoryEvent[])[]> {
  const store = await openStore({ kind: 'sqlite', file });
  const ports = { store, clock: { now: () => 0 } };
  const records = await Promise.all(ids.map((id) => loadRecord(ports, id)));
  await store.close();
  return records.map(({ events }) =>
    events.filter(({ type }) => /^Request(Approved|Denied)$/.test(type)),
  );
}

const { t } = wordsFor('en');
const draw = drawingFor({ person: FRAN.id, language: 'en', zone: 'Europe/Madrid' });

/** How a process answered: as the one that decided, as one that came too late and sees how it stands, or in no way that is right. */
function outcomeOf(answer: ClickAnswer, decided: HistoryEvent): 'won' | 'late' | 'wrong' {
  const { bodies, errors } = answer;
  const isApproved = decided.type === 'RequestApproved';
  const by = { id: FRAN.id, name: FRAN.name };
  const code = isApproved ? ('already-decided' as const) : ('already-denied' as const);
  const notice = refusalText(draw, { code, by, at: decided.at });
  const status = t(`status.request.${isApproved ? 'Approved' : 'Denied'}`);
  const text = readOn(bodies);
  const isCard = /"statusCode":200,"type":"application\/vnd.microsoft.card.adaptive"/.test(text);
  if (bodies.length !== 1 || errors.length > 0 || !isCard || !text.includes(status)) {
    return 'wrong';
  }
  // A line of its own: the card of whoever decided says the same in the line of its next step.
  return text.includes(`"text":${JSON.stringify(notice)}`) ? 'late' : 'won';
}

/** What is wrong with a race. */
function faultsOf(
  { id, clicks, answers }: Race,
  decisions: readonly HistoryEvent[],
): readonly string[] {
  const [decided, ...more] = decisions;
  if (decided === undefined || more.length > 0) {
    return [`${id}: ${String(decisions.length)} decisions`];
  }
  const outcomes = answers.map((answer) => outcomeOf(answer, decided));
  const winner = clicks.findIndex((click) => click.id === activityIn(decided.causeId));
  const isSame = clicks[0].id === clicks[1].id;
  const wanted = clicks.map((_click, n) => (isSame || n === winner ? 'won' : 'late'));
  return outcomes.join() === wanted.join()
    ? []
    : [`${id}: ${outcomes.join()} instead of ${wanted.join()}: ${readOn(answers).slice(0, 2_000)}`];
}

it(`two processes race one approval ${String(RACES)} times: one decides, the other shows what was decided`, async () => {
  const faults: string[] = [];
  const winners = [0, 0];
  const ends: (number | null)[] = [];

  for (let round = 0; round < RACES / RACES_PER_FILE; round += 1) {
    const file = await fileWith(`round-${String(round)}.db`, RACES_PER_FILE);
    const pressers = await Promise.all([Presser.on(file), Presser.on(file)]);
    const races = await raceOn(file, pressers);
    ends.push(...(await Promise.all(pressers.map((one) => one.close()))));
    const decisions = await decisionsIn(
      file,
      races.map(({ id }) => id),
    );
    races.forEach((race, n) => {
      faults.push(...faultsOf(race, decisions[n] ?? []));
      const winner = race.clicks.findIndex(
        ({ id }) => id === activityIn(decisions[n]?.[0]?.causeId ?? ''),
      );
      winners[winner] = (winners[winner] ?? 0) + 1;
    });
  }

  process.stdout.write(`${String(RACES)} races, won ${winners.join(' to ')}\n`);
  expect(faults).toEqual([]);
  expect(ends).toEqual(ends.map(() => 0));
  expect(Math.min(...winners)).toBeGreaterThan(0);
});

it('one delivery that comes five times, over a restart of the process, decides once and is answered the same each time', async () => {
  const file = await fileWith('restart.db', 1);
  const id = requestNumber(0);
  const [click] = clicksOn(id, 0);
  const answers: ClickAnswer[] = [];

  for (const deliveries of [2, 3]) {
    const presser = await Presser.on(file);
    for (let n = 0; n < deliveries; n += 1) {
      answers.push(await presser.press(click));
    }
    await presser.close();
  }

  const [decisions = []] = await decisionsIn(file, [id]);
  expect(decisions).toHaveLength(1);
  expect(answers.map((answer) => outcomeOf(answer, decisions[0]!))).toEqual(
    answers.map(() => 'won'),
  );
  expect(new Set(answers.map((answer) => readOn(answer))).size).toBe(1);
});
