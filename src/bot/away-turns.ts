import type { TurnContext } from 'botbuilder';
import { awayCard } from '../cards/away-card';
import { awayFormCard } from '../cards/away-form-card';
import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor } from '../cards/drawing';
import type { AwayPress } from '../cards/pressed';
import { messageCard, noticeCard } from '../cards/simple-cards';
import { isAway, mayBeAway, type Absence } from '../domain/directory/absence';
import type { Person } from '../domain/directory/person';
import type { FpmChoice } from '../domain/request/hand-over';
import { isWorthAMorning } from '../domain/today/duty';
import { gatherDuties } from '../workflow/duties';
import { standInChoices } from '../workflow/fpm-choices';
import { handleCommand, type Outcome } from '../workflow/handle-command';
import { dayIn } from '../workflow/homes';
import type { BotPorts, Sender } from './bot-ports';
import { commandOf } from './form-actions';
import { dateOfSpoken, type SpokenDay } from './spoken-day';
import { openToday } from './today-turns';
import type { TodayTurn } from './today-order';
import { typedFpm } from './typed-fpm';
import type { Recognised } from './understand';

/** What was said of an absence in a sentence. */
type Said = Pick<Recognised, 'from' | 'day' | 'rest'>;

/**
 * "out of office until Friday, stand-in Finn": the form with what was said in it; typing never sets anything. Without any of it whoever
 * has an absence sees how it stands. Whoever has no work that comes by itself is told for whom this is.
 */
export async function openAway(ports: BotPorts, sender: Sender, said: Said = {}): Promise<Drawn> {
  const { person, viewer } = sender;
  if (!mayBeAway(person)) {
    return drawForWhom(sender);
  }
  const isBare = said.day === undefined && said.from === undefined && said.rest === undefined;
  if (isBare && plannedOf(ports, person) !== undefined) {
    return drawStanding(ports, sender, person);
  }
  const choices = await standInChoices(ports, person);
  const typed = {
    ...startValues(ports, person, choices),
    ...saidValues(ports, person, { said, choices }),
  };
  return drawModel(awayFormCard({ viewer, ...formOf(ports, person), choices, typed }));
}

/** "I am back": ends the absence at once; a kind word to whoever is not away, and what is planned to whoever is not away yet. */
export async function comeBackToWork(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
): Promise<Drawn> {
  const { person } = sender;
  if (!mayBeAway(person)) {
    return drawForWhom(sender);
  }
  return isAway(person, ports.clock.now())
    ? endAbsence({ ports, context, sender }, undefined)
    : drawStanding(ports, sender, person);
}

/** Carries out a button of the absence's card; what takes the card's place. */
export function pressAway(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  press: AwayPress,
): Promise<Drawn> {
  switch (press.action) {
    case 'form':
      return openForm(ports, sender);
    case 'show':
      return Promise.resolve(drawStanding(ports, sender, sender.person));
    case 'set':
      return setAbsence({ ports, context, sender }, press);
    case 'end':
      return endAbsence({ ports, context, sender }, press.edition);
  }
}

async function openForm(ports: BotPorts, sender: Sender): Promise<Drawn> {
  const { person, viewer } = sender;
  if (!mayBeAway(person)) {
    return drawForWhom(sender);
  }
  const choices = await standInChoices(ports, person);
  const typed = startValues(ports, person, choices);
  return drawModel(awayFormCard({ viewer, ...formOf(ports, person), choices, typed }));
}

async function setAbsence(
  { ports, context, sender }: TodayTurn,
  { from, until, standIn, inHand }: Extract<AwayPress, { readonly action: 'set' }>,
): Promise<Drawn> {
  const order = { type: 'SetAbsence', from, until, standIn, inHand };
  const outcome = await handleCommand(ports, sender.ref.id, {
    command: commandOf(ports, context, sender, order),
  });
  const { viewer } = sender;
  const person = outcome.record.state as Person;
  if (outcome.ok) {
    return drawStanding(ports, sender, person);
  }
  ports.log.info({ code: outcome.refusal.code }, 'An absence was refused.');
  if (outcome.refusal.code !== 'absence-wrong') {
    return drawRefused(sender, outcome);
  }
  const choices = await standInChoices(ports, person);
  const typed = { from, until, inHand, ...(standIn === undefined ? {} : { standIn }) };
  const form = { viewer, ...formOf(ports, person), choices, typed, isRefused: true };
  return drawModel(awayFormCard(form));
}

