import type { GraphUse } from '../graph-config';

/** One permission that a use of Microsoft Graph needs, the least that the call takes: an application permission unless it says otherwise. */
export interface GraphPermission {
  readonly use: GraphUse | 'mail' | 'sign-in';
  readonly permission: string;
  /** The call it is for. */
  readonly call: string;
  readonly why: string;
  /** Of whoever signs in, on the OAuth connection of the bot. */
  readonly isDelegated?: true;
  /**
   * Where it is seen whether it was granted: among the roles of the token, only by trying (Exchange grants by mailbox), or only when
   * somebody signs in.
   */
  readonly seenIn: 'token' | 'trial' | 'sign-in';
  /** Set where a setting makes it unnecessary. */
  readonly unless?: string;
}

/**
 * What an administrator grants for each use, and where it is seen.
 * Source: learn.microsoft.com, the pages of each call, "Permissions"; Exchange "Role Based Access Control for Applications".
 */
export const GRAPH_PERMISSIONS: readonly GraphPermission[] = [
  {
    use: 'mail',
    permission: 'Mail.Send',
    call: 'POST /users/{id}/sendMail',
    why: 'sends receipts, decisions and what does not reach a chat; grant it for the one mailbox in Exchange, not in Entra (both add up)',
    seenIn: 'trial',
  },
  {
    use: 'kickoff',
    permission: 'Chat.Create',
    call: 'POST /chats',
    why: 'makes the kickoff chat',
    seenIn: 'token',
  },
  {
    use: 'kickoff',
    permission: 'TeamsAppInstallation.ReadWriteSelfForChat.All',
    call: 'POST /chats/{id}/installedApps',
    why: 'brings SME Desk, and no other app, into that chat',
    seenIn: 'token',
  },
  {
    use: 'onboarding',
    permission: 'TeamsAppInstallation.ReadWriteSelfForUser.All',
    call: 'POST /users/{id}/teamwork/installedApps',
    why: 'installs SME Desk, and no other app, for somebody a card is meant for',
    seenIn: 'token',
  },
  {
    use: 'meeting',
    permission: 'Calendars.ReadWrite',
    call: 'POST /users/{id}/events',
    why: 'makes, moves and calls off the kickoff meeting in the calendar of FPM or expert, and sees when they are busy; grant it for their mailboxes in Exchange, not in Entra (both add up)',
    seenIn: 'trial',
  },
  {
    use: 'feed',
    permission: 'TeamsActivity.Send',
    call: 'POST /users/{id}/teamwork/sendActivityNotification',
    why: 'tells somebody whom no chat reaches of a broken promise in the activity feed, beside the mail',
    seenIn: 'token',
  },
  {
    use: 'people',
    permission: 'User.Read.All',
    call: 'GET /users/{id}',
    why: 'compares the directory with the tenant (`npm run doctor`), finds people for it (`npm run directory:find`), and shows the pictures of the three on the kickoff card, which are kept with each person until they leave the directory',
    seenIn: 'token',
  },
  {
    use: 'sign-in',
    permission: 'ChatMessage.Send',
    call: 'POST /chats/{id}/messages',
    why: 'posts in the kickoff chat in the name of the FPM who signs in; it stands in the scopes of `SIGN_IN_CONNECTION`',
    isDelegated: true,
    seenIn: 'sign-in',
  },
  ...(['kickoff', 'onboarding'] as const).map((use) => ({
    use,
    permission: 'AppCatalog.Read.All',
    call: 'GET /appCatalogs/teamsApps',
    why: 'finds SME Desk in the catalogue',
    seenIn: 'token' as const,
    unless: 'TEAMS_APP_CATALOG_ID',
  })),
];
