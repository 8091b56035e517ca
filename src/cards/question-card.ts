import type { Instant, PersonId, PersonRef, RefusalCode, Typed } from '../domain/kernel';
import { POLICY } from '../domain/policy';
import {
  isAsked,
  maySolve,
  type AskedQuestion,
  type OpenQuestion,
  type Question,
  type QuestionDraft,
} from '../domain/question/question';
import type { TextKey } from '../text/words';
import type { Button, CardModel, Fact, Field, Section } from './card-model';
import { drawingFor, refusalText, shortened, shown, type Drawing, type Picture } from './drawing';
import {
  isAwaited,
  questionKicker,
  questionNext,
  questionStatus,
  questionTitle,
} from './question-lines';
import { nameAtStart, nameOf } from './people';
import { reachedText } from './record-lines';
import { typedPart } from './typed-part';

/** Refusals that are about the text itself. */
const WRONG_TEXTS: readonly RefusalCode[] = ['text-missing', 'text-too-long', 'text-unreadable'];
/** Answers in sight; the history tells of all. */
const ANSWERS_SHOWN = 8;
/** Bytes of JSON that answers may take together, more than the longest single one: a card of Teams holds 28 KB in all. */
const ANSWERS_BYTES = 9000;
/** What is shown of an answer that does not fit any more. */
const CUT_CHARS = 150;

/**
 * S8: a question or concern as either side sees it; while its asker writes, the form.
 * Verbs: question.ask, question.discard, question.answer-form, question.answer, question.turn, question.solve, question.open,
 * question.again.
 */
export function questionCard(picture: Picture<Question>): CardModel {
  const { state, viewer, notice } = picture;
  const draw = drawingFor(viewer);
  const head: CardModel = {
    language: draw.language,
    kicker: questionKicker(draw, state),
    title: questionTitle(draw, state),
    status: questionStatus(draw, state),
    tone: toneOf(state),
    next: questionNext(draw, state, viewer.person),
    ...(notice === undefined ? {} : { notice: refusalText(draw, notice) }),
  };
  if (state.status === 'Draft') {
    return { ...head, ...formSide(draw, picture, state) };
  }
  if (!isAsked(state)) {
    return head;
  }
  return picture.face === 'answer' && state.status === 'Open'
    ? { ...head, ...answerSide(draw, picture, state) }
    : { ...head, ...frontSide(draw, picture, state) };
}

function toneOf(question: Question): NonNullable<CardModel['tone']> {
  if (question.status !== 'Open') {
    return question.status === 'Solved' ? 'good' : 'emphasis';
  }
  if (question.awaits === 'from') {
    return 'good';
  }
  return question.escalated === undefined ? 'accent' : 'warning';
}

function formSide(
  draw: Drawing,
  picture: Picture<Question>,
  draft: QuestionDraft,
): Partial<CardModel> {
  const payload = { id: draft.id };
  const [first, ...others] = draft.receivers;
  const only = others.length === 0 ? first : undefined;
  return {
    ...(draft.text === undefined || picture.notice !== undefined
      ? {}
      : { notice: draw.t('question.kept') }),
    intro: draw.t(`question.intro.${draft.kind}`, { count: POLICY.concernWorkingDays }),
    facts:
      only === undefined
        ? []
        : [{ title: draw.t('fact.to'), value: withCompany(draw, only.person, only.company.name) }],
    fields: [
      ...(only === undefined ? [receiverField(draw, picture, draft)] : []),
      textField(draw, withKept(picture, draft), draft.kind),
    ],
    buttons: [
      {
        title:
          only === undefined
            ? draw.t('button.send')
            : draw.t('button.send-to', { name: only.person.name }),
        verb: 'question.ask',
        payload,
        style: 'positive',
      },
      { title: draw.t('button.discard'), verb: 'question.discard', payload },
    ],
  };
}

/** What was typed in the chat stands in the field, unless something was typed there since. */
function withKept(
  { notice, typed }: Picture<Question>,
  { text }: QuestionDraft,
): Pick<Picture<Question>, 'notice' | 'typed'> {
  return {
    ...(notice === undefined ? {} : { notice }),
    typed: { ...(text === undefined ? {} : { text: text.typed }), ...typed },
  };
}

function receiverField(draw: Drawing, picture: Picture<Question>, draft: QuestionDraft): Field {
  const { notice, typed } = picture;
  const choices = draft.receivers.map(({ person, company }) => ({
    value: person.id,
    title: `${person.name}, ${company.name}`,
  }));
  return {
    id: 'to',
    kind: choices.length > 3 ? 'choice' : 'radio',
    label: draw.t('field.receiver'),
    value: typed?.['to'] ?? choices[0]?.value ?? '',
    choices,
    ...(notice?.code === 'receiver-missing'
      ? { error: `⚠ ${draw.t('refusal.receiver-missing')}` }
      : {}),
  };
}

function textField(
  draw: Drawing,
  { notice, typed }: Pick<Picture<Question>, 'notice' | 'typed'>,
  label: 'question' | 'concern' | 'answer' | 'addition',
): Field {
  const isWrong = notice !== undefined && WRONG_TEXTS.includes(notice.code);
  return {
    id: 'text',
    kind: 'long-text',
    label: draw.t(`field.${label}`),
    value: typed?.['text'] ?? '',
    ...(label === 'question' || label === 'concern' ? { hint: draw.t(`hint.${label}`) } : {}),
    ...(isWrong ? { error: `⚠ ${refusalText(draw, notice)}` } : {}),
  };
}

