import type {
  Instant,
  PartnerId,
  PersonId,
  PersonRef,
  QuestionId,
  RequestId,
  Typed,
} from '../kernel';
import type { DeliveryWay } from '../request/request';

/** A concern has a clock and a stand-in; a question has neither. */
export type QuestionKind = 'question' | 'concern';

/** The part in which somebody asks. The other side is the FPM; the partner when the FPM asks. */
export type Side = 'partner' | 'fpm' | 'expert';

/** What it is about. Before any request there may be nothing; a draft has no number yet. */
export interface Subject {
  /** The request, also for what is asked about its engagement: both have one history. */
  readonly record?: RequestId;
  readonly number?: number;
  readonly workloadId?: string;
}

/** Somebody it may be put to, and the partner company for which they work or decide. */
export interface Receiver {
  readonly person: PersonRef;
  readonly company: { readonly id: PartnerId; readonly name: string };
}

/** What either side wrote after the question itself. */
export interface Answer {
  readonly by: PersonRef;
  readonly at: Instant;
  readonly text: Typed;
}

/** Fields it has from its first moment. */
interface Begun {
  readonly id: QuestionId;
  readonly kind: QuestionKind;
  readonly about: Subject;
  readonly from: PersonRef;
  /** The part in which {@link from} asks. */
  readonly side: Side;
  /** To whom it may be put, the likeliest first; at least one. */
  readonly receivers: readonly Receiver[];
  readonly begunAt: Instant;
}

/** Its asker is writing; nobody else knows of it. */
export interface QuestionDraft extends Begun {
  readonly status: 'Draft';
  /** What they typed in the chat meanwhile; absent while nothing. It stands in the field of the card and is sent with its button. */
  readonly text?: Typed;
}

/** Never sent. */
interface DiscardedQuestion extends Begun {
  readonly status: 'Discarded';
}

interface Asked extends Begun {
  readonly to: Receiver;
  readonly text: Typed;
  readonly askedAt: Instant;
  /** Of both sides, oldest first; at most {@link ANSWERS_MAX}. */
  readonly answers: readonly Answer[];
  /** Set when a concern was not answered in time: who answers besides from then on. */
  readonly escalated?: { readonly standIn: PersonRef; readonly at: Instant };
  /** People who were not reached in Teams, and how they were reached instead. */
  readonly reached: Readonly<Record<PersonId, DeliveryWay>>;
}

/** Waits for one of the two sides. */
export interface OpenQuestion extends Asked {
  readonly status: 'Open';
  readonly awaits: 'from' | 'to';
  /** Since when it waits for that side. */
  readonly since: Instant;
  /** A concern that waits for its receiver: unanswered until then, it goes to the stand-in as well. */
  readonly answerBy?: Instant;
}

/** The end. What comes up again is asked anew. */
export interface SolvedQuestion extends Asked {
  readonly status: 'Solved';
  readonly solvedBy: PersonRef;
  readonly solvedAt: Instant;
}

/** A question that was sent. */
export type AskedQuestion = OpenQuestion | SolvedQuestion;
/** Everything a question can be. */
export type Question = QuestionDraft | DiscardedQuestion | AskedQuestion;

/** Answers one question holds: more would be a conversation, which belongs into a chat. */
export const ANSWERS_MAX = 50;

/** What stands in the field of a draft once its asker has typed this in the chat as well: below what they typed before. Pure. */
export function textWith({ text }: Pick<QuestionDraft, 'text'>, added: string): string {
  return `${text?.typed ?? ''}\n${added}`.trim();
}

/** Whether it was sent. Pure. */
export function isAsked(question: Question): question is AskedQuestion {
  return question.status === 'Open' || question.status === 'Solved';
}

/** Everybody who may answer for its receiver. Pure. */
function answerersOf({ to, escalated }: AskedQuestion): readonly PersonRef[] {
  return escalated === undefined ? [to.person] : [to.person, escalated.standIn];
}

/** Everybody who sees it; a draft is its asker's alone. Pure. */
export function partiesOf(question: Question): readonly PersonRef[] {
  return isAsked(question) ? [question.from, ...answerersOf(question)] : [question.from];
}

/** The people from whom the next word is expected. Pure. */
export function awaitedOf(question: Question): readonly PersonRef[] {
  if (question.status !== 'Open') {
    return [];
  }
  return question.awaits === 'from' ? [question.from] : answerersOf(question);
}

/** Whether somebody may mark it as solved: a concern only who raised it. Pure. */
export function maySolve(question: AskedQuestion, person: PersonId | undefined): boolean {
  return (
    question.from.id === person ||
    (question.kind === 'question' && question.to.person.id === person)
  );
}
