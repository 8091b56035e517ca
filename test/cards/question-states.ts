import type { Face, Picture } from '../../src/cards/drawing';
import type { CommandMeta, PersonRef, Refusal, RefusalCode } from '../../src/domain/kernel';
import { POLICY } from '../../src/domain/policy';
import { decideQuestion } from '../../src/domain/question/decide-question';
import { evolveQuestion } from '../../src/domain/question/evolve-question';
import type { Question, QuestionKind, Receiver, Side } from '../../src/domain/question/question';
import type { QuestionFacts, QuestionOrder } from '../../src/domain/question/question-messages';
import { castOf, MONDAY, PLAIN, REQUEST, type Part, type Texts, type Told } from './cast';

export const QUESTION = 'question:00000000-0000-4000-8000-000000001042';
const ABOUT = { record: REQUEST, number: 1042, workloadId: 'AADP-P2' } as const;
const HOUR = 3_600_000;

type Say = (
  told: Told<Question> | undefined,
  by: Part | 'system',
  order: QuestionOrder,
) => Told<Question>;

/** People act an hour apart; the process itself wakes up two days later. */
function metaAfter(told: Told<Question> | undefined, by: CommandMeta['by']): CommandMeta {
  const last = told?.history.at(-1)?.at ?? MONDAY - HOUR;
  const at = last + (by === 'system' ? 48 : 1) * HOUR;
  return { by, at, causeId: `cause-${String(told?.history.length ?? 0)}` };
}

/** The question after one more command, decided and folded as in the product. @throws Error when the command is refused. */
function teller(texts: Texts, more: QuestionFacts = {}): Say {
  const cast = castOf(texts);
  return (told, part, order) => {
    const meta = metaAfter(told, part === 'system' ? part : cast[part]);
    const facts = { ...more, answerBy: meta.at + 24 * HOUR, standIn: cast.otherFpm };
    const decision = decideQuestion(told?.state, { ...order, ...meta }, facts, POLICY);
    if (!decision.ok) {
      throw new Error(`${order.type} was refused: ${decision.refusal.code}`);
    }
    const events = decision.events.map((event) => ({ ...event, ...meta }));
    const state = events.reduce<Question | undefined>(evolveQuestion, told?.state);
    if (state === undefined) {
      throw new Error(`${order.type} left no question`);
    }
    return { state, history: [...(told?.history ?? []), ...events] };
  };
}

interface Beginning {
  readonly kind?: QuestionKind;
  readonly from?: Part;
  readonly to?: readonly Part[];
  readonly about?: Question['about'];
}

function draftOf(
  texts: Texts,
  { kind = 'question', from = 'requester', to = ['fpm'], about = ABOUT }: Beginning = {},
): Told<Question> {
  const cast = castOf(texts);
  const name = `Fabrikam Partners${texts.nameEnding}`;
  const receivers = to.map((part): Receiver => ({
    person: cast[part],
    company: { id: 'partner:fabrikam', name },
  }));
  const sides: Partial<Record<Part, Side>> = { requester: 'partner', fpm: 'fpm' };
  const topic = { about, side: sides[from] ?? 'expert', receivers };
  return teller(texts, { topic })(undefined, from, { type: 'StartQuestion', id: QUESTION, kind });
}

type Named = Readonly<Record<string, Told<Question>>>;

