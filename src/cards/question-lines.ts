import type { Instant, PersonId } from '../domain/kernel';
import {
  awaitedOf,
  isAsked,
  type AskedQuestion,
  type OpenQuestion,
  type Question,
  type SolvedQuestion,
} from '../domain/question/question';
import type { TextKey } from '../text/words';
import { shown, type Drawing } from './drawing';
import { isReader } from './people';
import { workloadName } from './record-lines';

/** What it is by now: an unanswered concern that was handed on is an escalation. Pure. */
function kindOfQuestion(question: Question): 'question' | 'concern' | 'escalation' {
  return isAsked(question) && question.escalated !== undefined ? 'escalation' : question.kind;
}

/** "Question on SME-1042". Pure. */
export function questionTitle(draw: Drawing, question: Question): string {
  const { number } = question.about;
  return number === undefined
    ? draw.t('question.title.before')
    : draw.t(`question.title.${kindOfQuestion(question)}`, { about: `SME-${String(number)}` });
}

/** "SME-1042 · Entra ID P2"; without a number the workload, or what it is. Pure. */
export function questionKicker(draw: Drawing, { about, kind }: Question): string {
  const parts = [
    ...(about.number === undefined ? [] : [`SME-${String(about.number)}`]),
    ...(about.workloadId === undefined ? [] : [workloadName(about.workloadId)]),
  ];
  return parts.length === 0 ? draw.t(`question.kind.${kind}`) : parts.join(' · ');
}

/** Symbol and words of where it stands, as its reader is told. Pure. */
export function questionStatus(draw: Drawing, question: Question): string {
  switch (question.status) {
    case 'Draft':
      return `○ ${draw.t('status.question.Draft')}`;
    case 'Discarded':
      return `✕ ${draw.t('status.question.Discarded')}`;
    case 'Solved':
      return `✓ ${draw.t('status.question.Solved')}`;
    case 'Open':
      return openStatus(draw, question);
  }
}

function openStatus(draw: Drawing, question: OpenQuestion): string {
  if (question.awaits === 'from') {
    return `● ${draw.t('status.question.answered')}`;
  }
  const isMine = isAwaited(question, draw.reader);
  return question.escalated === undefined
    ? `◔ ${draw.t(isMine ? 'status.question.waiting-you' : 'status.question.waiting')}`
    : `⚠ ${draw.t(isMine ? 'status.question.escalated-you' : 'status.question.escalated')}`;
}

/** Who does what by when, as this reader is told. Pure. */
export function questionNext(
  draw: Drawing,
  question: Question,
  reader: PersonId | undefined,
): string {
  switch (question.status) {
    case 'Draft':
      return draw.t('next.question.draft');
    case 'Discarded':
      return draw.t('next.question.discarded');
    case 'Solved':
      return solvedText(draw, question, reader);
    case 'Open':
      return openNext(draw, question, reader);
  }
}

/** Who marked it as solved; its asker reads that they can ask again. */
function solvedText(
  draw: Drawing,
  { solvedBy, solvedAt, from }: SolvedQuestion,
  reader: PersonId | undefined,
): string {
  const when = draw.dateTime(solvedAt);
  const solved = isReader(draw, solvedBy)
    ? draw.t('next.question.solved-you', { when })
    : draw.t('next.question.solved', { name: shown(solvedBy.name), when });
  return from.id === reader ? `${solved} ${draw.t('next.question.again')}` : solved;
}

function openNext(draw: Drawing, question: OpenQuestion, reader: PersonId | undefined): string {
  const isMine = isAwaited(question, reader);
  if (question.awaits === 'from') {
    return isMine
      ? draw.t('next.question.read-you')
      : draw.t('next.question.read', { name: shown(question.from.name) });
  }
  const { answerBy } = question;
  if (answerBy === undefined) {
    const names = awaitedNames(draw, question);
    const count = awaitedOf(question).length;
    return isMine ? draw.t('next.question.you') : draw.t('next.question.other', { count, names });
  }
  const date = draw.dateTime(answerBy);
  return isMine
    ? draw.t('next.question.you-by', { date })
    : draw.t('next.question.other-by', { names: awaitedNames(draw, question), date });
}

function awaitedNames(draw: Drawing, question: Question): string {
  return draw.list(awaitedOf(question).map(({ name }) => shown(name)));
}

/** Whether the next word is this reader's. Pure. */
export function isAwaited(question: Question, reader: PersonId | undefined): boolean {
  return awaitedOf(question).some(({ id }) => id === reader);
}