function frontSide(
  draw: Drawing,
  picture: Picture<Question>,
  question: AskedQuestion,
): Partial<CardModel> {
  return {
    facts: factsOf(draw, question),
    sections: [
      messageSection(draw, { by: question.from, at: question.askedAt, text: question.text }),
      ...answerSections(draw, question),
      ...reachedSections(draw, question),
    ],
    buttons: frontButtons(draw, picture, question),
  };
}

function factsOf(draw: Drawing, question: AskedQuestion): readonly Fact[] {
  const { from, to, side, escalated } = question;
  const company = to.company.name;
  return [
    {
      title: draw.t('fact.from'),
      value: side === 'partner' ? withCompany(draw, from, company) : nameOf(draw, from),
    },
    {
      title: draw.t('fact.to'),
      value: side === 'fpm' ? withCompany(draw, to.person, company) : nameOf(draw, to.person),
    },
    ...(escalated === undefined
      ? []
      : [
          {
            title: draw.t('fact.handed-on'),
            value: draw.t('value.done', {
              name: nameOf(draw, escalated.standIn),
              when: draw.dateTime(escalated.at),
            }),
          },
        ]),
  ];
}

function withCompany(draw: Drawing, person: PersonRef, company: string): string {
  return `${nameOf(draw, person)} · ${shown(company)}`;
}

interface Message {
  readonly by: PersonRef;
  readonly at: Instant;
  readonly text: Typed;
}

function messageSection(draw: Drawing, { by, at, text }: Message, max?: number): Section {
  const written = max === undefined ? text.typed : shortened(text.typed, max);
  return {
    ...typedPart(draw, `${nameAtStart(draw, by)} · ${draw.dateTime(at)}`, written),
    separated: true,
  };
}

/** The newest answers, oldest first; how many came before them. */
function answerSections(draw: Drawing, { answers }: AskedQuestion): readonly Section[] {
  const newest = answers.slice(-ANSWERS_SHOWN);
  const earlier = answers.length - newest.length;
  let left = ANSWERS_BYTES;
  const sections = newest.toReversed().map((one) => {
    const bytes = bytesOf(shown(one.text.typed));
    const isWhole = bytes <= left;
    left -= isWhole ? bytes : 0;
    return messageSection(draw, one, isWhole ? undefined : CUT_CHARS);
  });
  return [
    ...(earlier === 0 ? [] : [{ text: draw.t('question.earlier', { count: earlier }) }]),
    ...sections.toReversed(),
  ];
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(JSON.stringify(text)).length;
}

function reachedSections(draw: Drawing, question: AskedQuestion): readonly Section[] {
  const { from, to, escalated, reached } = question;
  const people = [from, to.person, ...(escalated === undefined ? [] : [escalated.standIn])];
  const text = reachedText(draw, reached, people);
  return text === '' ? [] : [{ text: `✉ ${text}` }];
}

function frontButtons(
  draw: Drawing,
  { viewer }: Picture<Question>,
  question: AskedQuestion,
): readonly Button[] {
  const payload = { id: question.id };
  const isNamed = question.from.id === viewer.person || question.to.person.id === viewer.person;
  const open: readonly Button[] =
    question.about.number === undefined || !isNamed
      ? []
      : [{ title: draw.t('button.open-request'), verb: 'question.open', payload }];
  if (question.status === 'Solved') {
    return question.from.id === viewer.person
      ? [{ title: draw.t('button.ask-again'), verb: 'question.again', payload }, ...open]
      : open;
  }
  return [...writingButtons(draw, question, viewer.person), ...open];
}

function writingButtons(
  draw: Drawing,
  question: OpenQuestion,
  reader: PersonId | undefined,
): readonly Button[] {
  const payload = { id: question.id };
  const isMine = isAwaited(question, reader);
  const isAnswered = question.awaits === 'from';
  const write: Button = {
    title: draw.t(writeTitle(isMine, isAnswered)),
    verb: 'question.answer-form',
    payload,
    ...(isMine && !isAnswered ? { style: 'positive' } : {}),
  };
  const solve: readonly Button[] = maySolve(question, reader)
    ? [{ title: draw.t('button.solved'), verb: 'question.solve', payload }]
    : [];
  // Whoever has their answer marks it as solved; everybody else writes first.
  return isMine && isAnswered
    ? [...solve.map((one) => ({ ...one, style: 'positive' as const })), write]
    : [write, ...solve];
}

function writeTitle(isMine: boolean, isAnswered: boolean): TextKey {
  if (!isMine) {
    return 'button.add-something';
  }
  return isAnswered ? 'button.write-again' : 'button.answer';
}

function answerSide(
  draw: Drawing,
  picture: Picture<Question>,
  question: OpenQuestion,
): Partial<CardModel> {
  const payload = { id: question.id };
  const last = question.answers.at(-1) ?? {
    by: question.from,
    at: question.askedAt,
    text: question.text,
  };
  const isAnswer = question.awaits === 'to' && isAwaited(question, picture.viewer.person);
  return {
    sections: [messageSection(draw, last)],
    fields: [textField(draw, picture, isAnswer ? 'answer' : 'addition')],
    buttons: [
      {
        title: draw.t(isAnswer ? 'button.send-answer' : 'button.send'),
        verb: 'question.answer',
        payload,
        style: 'positive',
      },
      { title: draw.t('button.back'), verb: 'question.turn', payload },
    ],
  };
}
