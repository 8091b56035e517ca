import {
  accept,
  refuse,
  typed,
  type CommandMeta,
  type ConversationId,
  type Decision,
  type Instant,
  type PersonId,
  type RefusalCode,
  type Stamped,
  type Typed,
} from '../kernel';
import type { Policy } from '../policy';
import { textProblem } from '../text-problem';
import type { Engagement } from './engagement';
import { isRunning } from './schedule-rules';

/** What the FPM wants to stand in the kickoff chat under their own name; at least one of the three. */
interface NamedContent {
  /** A line of their own; empty for none. */
  readonly line: Typed;
  /** Who is who, what for and what comes next. */
  readonly withKickoff: boolean;
  /** The Teams-first steps. */
  readonly withSteps: boolean;
}

/** A message in the FPM's own name, beside the cards of the bot. */
export interface NamedPost extends NamedContent {
  /** Counts how often one was ordered; what comes of an earlier one is not mixed up with a later one. */
  readonly edition: number;
  /** The FPM as Teams names them to the bot: whose token is asked for. */
  readonly teamsUser: string;
  readonly conversation: ConversationId;
  /** `Asked`: on its way. `SignIn`: waits until the FPM has signed in. `Left`: the FPM posts it themselves. */
  readonly status: 'Asked' | 'SignIn' | 'Posted' | 'Left' | 'Discarded';
  /** Since when it stands so. */
  readonly since: Instant;
  /** Code of the error for which it was left; absent where posting is switched off. */
  readonly why?: string;
}

/** Commands about that message, without who, when and why. */
export type NamedOrder =
  | {
      readonly type: 'SayInName';
      /** Of the message that its sender saw last; 0 for none. */
      readonly edition: number;
      readonly line: string;
      readonly withKickoff: boolean;
      readonly withSteps: boolean;
      readonly teamsUser: string;
      /** Where it was pressed; empty where nobody can write in somebody's name. */
      readonly conversation: ConversationId | '';
    }
  | { readonly type: 'DiscardInName'; readonly edition: number }
  /** The FPM has signed in: what waits for it goes on. */
  | { readonly type: 'GoOnInName' }
  /** Outcomes of `PostInName`. */
  | { readonly type: 'NoteInNamePosted'; readonly edition: number }
  | { readonly type: 'NoteSignInNeeded'; readonly edition: number }
  | { readonly type: 'NoteInNameLeft'; readonly edition: number; readonly why?: string };

/** What can have happened to that message. */
export type NamedEvent =
  | ({
      readonly type: 'InNameAsked';
      readonly edition: number;
      readonly teamsUser: string;
      readonly conversation: ConversationId;
    } & NamedContent)
  | { readonly type: 'InNamePosted'; readonly edition: number }
  | { readonly type: 'InNameNeedsSignIn'; readonly edition: number }
  | { readonly type: 'InNameGoesOn'; readonly edition: number }
  | { readonly type: 'InNameLeft'; readonly edition: number; readonly why?: string }
  | { readonly type: 'InNameDiscarded'; readonly edition: number };

/** Every command about it; the compiler asks for a new one. */
const NAMED_ORDERS: Readonly<Record<NamedOrder['type'], true>> = {
  SayInName: true,
  DiscardInName: true,
  GoOnInName: true,
  NoteInNamePosted: true,
  NoteSignInNeeded: true,
  NoteInNameLeft: true,
};

/** Whether a command is about a message in the FPM's name. Pure. */
export function isNamedOrder<Order extends { readonly type: string }>(
  order: Order,
): order is Extract<Order, { type: NamedOrder['type'] }> {
  return Object.hasOwn(NAMED_ORDERS, order.type);
}

type Say = Extract<NamedOrder, { type: 'SayInName' }> & CommandMeta;

/** Decides what a command about a message in the FPM's name means. Only they may give one. Pure. */
export function decideNamedPost(
  state: Engagement,
  command: NamedOrder & CommandMeta,
  policy: Policy,
): Decision<NamedEvent> {
  switch (command.type) {
    case 'SayInName':
      return isFpm(state, command) ? said(state, command, policy) : refuse('needs-fpm');
    case 'DiscardInName':
      return isFpm(state, command) ? discarded(state, command.edition) : refuse('needs-fpm');
    case 'GoOnInName':
      return isFpm(state, command) ? goneOn(state) : refuse('needs-fpm');
    default:
      return accept(...outcomeOf(state, command));
  }
}

/** Whether the person behind a command is the FPM. Pure. */
function isFpm({ fpm }: Engagement, { by }: CommandMeta): boolean {
  return by !== 'system' && by.id === fpm.id;
}