function questions(texts: Texts): Named {
  const say = teller(texts);
  const { question, answer } = texts;
  const ask = { type: 'Ask', text: question } as const;
  const early = draftOf(texts, { about: {}, to: ['fpm', 'otherFpm'] });
  const asked = say(draftOf(texts), 'requester', ask);
  const ofExpert = say(draftOf(texts, { from: 'third' }), 'third', ask);
  const answered = say(asked, 'fpm', { type: 'Answer', text: answer });
  const again = say(answered, 'requester', { type: 'Answer', text: answer });
  const long = Array.from({ length: 11 }).reduce<Told<Question>>(
    (told, _none, n) =>
      say(told, n % 2 === 0 ? 'fpm' : 'requester', { type: 'Answer', text: answer }),
    asked,
  );
  return {
    'question draft': draftOf(texts),
    'question draft before a request': early,
    'question draft, typed in the chat': say(draftOf(texts), 'requester', {
      type: 'TakeUp',
      text: question,
    }),
    'question discarded': say(draftOf(texts), 'requester', { type: 'Discard' }),
    'question asked': asked,
    'question before a request': say(early, 'requester', { ...ask, to: castOf(texts).fpm.id }),
    'question about a draft': say(
      draftOf(texts, { about: { record: REQUEST, workloadId: 'AADP-P2' } }),
      'requester',
      ask,
    ),
    'question asked, reached by mail': say(asked, 'system', {
      type: 'NoteDelivery',
      person: castOf(texts).fpm.id,
      way: 'mail',
    }),
    'question of the expert': ofExpert,
    'question of the expert, answered': say(ofExpert, 'fpm', { type: 'Answer', text: answer }),
    'question of the FPM': say(draftOf(texts, { from: 'fpm', to: ['requester'] }), 'fpm', ask),
    'question answered': answered,
    'question taken up again': again,
    'question answered often': long,
    'question solved': say(answered, 'requester', { type: 'Solve' }),
  };
}

function concerns(texts: Texts): Named {
  const say = teller(texts);
  const { question, answer } = texts;
  const draft = draftOf(texts, { kind: 'concern' });
  const raised = say(draft, 'requester', { type: 'Ask', text: question });
  const escalated = say(raised, 'system', { type: 'CheckAnswer' });
  const taken = say(escalated, 'otherFpm', { type: 'Answer', text: answer });
  return {
    'concern draft': draft,
    'concern raised': raised,
    'concern escalated': escalated,
    'concern taken over': taken,
    'concern taken up again': say(taken, 'requester', { type: 'Answer', text: answer }),
    'concern solved': say(taken, 'requester', { type: 'Solve' }),
  };
}

/** A question or concern in every state it can have. */
export function questionStates(
  texts: Texts = PLAIN,
): readonly ({ readonly name: string } & Told<Question>)[] {
  return Object.entries({ ...questions(texts), ...concerns(texts) }).map(([name, told]) => ({
    name,
    ...told,
  }));
}

/** The states in which other faces and notices than the bare front say something new. */
export const TELLING_QUESTIONS = [
  ...['question draft', 'question draft before a request', 'question asked', 'concern draft'],
  ...['question draft, typed in the chat'],
  ...['question answered', 'question answered often', 'question solved', 'concern escalated'],
];

interface QuestionView {
  readonly card: 'question';
  readonly readers: readonly Part[];
  readonly sides: readonly (readonly [Face, Pick<Picture<unknown>, 'notice' | 'typed'>])[];
}

interface Shown {
  readonly states: ReturnType<typeof questionStates>;
  readonly view: QuestionView;
}

/** The form as its asker sees it; the card as either side, the stand-in and an asking expert see it. */
export function shownQuestions(texts: Texts): readonly Shown[] {
  const by: PersonRef = castOf(texts).fpm;
  const notice = (code: RefusalCode): Refusal => ({ code, by, at: MONDAY });
  const { question: text, answer } = texts;
  const isForm = ({ state }: Told<Question>): boolean => state.status === 'Draft';
  const states = questionStates(texts);
  const form: QuestionView = {
    card: 'question',
    readers: ['requester'],
    sides: [
      ['front', { notice: notice('text-missing'), typed: { text: ' ' } }],
      ['front', { notice: notice('text-too-long'), typed: { text } }],
      ['front', { notice: notice('receiver-missing'), typed: { to: '', text } }],
    ],
  };
  const card: QuestionView = {
    card: 'question',
    readers: ['requester', 'fpm', 'otherFpm', 'third'],
    sides: [
      ['front', { notice: notice('solved') }],
      ['answer', {}],
      ['answer', { notice: notice('text-missing'), typed: { text: ' ' } }],
      ['answer', { notice: notice('text-too-long'), typed: { text: answer } }],
      ['answer', { notice: notice('question-full'), typed: { text: answer } }],
    ],
  };
  return [
    { states: states.filter(isForm), view: form },
    { states: states.filter((told) => !isForm(told)), view: card },
  ];
}
