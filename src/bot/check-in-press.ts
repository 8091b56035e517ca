import type { TurnContext } from 'botbuilder';
import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor } from '../cards/drawing';
import type { CheckInPress } from '../cards/pressed';
import { messageCard, noticeCard } from '../cards/simple-cards';
import type { CheckIn } from '../domain/check-in/check-in';
import type { Engagement } from '../domain/engagement/engagement';
import type { CheckInId } from '../domain/kernel';
import { answersOfForm } from '../domain/request/answers-of-form';
import type { TypedAnswers } from '../domain/request/request-commands';
import { handleCommand } from '../workflow/handle-command';
import { loadRecord, loadState } from '../workflow/load-record';
import type { Sender } from './bot-ports';
import { canLink } from './check-in-intents';
import { drawFor, maySee } from './draw-record';
import { commandOf } from './form-actions';
import { openForm, type FormTurnPorts } from './form-turns';

/** Links the place of the press, or asks for an expert because of a blocker. */
export function pressCheckIn(
  turn: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  press: CheckInPress,
): Promise<Drawn> {
  return press.action === 'request'
    ? requestFrom(turn, context, sender, press.id)
    : link(turn, context, sender, press);
}

const ORDER_OF = {
  link: 'LinkChannel',
  unlink: 'UnlinkChannel',
  meet: 'LinkKickoffChat',
} as const;

/** Which place is meant is where the button was pressed, whatever the button says. */
async function link(
  { ports }: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  { action, id }: Exclude<CheckInPress, { action: 'request' }>,
): Promise<Drawn> {
  const { viewer, conversation } = sender;
  const type = ORDER_OF[action];
  const outcome = canLink(action, sender.kind)
    ? await handleCommand(ports, id, {
        command: commandOf(ports, context, sender, { type, conversation }),
      })
    : undefined;
  if (outcome?.ok !== true) {
    const refusal = outcome?.refusal ?? ({ code: 'not-now' } as const);
    ports.log.info({ id, code: refusal.code }, 'A click was refused.');
    return drawModel(noticeCard({ viewer, refusal }));
  }
  const { number } = outcome.record.state as Engagement;
  const text = drawingFor(viewer).t(`${action}.done`, { n: number });
  return drawModel(messageCard({ viewer, title: `${action}.title`, text, offered: [] }));
}

/** The form opens in the own chat, filled from the engagement; the check-in stays where it is. */
async function requestFrom(
  turn: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  id: CheckInId,
): Promise<Drawn> {
  const { ports } = turn;
  const record = await loadRecord(ports, id);
  const card = { id, card: 'check-in' } as const;
  if (record.state === undefined || !maySee(record, sender.ref.id)) {
    return drawFor(ports, sender, { ...card, notice: { code: 'not-yours' } });
  }
  const checkIn = record.state as CheckIn;
  if (checkIn.requester.id !== sender.ref.id) {
    return drawFor(ports, sender, { ...card, notice: { code: 'needs-requester' } });
  }
  const engagement = await loadState<Engagement>(ports, checkIn.engagement);
  const answers = engagement === undefined ? {} : answersOf(engagement, checkIn);
  const refused = await openForm(turn, context, sender, { answers, from: id });
  return refused ?? drawFor(ports, sender, card);
}

/** The customer and the company stay the same; what is needed is what is in the way. */
function answersOf({ form, blockers }: Engagement, checkIn: CheckIn): TypedAnswers {
  const { tenantId, tenantName, segment, region, company, deliveryTeam, contactMail } =
    answersOfForm(form);
  const own = blockers.find(({ id }) => id === `b${String(checkIn.ordinal)}`) ?? blockers.at(-1);
  const kept = { tenantId, tenantName, segment, region, company, deliveryTeam, contactMail };
  const filled = Object.entries({ ...kept, justification: own?.text }).flatMap(([field, answer]) =>
    answer === undefined ? [] : [[field, answer.typed] as const],
  );
  return { ...Object.fromEntries(filled), purpose: 'unblock' };
}