function drawRefused(sender: Sender, { refusal }: Extract<Outcome, { readonly ok: false }>): Drawn {
  return refusal.code === 'away-for-whom'
    ? drawForWhom(sender)
    : drawModel(noticeCard({ viewer: sender.viewer, refusal }));
}

/** What happened meanwhile is in Today, which moves down. */
async function endAbsence(turn: TodayTurn, edition: number | undefined): Promise<Drawn> {
  const { ports, context, sender } = turn;
  const order = { type: 'EndAbsence', ...(edition === undefined ? {} : { edition }) };
  const outcome = await handleCommand(ports, sender.ref.id, {
    command: commandOf(ports, context, sender, order),
  });
  const { viewer } = sender;
  const at = ports.clock.now();
  const person = awayPerson(outcome.record.state as Person);
  if (!outcome.ok) {
    return drawModel(awayCard({ viewer, person, at, notice: 'not-away' }));
  }
  const isOver = outcome.events.some(({ type }) => type === 'AbsenceEnded');
  if (isOver && isWorthAMorning(await gatherDuties(ports, sender.ref.id, at))) {
    await openToday(ports, context, sender);
  }
  return drawModel(
    awayCard({ viewer, person, at, said: isOver ? 'away.over' : 'away.called-off' }),
  );
}

function drawStanding(ports: BotPorts, { viewer }: Sender, person: Person): Drawn {
  return drawModel(awayCard({ viewer, person: awayPerson(person), at: ports.clock.now() }));
}

function drawForWhom({ viewer }: Sender): Drawn {
  const text = drawingFor(viewer).t('away.for-whom');
  return drawModel(
    messageCard({ viewer, title: 'away.title', text, offered: ['waiting-for-me', 'help'] }),
  );
}

function awayPerson(person: Person): Person & { readonly isFpm: boolean } {
  return { ...person, isFpm: person.fpmOf.length > 0 };
}

function formOf(
  ports: BotPorts,
  person: Person,
): {
  readonly person: Person & { readonly isFpm: boolean };
  readonly at: number;
  readonly today: string;
} {
  const at = ports.clock.now();
  return { person: awayPerson(person), at, today: dayIn(person.home.zone, at) };
}

function plannedOf(ports: BotPorts, { absence }: Person): Absence | undefined {
  return absence === undefined || ports.clock.now() >= absence.until ? undefined : absence;
}

type Typed = Readonly<Record<string, string>>;

/** What stands in the form before anybody typed: the absence that there is, or one from today on with the colleague of the same company. */
function startValues(ports: BotPorts, person: Person, choices: readonly FpmChoice[]): Typed {
  const planned = plannedOf(ports, person);
  if (planned !== undefined) {
    const { fromDay: from, untilDay: until, inHand, standIn } = planned;
    return { from, until, inHand, ...(standIn === undefined ? {} : { standIn: standIn.id }) };
  }
  const near = choices.filter(({ isOfCompany }) => isOfCompany);
  const [only] = near.length === 1 ? near : [];
  return {
    from: dayIn(person.home.zone, ports.clock.now()),
    inHand: 'new',
    ...(only === undefined ? {} : { standIn: only.person.id }),
  };
}

/** Days are those where the person is at home; the last one is looked for from the first one on. */
function saidValues(
  ports: BotPorts,
  { home }: Person,
  { said, choices }: { readonly said: Said; readonly choices: readonly FpmChoice[] },
): Typed {
  const today = dayIn(home.zone, ports.clock.now());
  const from = dayOf(said.from, today);
  const until = dayOf(said.day, from ?? today);
  return {
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(said.rest === undefined ? {} : namedIn(choices, said.rest)),
  };
}

/** Nobody is chosen any more where the name is not exactly one person's. */
function namedIn(choices: readonly FpmChoice[], said: string): Typed {
  const named = typedFpm(choices, said);
  return 'one' in named ? { standIn: named.one } : { standIn: '', ...named };
}

function dayOf(day: SpokenDay | undefined, today: string): string | undefined {
  return day === undefined ? undefined : dateOfSpoken(day, today);
}
