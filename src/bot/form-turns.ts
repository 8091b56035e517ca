import type { TurnContext } from 'botbuilder';
import type { FormPress } from '../cards/pressed';
import type { Drawn } from '../cards/draw-card';
import type { DialogHost } from '../dialogs/dialog-host';
import { FORM_VERSION, type FormInput, type FormPosition } from '../dialogs/form-turn';
import { STEPS } from '../domain/form/fields';
import type { RefusalCode, RequestId } from '../domain/kernel';
import type { Draft, Request } from '../domain/request/request';
import { handleCommand } from '../workflow/handle-command';
import { loadRecord, loadState } from '../workflow/load-record';
import type { LiveRecord } from '../workflow/record';
import { causeOf } from './cause-of';
import { placeInRow, type Place } from './place-in-row';
import type { BotPorts, Sender } from './bot-ports';
import { drawFor, drawRecord } from './draw-record';
import { FORM_ANSWER, SENDER, startDraft, type FormStart } from './form-actions';

/** A form turn's surroundings. */
export interface FormTurnPorts {
  readonly ports: BotPorts;
  readonly dialogs: DialogHost;
}

/**
 * Opens a new form and its dialog. The unfinished one is shown again instead: the one that is open, unless something new was said, or the
 * one that was filled from the same. The refusal is drawn when the person may not request.
 */
export async function openForm(
  turn: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  start: FormStart,
): Promise<Drawn | undefined> {
  const { ports } = turn;
  const { how, id } = await placeOf(ports, context, sender, start);
  if (how === 'open') {
    const { record } = await handleCommand(ports, id, { showAgain: 'partner' });
    await keepPlace(turn, context, sender, record);
    return undefined;
  }
  const outcome = await startDraft(ports, context, sender, { ...start, id });
  if (!outcome.ok) {
    return drawFor(ports, sender, { id, card: 'request-partner', notice: outcome.refusal });
  }
  if (how === 'new') {
    await keepPlace(turn, context, sender, outcome.record);
  }
  return undefined;
}

/** Where the form is that is to be opened: the open one, the unfinished one of its kind, or a new one. */
async function placeOf(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  { answers, from }: FormStart,
): Promise<Place<RequestId>> {
  const causeId = causeOf(context.activity);
  const isSaid = from === undefined && Object.keys(answers).length > 0;
  const about = isSaid ? `said in ${causeId}` : (from ?? '');
  const row = { kind: 'request', by: sender.ref.id, about } as const;
  const place = await placeInRow(ports, row, causeId, (last) =>
    from === undefined ? isUntouched(last as Request) : isDraft(last as Request),
  );
  const { position } = about === '' ? await openPosition(ports, sender) : {};
  return place.how === 'repeated' || position === undefined
    ? place
    : { how: 'open', id: position.draftId };
}

function isDraft(request: Request): request is Draft {
  return request.status === 'Draft';
}

/** Begun and not saved since: a second one would look the same. */
function isUntouched(request: Request): boolean {
  return isDraft(request) && request.edition === 1;
}

/** From now on the words of the form are about this draft, unless it was put away. */
async function keepPlace(
  { ports, dialogs }: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  { state }: LiveRecord,
): Promise<void> {
  const draft = state as Request;
  if (!isDraft(draft) || draft.putAway) {
    return;
  }
  const { version } = await ports.positions.load(sender.ref.id);
  const position = await dialogs.begin(context, { draftId: draft.id, step: draft.step });
  await ports.positions.save(sender.ref.id, position, version);
}

/** Hands a word or a text to the open form; whether there was one. */
export async function continueForm(
  { ports, dialogs }: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  input: Exclude<FormInput, { kind: 'press' }>,
): Promise<boolean> {
  const { position, version } = await openPosition(ports, sender);
  if (position === undefined) {
    return false;
  }
  context.turnState.set(SENDER, sender);
  const next = await dialogs.continue(context, position, input);
  await ports.positions.save(sender.ref.id, next, version);
  return true;
}

/** Carries out a button of the form. A lost or foreign position is found again from the draft that the button belongs to. */
export async function pressForm(
  { ports, dialogs }: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  press: FormPress,
): Promise<Drawn> {
  const draft = await loadState<Request>(ports, press.id);
  if (draft?.status !== 'Draft' || draft.requester.id !== sender.ref.id) {
    return drawEnded(ports, context, sender, press);
  }
  const { version } = await ports.positions.load(sender.ref.id);
  context.turnState.set(SENDER, sender);
  const position = { draftId: draft.id, step: draft.step, formVersion: FORM_VERSION };
  const next = await dialogs.continue(context, position, { kind: 'press', press });
  await ports.positions.save(sender.ref.id, next, version);
  if (next !== undefined) {
    await ports.shownFirst(press.id);
  }
  return context.turnState.get<Drawn>(FORM_ANSWER);
}

/** The form of a button is not open any more: the card shows what became of it, and why nothing happened unless this very press did it. */
async function drawEnded(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  press: FormPress,
): Promise<Drawn> {
  const record = await loadRecord(ports, press.id);
  const card = { id: press.id, card: 'request-partner' } as const;
  const cause = causeOf(context.activity);
  const isRepeat = record.events.some(({ causeId }) => causeId === cause);
  const code = whyEnded(record.state as Request | undefined, sender);
  return drawRecord(ports, sender, isRepeat ? card : { ...card, notice: { code } }, record);
}

function whyEnded(request: Request | undefined, sender: Sender): RefusalCode {
  if (request === undefined || request.status === 'Discarded' || request.status === 'Deflected') {
    return 'draft-gone';
  }
  return request.requester.id === sender.ref.id ? 'already-submitted' : 'not-yours';
}

/** The open form of a person, if its position still fits the draft it names. */
async function openPosition(
  ports: BotPorts,
  sender: Sender,
): Promise<{ readonly position?: FormPosition; readonly version?: string }> {
  const { position: kept, version } = await ports.positions.load(sender.ref.id);
  const known = version === undefined ? {} : { version };
  if (kept?.formVersion !== FORM_VERSION || !kept.draftId.startsWith('request:')) {
    return known;
  }
  const draft = await loadState<Request>(ports, kept.draftId as RequestId);
  return draft?.status === 'Draft' && !draft.putAway
    ? { ...known, position: positionOf(draft) }
    : known;
}

function positionOf(draft: Draft): FormPosition {
  const step = STEPS.find((one) => one === draft.step) ?? 'need';
  return { draftId: draft.id, step, formVersion: FORM_VERSION };
}
