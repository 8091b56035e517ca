import { linkCard, whichEngagementCard, type LinkAction } from '../cards/check-in-choice-cards';
import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor, type Face } from '../cards/drawing';
import { messageCard } from '../cards/simple-cards';
import type { Engagement } from '../domain/engagement/engagement';
import { isRunning } from '../domain/engagement/schedule-rules';
import { findStates } from '../workflow/find-states';
import { dayIn } from '../workflow/homes';
import type { BotPorts, Sender } from './bot-ports';
import { drawFor } from './draw-record';
import { refusedFace } from './face-refusal';
import { dateOfSpoken, dayWithin } from './spoken-day';
import type { Recognised } from './understand';

/** Engagements looked at for one person. */
const LOOKED_AT = 50;

/** On which face of the kickoff card a typed command goes on: it never decides by itself. */
const FACE_OF = {
  'check-in-now': 'rhythm',
  'pause-check-ins': 'pause',
  'resume-check-ins': 'rhythm',
  'move-check-in': 'move',
  'hand-to-csm': 'workloads',
  'plan-kickoff': 'meeting',
  agreement: 'agreement',
} as const satisfies Readonly<Record<string, Face>>;

/** Commands about the chat or channel in which they are typed. */
const LINK_OF = {
  'link-channel': 'link',
  'unlink-channel': 'unlink',
  'kickoff-here': 'meet',
} as const;

/** A typed command that goes on on a kickoff card, or about the place of one. */
export type CheckInIntent = keyof typeof FACE_OF | keyof typeof LINK_OF;

/** Opens the card at the step that was asked for; with several engagements, a choice first. */
export function answerCheckInIntent(
  ports: BotPorts,
  sender: Sender,
  said: Recognised & { readonly intent: CheckInIntent },
): Promise<Drawn> {
  return isLinkIntent(said.intent)
    ? drawLinks(ports, sender, LINK_OF[said.intent])
    : drawStep(ports, sender, said, FACE_OF[said.intent]);
}

/** Whether the command is about the place itself, and so is answered there. Pure. */
export function isLinkIntent(intent: string): intent is keyof typeof LINK_OF {
  return Object.hasOwn(LINK_OF, intent);
}

/** Check-ins are replies and need a channel; the kickoff needs several readers. Pure. */
export function canLink(action: LinkAction, kind: Sender['kind']): boolean {
  return action === 'meet' ? kind !== 'personal' : kind === 'channel';
}

async function drawStep(
  ports: BotPorts,
  sender: Sender,
  said: Recognised,
  wanted: Face,
): Promise<Drawn> {
  const engagements = (await engagementsOf(ports, sender)).filter(
    (one) => isMeantBy(one, wanted) && (said.number === undefined || one.number === said.number),
  );
  const [only, another] = engagements;
  const today = dayIn(only?.zone ?? sender.viewer.zone, ports.clock.now());
  const spoken = said.day ?? (said.duration && dayWithin(said.duration));
  const day = spoken && dateOfSpoken(spoken, today);
  if (only === undefined || another !== undefined) {
    const { viewer } = sender;
    return drawModel(whichEngagementCard({ viewer, engagements, face: wanted, day }));
  }
  return openStep(ports, sender, only, { wanted, day });
}

/** What was agreed can be read to the end. */
function isMeantBy(engagement: Engagement, wanted: Face): boolean {
  return isRunning(engagement) || (wanted === 'agreement' && engagement.agreement !== undefined);
}

/** Without a rhythm there is one to be agreed on first. */
function openStep(
  ports: BotPorts,
  sender: Sender,
  engagement: Engagement,
  { wanted, day }: { readonly wanted: Face; readonly day: string | undefined },
): Promise<Drawn> {
  const needsPlan = wanted === 'pause' || wanted === 'move';
  const face = needsPlan && engagement.checkIns.plan === undefined ? 'rhythm' : wanted;
  const refusal = refusedFace(engagement, sender.ref, face, ports.clock.now());
  return drawFor(ports, sender, {
    id: engagement.id,
    card: 'kickoff',
    ...(refusal === undefined ? { face } : { notice: refusal }),
    ...(day === undefined ? {} : { typed: { to: day, until: day } }),
  });
}

function engagementsOf(ports: BotPorts, sender: Sender): Promise<readonly Engagement[]> {
  const query = { kind: 'engagement', tag: `person:${sender.ref.id}`, limit: LOOKED_AT };
  return findStates<Engagement>(ports, query);
}

async function drawLinks(ports: BotPorts, sender: Sender, action: LinkAction): Promise<Drawn> {
  const { viewer } = sender;
  if (!canLink(action, sender.kind)) {
    const text = drawingFor(viewer).t(action === 'meet' ? 'meet.not-here' : 'link.not-here');
    const title = action === 'meet' ? 'meet.title' : 'link.title';
    return drawModel(messageCard({ viewer, title, text, offered: [] }));
  }
  const engagements = (await engagementsOf(ports, sender)).filter((one) =>
    isOffered(one, action, sender),
  );
  return drawModel(linkCard({ viewer, action, engagements }));
}

/** Where the three meet all of them say; where check-ins go FPM and expert say. */
function isOffered(one: Engagement, action: LinkAction, { ref, conversation }: Sender): boolean {
  if (action === 'meet') {
    return one.chats.length === 0 && one.status !== 'Completed';
  }
  const isFor = [one.fpm.id, one.expert.id].includes(ref.id);
  const isHere = one.channel === conversation;
  return isFor && (action === 'link' ? isRunning(one) && !isHere : isHere);
}
