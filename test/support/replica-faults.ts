/** What must hold when everything is over, however often a bot was killed meanwhile. Each finding is a sentence. */
import { withClockLine } from '../../src/bot/demo-clock';
import { drawCard } from '../../src/cards/draw-card';
import { wordsFor } from '../../src/text/words';
import type { Copy, LiveRecord } from '../../src/workflow/record';
import type { Json } from '../../src/workflow/store-port';
import { textsOf } from '../e2e/card-reading';
import { activityIn } from './activity-in';
import type { Message } from './failpoint-teams';
import { plain } from './failpoint-look';
import { eventsOf, nameOf, openWork, pendingOf, typesOf, type StoreLook } from './replica-look';
import type { Kill, RunEnd } from './replica-run';

/** Happens at most once in a record, however often it is asked for. */
const ONCE = [
  ...['DraftStarted', 'RequestSubmitted', 'CompletenessConfirmed', 'RequestApproved'],
  ...['RequestDenied', 'ExpertAssigned', 'FirstContactConfirmed', 'RequestClosed'],
  ...['EngagementOpened', 'KickoffChatOpened', 'Greeted'],
];
/** A start of a process and what else goes on meanwhile, on a slow machine. */
const SLOW_MACHINE_MS = 4_000;
/** A message that was in flight when a process was killed was taken at most so long before, and read at most so long after. */
const FLIGHT_MS = 2_000;

/** Everything that is wrong. */
export function faultsOf(end: RunEnd): readonly string[] {
  const { look, teams, kills, desk, lines } = end;
  const requests = look.records.filter(({ id }) => id.startsWith('request:'));
  return [
    ...openWork(look).map((name) => `left undone: ${name}`),
    ...pendingOf(look)
      .filter(({ effect }) => effect.stuck !== undefined)
      .map((one) => `stuck: ${nameOf(one)}`),
    ...look.records.flatMap(happenedTwice),
    ...requests.flatMap(undecided),
    ...twinsIn(numbersOf(requests)).map((number) => `number allotted twice: ${number}`),
    ...lostActs(look, desk.acknowledged),
    ...firedTwice(look),
    ...copiesOf(look).flatMap(([record, copy]) =>
      untrue(look, record, copy, teams.card(copy.activityId ?? '')),
    ),
    ...unexplained(duplicatesIn(look, teams.messages()), kills, countedIn(lines)),
    ...kills
      .filter(({ takenOverMs }) => takenOverMs > end.seenWithinMs + SLOW_MACHINE_MS)
      .map((kill) => `taken over late: ${JSON.stringify(kill)}`),
    ...lines
      .filter(({ level }) => level === 'error')
      .map((line) => `error: ${JSON.stringify(line)}`),
  ];
}

/** Messages of the dispatcher that no copy knows of: posted once more after a crash, never edited since. */
export function duplicatesIn(look: StoreLook, messages: readonly Message[]): readonly Message[] {
  const known = new Set(copiesOf(look).map(([, { activityId }]) => activityId));
  return messages.filter(({ id, isReply, edits }) => !isReply && edits === 0 && !known.has(id));
}

function copiesOf({ records }: StoreLook): readonly (readonly [LiveRecord, Copy])[] {
  return records.flatMap((record) => record.copies.map((copy) => [record, copy] as const));
}

function happenedTwice(record: LiveRecord): readonly string[] {
  const types = typesOf(record).filter((type) => ONCE.includes(type));
  return twinsIn(types).map((type) => `twice in ${record.id}: ${type}`);
}

function undecided(record: LiveRecord): readonly string[] {
  const decisions = typesOf(record).filter((type) => /^Request(Approved|Denied)$/.test(type));
  return decisions.length === 1
    ? []
    : [`${record.id} was decided ${String(decisions.length)} times`];
}

function numbersOf(requests: readonly LiveRecord[]): readonly string[] {
  return requests.flatMap(({ events }) =>
    events.filter(({ type }) => type === 'RequestSubmitted').map(({ number }) => String(number)),
  );
}

/** What was answered, and is not in the history, or more than once. */
function lostActs(look: StoreLook, acts: RunEnd['desk']['acknowledged']): readonly string[] {
  const happened = eventsOf(look);
  return acts.flatMap(({ id, causes }) => {
    const ids = id.split('|');
    const found = happened.filter(
      ({ causeId, type }) => ids.includes(activityIn(causeId)) && causes.includes(type),
    );
    return causes.length === 0 || found.length === 1
      ? []
      : [`acknowledged ${id} caused ${causes.join(' or ')} ${String(found.length)} times`];
  });
}

/** One timer, message or act has caused the same event twice. */
function firedTwice(look: StoreLook): readonly string[] {
  const causes = eventsOf(look).map(({ record, causeId, type }) => `${record} ${type} ${causeId}`);
  return twinsIn(causes).map((cause) => `caused twice: ${cause}`);
}

/** A message that shows something else than its record says. */
function untrue(look: StoreLook, record: LiveRecord, copy: Copy, card: unknown): readonly string[] {
  if (copy.activityId === undefined) {
    return [`${record.id} ${copy.key} is not shown`];
  }
  const shown = readable(card);
  const content = drawCard(copy.card, {
    state: record.state,
    viewer: {
      language: languageOn(card),
      zone: 'Europe/Madrid',
      ...('person' in copy.to && { person: copy.to.person }),
    },
    face: 'front',
    at: look.now,
  }).content;
  const wanted = readable(
    withClockLine(content as Json, { zone: 'UTC', isNamed: true, at: look.now }),
  );
  return shown === wanted
    ? []
    : [`${record.id} ${copy.key} shows\n${shown}\ninstead of\n${wanted}`];
}

/** What a person reads on a card, the demo's clock left aside: a card that nothing changes keeps the old time. */
function readable(card: unknown): string {
  const clock = wordsFor(languageOn(card)).t('clock.line', { when: '' });
  const lines = textsOf(card).filter((line) => !line.startsWith(clock));
  return plain(lines.join('\n'));
}

function languageOn(card: unknown): 'de' | 'en' | 'es' {
  return (card as { readonly lang: 'de' | 'en' | 'es' }).lang;
}

/** New messages that the bots themselves say may be there twice. */
export function countedIn(lines: RunEnd['lines']): number {
  return lines.filter(({ mayRepeat }) => mayRepeat === true).length;
}

/** Duplicates that no kill explains, and those of which there are more than were in flight or than the bots have counted. */
function unexplained(
  duplicates: readonly Message[],
  kills: readonly Kill[],
  counted: number,
): readonly string[] {
  const inFlight = kills.reduce((sum, kill) => sum + kill.inFlight, 0);
  const alone = duplicates.filter(
    ({ at }) => !kills.some((kill) => Math.abs(kill.at - at) < FLIGHT_MS),
  );
  return [
    ...alone.map(({ chat, card }) => `posted twice without a kill in ${chat}: ${readable(card)}`),
    ...(duplicates.length > inFlight
      ? [`${String(duplicates.length)} duplicates of ${String(inFlight)} in flight`]
      : []),
    ...(duplicates.length > counted
      ? [`${String(duplicates.length)} duplicates, ${String(counted)} counted`]
      : []),
  ];
}

function twinsIn(list: readonly string[]): readonly string[] {
  return list.filter((one, index) => list.indexOf(one) < index);
}