/** A question as a row of a list: what it is about, and whom it waits for. Pure. */
export function questionRow(
  draw: Drawing,
  question: Question,
  reader: PersonId,
): { readonly heading: string; readonly text: string } {
  const { number } = question.about;
  const kind = draw.t(`question.kind.${kindOfQuestion(question)}`);
  const about = number === undefined ? questionTitle(draw, question) : `SME-${String(number)}`;
  return {
    heading: number === undefined ? about : `${about} · ${kind}`,
    text: [rowText(draw, question, reader), ...dueText(draw, question)].join(' · '),
  };
}

function dueText(draw: Drawing, question: Question): readonly string[] {
  const answerBy = question.status === 'Open' ? question.answerBy : undefined;
  return answerBy === undefined ? [] : [draw.t('today.due', { when: draw.dateTime(answerBy) })];
}

function rowText(draw: Drawing, question: Question, reader: PersonId): string {
  if (question.status !== 'Open') {
    return questionStatus(draw, question);
  }
  if (!isAwaited(question, reader)) {
    return draw.t('list.question.other', { names: awaitedNames(draw, question) });
  }
  return question.awaits === 'from'
    ? draw.t('list.question.answered', { name: shown(lastWriter(question)) })
    : draw.t('list.question.you', { name: shown(question.from.name) });
}

function lastWriter({ answers, to }: AskedQuestion): string {
  return answers.at(-1)?.by.name ?? to.person.name;
}

/** The subject of its mail: number, kind and status, never typed text. Pure. */
export function questionSubject(draw: Drawing, question: Question): string {
  const { number } = question.about;
  const kind = draw.t(`question.kind.${kindOfQuestion(question)}`);
  const prefix = number === undefined ? '' : `[SME-${String(number)}] `;
  return `${prefix}${kind}: ${questionStatus(draw, question).slice(2)}`;
}

/**
 * The notification of P7, for the one who is to react: a question, a concern, an answer, something added, or an escalation.
 * `undefined` when nothing is expected of this reader any more. Pure.
 */
export function questionPing(
  draw: Drawing,
  question: Question,
  reader: PersonId | undefined,
): string | undefined {
  if (question.status !== 'Open' || !isAwaited(question, reader)) {
    return undefined;
  }
  const due = question.answerBy ?? question.escalated?.at;
  const values = {
    about: aboutText(question),
    role: roleText(draw, question, reader),
    date: due === undefined ? '' : draw.dateTime(due),
  };
  return draw.t(pingKey(question, reader), values);
}

/** "SME-1042"; before there is a number the partner, and the workload where it is known. */
function aboutText({ about, to }: AskedQuestion): string {
  if (about.number !== undefined) {
    return `SME-${String(about.number)}`;
  }
  const workload = about.workloadId === undefined ? [] : [workloadName(about.workloadId)];
  return [to.company.name, ...workload].join(', ');
}

function pingKey(question: OpenQuestion, reader: PersonId | undefined): TextKey {
  const { awaits, answers, kind } = question;
  const last = answers.at(-1);
  if (awaits === 'from') {
    return 'ping.P7-answer';
  }
  if ((last?.at ?? 0) < handedOnAt(question, reader)) {
    return 'ping.P7-escalation';
  }
  if (last !== undefined) {
    return 'ping.P7-more';
  }
  return kind === 'concern' ? 'ping.P7-concern' : 'ping.P7';
}

/** When it came to this reader as the stand-in; 0 for everybody else. */
function handedOnAt({ escalated }: OpenQuestion, reader: PersonId | undefined): Instant {
  return escalated !== undefined && escalated.standIn.id === reader ? escalated.at : 0;
}

/** Who wrote last, as a phrase for this reader: "your FPM", "vom Partner". */
function roleText(draw: Drawing, question: OpenQuestion, reader: PersonId | undefined): string {
  const { answers, escalated, from, side } = question;
  const writer = answers.at(-1)?.by ?? from;
  if (writer.id === escalated?.standIn.id) {
    return draw.t('question.role.stand-in');
  }
  const other = side === 'fpm' ? 'partner' : 'fpm';
  const part = writer.id === from.id ? side : other;
  const readerPart = reader === from.id ? side : other;
  return draw.t(
    part === 'fpm' && readerPart === 'partner' ? 'question.role.own-fpm' : `question.role.${part}`,
  );
}