function said(state: Engagement, command: Say, policy: Policy): Decision<NamedEvent> {
  const { conversation, line, withKickoff, withSteps, teamsUser } = command;
  if (!isRunning(state) || conversation === '' || !state.chats.includes(conversation)) {
    return refuse('not-now');
  }
  const { inName } = state;
  const content = { line: typed(line.trim()), withKickoff, withSteps };
  if (isRepeat(inName, command, content)) {
    return accept();
  }
  const problem = isInTurn(inName, command) ? contentProblem(content, policy) : 'post-pending';
  const edition = command.edition + 1;
  return problem === undefined
    ? accept({ type: 'InNameAsked', edition, ...content, teamsUser, conversation })
    : refuse(problem);
}

/** Pressed twice: what was sent is the one that came of it. */
function isRepeat(last: NamedPost | undefined, { edition }: Say, content: NamedContent): boolean {
  return last !== undefined && last.edition !== edition && isSame(last, content);
}

/** Its sender has seen the last one, and that one is not on its way. */
function isInTurn(last: NamedPost | undefined, { edition }: Say): boolean {
  return (last?.edition ?? 0) === edition && last?.status !== 'Asked';
}

function isSame(post: NamedPost, { line, withKickoff, withSteps }: NamedContent): boolean {
  return (
    post.line.typed === line.typed &&
    post.withKickoff === withKickoff &&
    post.withSteps === withSteps
  );
}

function contentProblem(
  { line, withKickoff, withSteps }: NamedContent,
  { namedLineMaxChars }: Policy,
): RefusalCode | undefined {
  return line.typed === '' && !withKickoff && !withSteps
    ? 'text-missing'
    : textProblem(line.typed, namedLineMaxChars);
}

/** What is on its way cannot be taken back. */
function discarded({ inName }: Engagement, edition: number): Decision<NamedEvent> {
  if (inName?.edition !== edition) {
    return refuse('not-now');
  }
  switch (inName.status) {
    case 'SignIn':
    case 'Left':
      return accept({ type: 'InNameDiscarded', edition });
    case 'Asked':
      return refuse('post-pending');
    case 'Posted':
      return refuse('not-now');
    case 'Discarded':
      return accept();
  }
}

/** Every client of the FPM tells of one and the same sign-in. */
function goneOn({ inName }: Engagement): Decision<NamedEvent> {
  return inName?.status === 'SignIn'
    ? accept({ type: 'InNameGoesOn', edition: inName.edition })
    : accept();
}

type Outcome = Extract<
  NamedOrder,
  { type: 'NoteInNamePosted' | 'NoteSignInNeeded' | 'NoteInNameLeft' }
>;

function outcomeOf({ inName }: Engagement, outcome: Outcome): readonly NamedEvent[] {
  const { edition } = outcome;
  if (inName?.edition !== edition || inName.status !== 'Asked') {
    return [];
  }
  switch (outcome.type) {
    case 'NoteInNamePosted':
      return [{ type: 'InNamePosted', edition }];
    case 'NoteSignInNeeded':
      return [{ type: 'InNameNeedsSignIn', edition }];
    case 'NoteInNameLeft':
      return [
        {
          type: 'InNameLeft',
          edition,
          ...(outcome.why === undefined ? {} : { why: outcome.why }),
        },
      ];
  }
}

/** The engagement after one more event about a message in the FPM's name. Pure. */
export function evolveNamedPost(state: Engagement, event: Stamped<NamedEvent>): Engagement {
  if (event.type === 'InNameAsked') {
    const { edition, line, withKickoff, withSteps, teamsUser, conversation } = event;
    const content = { line, withKickoff, withSteps };
    return {
      ...state,
      inName: { edition, ...content, teamsUser, conversation, status: 'Asked', since: event.at },
    };
  }
  const { inName } = state;
  if (inName?.edition !== event.edition) {
    return state;
  }
  const as = (status: NamedPost['status'], why?: string): Engagement => ({
    ...state,
    inName: { ...inName, status, since: event.at, ...(why === undefined ? {} : { why }) },
  });
  switch (event.type) {
    case 'InNamePosted':
      return as('Posted');
    case 'InNameNeedsSignIn':
      return as('SignIn');
    case 'InNameGoesOn':
      return as('Asked');
    case 'InNameLeft':
      return as('Left', event.why);
    case 'InNameDiscarded':
      return as('Discarded');
  }
}

/** Who has to sign in before what they wrote is posted. Pure. */
export function signsIn({ inName, fpm }: Engagement): readonly PersonId[] {
  return inName?.status === 'SignIn' ? [fpm.id] : [];
}
