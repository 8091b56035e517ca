import { accept, refuse, typed, type CommandMeta, type Decision } from '../kernel';
import type { Policy } from '../policy';
import {
  AGREEMENT_LINES,
  DAY_LINES,
  isAgreed,
  REQUIRED_LINES,
  type AgreementLine,
} from './agreement';
import type { AgreementEvent, AgreementOrder } from './agreement-messages';
import type { Engagement } from './engagement';
import type { EngagementFacts } from './engagement-messages';
import { isCalendarDay } from './schedule';
import { isOneOfThree, isRunning } from './schedule-rules';

type Command<Type extends AgreementOrder['type']> = Extract<AgreementOrder, { type: Type }> &
  CommandMeta;

/** Decides what a command about the agreement, or about what followed after the end, means. Pure. */
export function decideAgreement(
  state: Engagement,
  command: AgreementOrder & CommandMeta,
  { today }: Pick<EngagementFacts, 'today'>,
  policy: Policy,
): Decision<AgreementEvent> {
  if (command.type === 'TellTrained') {
    return tellTrained(state, command);
  }
  if (!isOneOfThree(state, command.by)) {
    return refuse('not-yours');
  }
  if (!isRunning(state)) {
    return refuse('not-now');
  }
  if (command.type === 'ConfirmAgreement') {
    return confirm(state, command);
  }
  return isNewEndPast(state, command, today)
    ? refuse('date-wrong')
    : propose(state, command, policy);
}

function propose(
  { agreement }: Engagement,
  command: Command<'ProposeAgreement'>,
  { agreementLineMaxChars }: Policy,
): Decision<AgreementEvent> {
  const texts = AGREEMENT_LINES.map((line) => [line, command[line].trim()] as const);
  if (texts.some(([, text]) => text.length > agreementLineMaxChars)) {
    return refuse('text-too-long');
  }
  if (texts.some(([line, text]) => text === '' && REQUIRED_LINES.includes(line))) {
    return refuse('agreement-missing');
  }
  if (texts.some(([line, text]) => isWrongDay(line, text)) || endsBeforeStart(command)) {
    return refuse('date-wrong');
  }
  const isSame = texts.every(([line, text]) => agreement?.lines[line].typed === text);
  if (isSame && agreement !== undefined) {
    return confirmed(agreement, command);
  }
  const lines = Object.fromEntries(texts.map(([line, text]) => [line, typed(text)]));
  return accept({
    type: 'AgreementProposed',
    edition: (agreement?.edition ?? 0) + 1,
    lines: lines as Extract<AgreementEvent, { type: 'AgreementProposed' }>['lines'],
  });
}

function isWrongDay(line: AgreementLine, text: string): boolean {
  return DAY_LINES.includes(line) && text !== '' && !isCalendarDay(text);
}

function endsBeforeStart({ startOn, endOn }: Command<'ProposeAgreement'>): boolean {
  return startOn.trim() !== '' && endOn.trim() < startOn.trim();
}

/** An end that passed since it was agreed stays as it is: another line can still be changed. */
function isNewEndPast(
  { agreement }: Engagement,
  command: Command<'ProposeAgreement'>,
  today = '',
): boolean {
  const endOn = command.endOn.trim();
  return isCalendarDay(endOn) && endOn < today && endOn !== agreement?.lines.endOn.typed;
}

function confirm(
  { agreement }: Engagement,
  command: Command<'ConfirmAgreement'>,
): Decision<AgreementEvent> {
  // Somebody changed a line meanwhile: what was read is not what would be confirmed.
  return agreement?.edition === command.edition
    ? confirmed(agreement, command)
    : refuse('agreement-changed');
}

function confirmed(
  agreement: NonNullable<Engagement['agreement']>,
  { by }: CommandMeta,
): Decision<AgreementEvent> {
  const has = agreement.confirmed.some(({ person }) => by !== 'system' && person.id === by.id);
  return has || isAgreed(agreement)
    ? accept()
    : accept({ type: 'AgreementConfirmed', edition: agreement.edition });
}

function tellTrained(
  state: Engagement,
  { by, names }: Command<'TellTrained'>,
): Decision<AgreementEvent> {
  if (by === 'system' || by.id !== state.requester.id) {
    return refuse('needs-requester');
  }
  if (state.status !== 'Completed') {
    return refuse('not-now');
  }
  const told = names.trim();
  if (told === '') {
    return refuse('text-missing');
  }
  return told === state.trained?.typed
    ? accept()
    : accept({ type: 'TrainedTold', names: typed(told) });
}
