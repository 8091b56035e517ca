import type { Activity } from 'botbuilder';
import type { Drawn } from '../cards/draw-card';
import type { Person } from '../domain/directory/person';
import type { ConversationId, PersonRef } from '../domain/kernel';
import type { Viewer } from '../cards/drawing';
import type { FormPositions } from '../workflow/form-position-port';
import type { FastForward } from '../workflow/movable-clock-port';
import type { CommandPorts, Meetings, Photos } from '../workflow/ports';
import type { RecordId } from '../domain/kernel';
import type { SignIn } from './sign-in-port';

/** What the Teams edge needs from the rest of the house. */
export interface BotPorts extends CommandPorts {
  readonly positions: FormPositions;
  readonly meetings: Pick<Meetings, 'busy'>;
  /** Absent where no pictures are shown. */
  readonly photos?: Photos;
  /** Waits for the messages between records that a command caused, so that an answer shows their result. */
  readonly messagesDone: (id: RecordId) => Promise<void>;
  /**
   * Waits for the edits that a press has caused, for a second at most. Teams draws an edited card anew, and what somebody has typed on it
   * since is gone: so the edit comes before the answer, while nobody can type yet.
   */
  readonly shownFirst: (id: RecordId) => Promise<void>;
  /** Local Teams: a reload empties the chat, so the bot says again where you were. */
  readonly isLocal: boolean;
  /** Absent where nobody signs in. */
  readonly signIn?: SignIn;
  /** Lets time pass; only in the local profile, where the business clock can be moved. */
  readonly fastForward?: FastForward;
  /** Takes over what another process has moved; present with `fastForward`. */
  readonly refreshClock?: () => Promise<void>;
}

/** Who wrote or pressed, and where. */
export interface Sender {
  readonly person: Person;
  readonly ref: PersonRef;
  readonly viewer: Viewer;
  readonly conversation: ConversationId;
  readonly kind: 'personal' | 'group' | 'channel';
}

/** A card as a message: never with text beside it, which Teams would split off without an id. Pure. */
export function cardMessage(drawn: Drawn): Partial<Activity> {
  return {
    type: 'message',
    summary: drawn.summary,
    attachments: [
      { contentType: 'application/vnd.microsoft.card.adaptive', content: drawn.content },
    ],
  };
}

/** A card as the answer to a pressed button: shown in place of the one that was pressed. Pure. */
export function cardAnswer(drawn: Drawn): object {
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: drawn.content };
}

/** A sentence as the answer to a button that could not be carried out. Pure. */
export function errorAnswer(message: string, code = 'failed'): object {
  return { statusCode: 500, type: 'application/vnd.microsoft.error', value: { code, message } };
}
