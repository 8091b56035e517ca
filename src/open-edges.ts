import { graphTokens } from './azure-credential';
import { createConnector } from './bot/connector';
import { withDemoClock } from './bot/demo-clock';
import { createMessenger } from './bot/messenger';
import { createPersonalChats } from './bot/personal-chats';
import type { TeamsAdapter } from './bot/teams-adapter';
import { createUserTokens } from './bot/user-tokens';
import { drawCard, drawMoved } from './cards/draw-card';
import { drawMail, type MailLinks } from './cards/draw-mail';
import { inNameText } from './cards/in-name-text';
import { kickoffTopic } from './cards/kickoff-card';
import { meetingText } from './cards/meeting-face';
import type { Config } from './config';
import type { Engagement } from './domain/engagement/engagement';
import { createGraphEdges, type GraphEdges } from './graph/graph-edges';
import { createLocalKickoffChats } from './graph/local-kickoff-chats';
import { findRecords } from './workflow/find-states';
import type { Watch } from './workflow/watch-port';
import type { MovableClock } from './workflow/movable-clock-port';
import type { CardView, EffectPorts, Messenger, NamedPosts, Renderer } from './workflow/ports';

/** What they are made over. */
export interface EdgeParts extends Pick<EffectPorts, 'store' | 'clock'> {
  readonly adapter: TeamsAdapter;
  readonly demoClock: MovableClock | undefined;
  readonly watch: Watch;
}

/** Everything by which the house reaches out: what it draws, Teams, mail and Microsoft Graph. Connects to nothing yet. */
export function openEdges(
  config: Config,
  parts: EdgeParts,
): Pick<EffectPorts, 'renderer' | 'messenger' | keyof GraphEdges> {
  const localChats = chatsOfWindows(parts);
  const links = mailLinks(config);
  const openChat = createPersonalChats(parts.adapter);
  const credential = config.graph && graphTokens(config.app, config.graph.signIn);
  return {
    renderer: createRenderer(links),
    messenger: messengerOver(parts.adapter, parts.demoClock),
    ...createGraphEdges(config, {
      ...{ credential, localChats, openChat, watch: parts.watch },
      chatLink: links?.chat,
      now: () => parts.clock.now(),
      tokenOf: tokensOfPeople(config, parts.adapter),
    }),
  };
}

/** Tokens of people who have signed in, by whom Teams names them; `undefined` where nobody does. */
function tokensOfPeople(
  { signIn }: Config,
  adapter: TeamsAdapter,
): NamedPosts['proofOf'] | undefined {
  return signIn === undefined
    ? undefined
    : createUserTokens(() => adapter.tokenClient(), signIn.connection).tokenOf;
}

function chatsOfWindows(ports: Pick<EffectPorts, 'store' | 'clock'>): EffectPorts['chats'] {
  return createLocalKickoffChats(async (person) => {
    const query = { kind: 'conversation', tag: `group-of:${person}`, limit: 1 };
    return (await findRecords(ports, query))[0]?.id;
  });
}

function messengerOver(adapter: TeamsAdapter, demoClock: MovableClock | undefined): Messenger {
  const messenger = createMessenger(createConnector(adapter));
  return demoClock === undefined ? messenger : withDemoClock(messenger, demoClock);
}

function createRenderer(links: MailLinks | undefined): Renderer {
  const pictureOf = ({
    state,
    reader,
    at,
    photos,
  }: Omit<CardView, 'card'>): Parameters<typeof drawCard>[1] => ({
    state,
    at,
    viewer: reader,
    face: 'front',
    ...(photos === undefined ? {} : { photos }),
  });
  return {
    card: (view, ping) => rendered(drawCard(view.card, pictureOf(view), ping), view),
    movedCard: (view) => rendered(drawMoved(view.card, pictureOf(view)), view),
    chatTopic: ({ state, reader }) => kickoffTopic(reader, state as Engagement),
    meetingText: ({ state, reader }) => meetingText(reader, state as Engagement),
    namedText: ({ state }) => inNameText(state as Engagement),
    mail: (mail, { state, reader, at }) =>
      drawMail(mail, {
        ...{ state, viewer: reader, at },
        ...(links === undefined ? {} : { links }),
        ...(reader.account === undefined ? {} : { account: reader.account }),
      }),
  };
}

/**
 * The chat with the bot, and the page that adds it. A link to one message would need the id of the chat as its reader's client knows it;
 * the card a mail is about is the newest in this chat anyway.
 * Source: learn.microsoft.com "Deep link to a Teams chat", "Deep link to an application".
 */
function mailLinks({ app, cloud, graph }: Config): MailLinks | undefined {
  const tenant = `tenantId=${app.tenantId}`;
  const { teamsHost: teams } = cloud;
  return app.id === ''
    ? undefined
    : {
        chat: `https://${teams}/l/chat/0/0?users=28:${app.id}&${tenant}`,
        add: `https://${teams}/l/app/${graph?.catalogId ?? app.id}?${tenant}`,
      };
}

function rendered(
  drawn: ReturnType<typeof drawCard>,
  { reader }: Pick<CardView, 'reader'>,
): ReturnType<Renderer['card']> {
  return {
    content: drawn.content as ReturnType<Renderer['card']>['content'],
    summary: drawn.summary,
    zone: reader.zone,
  };
}
