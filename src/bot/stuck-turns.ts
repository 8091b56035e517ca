import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor } from '../cards/drawing';
import type { HealthFigures } from '../cards/health-facts';
import type { StuckPress } from '../cards/pressed';
import { messageCard, noticeCard } from '../cards/simple-cards';
import { dropCard, stuckCard, type StuckLine } from '../cards/stuck-card';
import { CLIENT_SECRET, type Credential } from '../domain/credential/credential';
import type { Person } from '../domain/directory/person';
import type { PersonId, Refusal } from '../domain/kernel';
import { SENDING, type Sending } from '../domain/setting/sending';
import { deliveredByDay } from '../workflow/delivery-counts';
import { directoryGaps } from '../workflow/directory-gaps';
import { handleCommand } from '../workflow/handle-command';
import { gatherHealth, stuckRecords } from '../workflow/health';
import { loadRecord, loadState } from '../workflow/load-record';
import type { Envelope, LiveRecord, PendingEffect } from '../workflow/record';
import { hasMail } from '../workflow/settle';
import type { BotPorts, Sender } from './bot-ports';

/** How delivery stands, what could not be delivered and why; operators only. */
export async function drawStuck(ports: BotPorts, sender: Sender, said?: string): Promise<Drawn> {
  const { viewer } = sender;
  if (!sender.person.isOperator) {
    return drawOperatorsOnly(sender);
  }
  const records = await stuckRecords(ports);
  const figures = await figuresFor(ports, sender, records);
  const lines = await Promise.all(records.flatMap((record) => linesOf(ports, record)));
  const at = ports.clock.now();
  const told = said === undefined ? {} : { said };
  return drawModel(stuckCard({ viewer, at, lines, figures, ...told }));
}

async function figuresFor(
  ports: BotPorts,
  { viewer }: Sender,
  stuck: readonly LiveRecord[],
): Promise<HealthFigures> {
  const [health, delivered, gaps, sending, secret] = await Promise.all([
    gatherHealth(ports, stuck),
    deliveredByDay(ports, viewer.zone),
    directoryGaps(ports),
    loadState<Sending>(ports, SENDING),
    loadState<Credential>(ports, CLIENT_SECRET),
  ]);
  const hold = sending?.hold;
  const secretEndsAt = secret?.endsAt;
  return {
    ...{ ...health, delivered, ...gaps },
    ...(hold === undefined ? {} : { hold }),
    ...(secretEndsAt === undefined ? {} : { secretEndsAt }),
  };
}

/** What everybody else reads who asks for what operators see. */
export function drawOperatorsOnly({ viewer }: Sender): Drawn {
  const text = drawingFor(viewer).t('stuck.operators-only');
  return drawModel(messageCard({ viewer, title: 'notice.title', text }));
}

function linesOf(ports: BotPorts, record: LiveRecord): readonly Promise<StuckLine>[] {
  return record.effects
    .filter(({ stuck }) => stuck !== undefined)
    .map((effect) => lineOf(ports, record, effect));
}

async function lineOf(
  ports: BotPorts,
  record: LiveRecord,
  effect: PendingEffect,
): Promise<StuckLine> {
  const { order } = effect;
  const stuck: NonNullable<PendingEffect['stuck']> = effect.stuck ?? {
    code: 'bug/unreachable',
    at: 0,
  };
  const to = await addresseeOf(ports, order);
  return {
    record: record.id,
    about: nameOf(record),
    effect: effect.id,
    what: order.type,
    ...(order.type === 'Show' ? { card: order.card } : {}),
    ...(to === undefined ? {} : { to }),
    code: stuck.code,
    ...(stuck.detail === undefined ? {} : { detail: stuck.detail }),
    since: stuck.at,
    isDroppable: order.type !== 'Tell',
    hasMail: hasMail(record, effect),
  };
}

function nameOf({ id, state }: LiveRecord): string {
  const { number } = (state ?? {}) as { readonly number?: number };
  return number === undefined ? (id.split(':')[0] ?? id) : `SME-${String(number)}`;
}

/** Whom an order is meant to reach, by name; `undefined` for a chat that several read. */
export async function addresseeOf(
  ports: BotPorts,
  order: PendingEffect['order'],
): Promise<string | undefined> {
  if (order.type !== 'Show' && order.type !== 'SendMail') {
    return undefined;
  }
  if ('address' in order.to) {
    return order.to.address;
  }
  return 'person' in order.to ? nameOfPerson(ports, order.to.person) : undefined;
}

async function nameOfPerson(ports: BotPorts, id: PersonId): Promise<string | undefined> {
  return (await loadState<Person>(ports, id))?.name;
}

/** Tries a stuck effect again, sends it by mail or gives it up; the card as it then stands. */
export async function pressStuck(
  ports: BotPorts,
  sender: Sender,
  press: StuckPress,
  causeId: string,
): Promise<Drawn> {
  const { id, effect: name } = press;
  const record = await loadRecord(ports, id);
  const effect = record.effects.find((one) => one.id === name && one.stuck !== undefined);
  const draw = drawingFor(sender.viewer);
  if (effect === undefined) {
    return drawStuck(ports, sender, draw.t('stuck.said.gone'));
  }
  if (press.how === 'drop-form') {
    return drawDrop(ports, sender, { record, effect });
  }
  const outcome = await handleCommand(ports, id, {
    revive: { effect: name, how: press.how },
    ...(press.how === 'drop' ? dropOrder(ports, sender, { effect, press, causeId }) : {}),
  });
  if (!outcome.ok) {
    const reason = press.how === 'drop' ? press.reason : '';
    return drawDrop(ports, sender, { record, effect, notice: outcome.refusal, reason });
  }
  if (isStuck(outcome.record, name)) {
    // No button of ours: what others wait behind is not dropped, and a silent change is worth no mail.
    return drawModel(noticeCard({ viewer: sender.viewer, refusal: { code: 'not-now' } }));
  }
  ports.log.info({ id: name, how: press.how, by: sender.ref.id }, 'A stuck effect was taken up.');
  return drawStuck(ports, sender, draw.t(`stuck.said.${press.how}`));
}

function dropOrder(
  ports: BotPorts,
  sender: Sender,
  what: {
    readonly effect: PendingEffect;
    readonly press: Extract<StuckPress, { how: 'drop' }>;
    readonly causeId: string;
  },
): Pick<Envelope, 'command'> {
  const { effect, press, causeId } = what;
  const order = { type: 'DropDelivery', effect: effect.id, what: effect.order.type };
  const meta = { by: sender.ref, at: ports.clock.now(), causeId: `${causeId}:${effect.id}` };
  return { command: { ...order, reason: press.reason, ...meta } };
}

async function drawDrop(
  ports: BotPorts,
  { viewer }: Sender,
  what: {
    readonly record: LiveRecord;
    readonly effect: PendingEffect;
    readonly notice?: Refusal;
    readonly reason?: string;
  },
): Promise<Drawn> {
  const { record, effect, ...typed } = what;
  const line = await lineOf(ports, record, effect);
  return drawModel(dropCard({ viewer, line, ...typed }));
}

/** Tries everything again that is stuck. */
export async function retryAll(ports: BotPorts, sender: Sender): Promise<Drawn> {
  let count = 0;
  for (const { id, effects } of await stuckRecords(ports)) {
    for (const effect of effects.filter(({ stuck }) => stuck !== undefined)) {
      await handleCommand(ports, id, { revive: { effect: effect.id, how: 'retry' } });
      count += 1;
    }
  }
  ports.log.info({ count, by: sender.ref.id }, 'Everything stuck is tried again.');
  return drawStuck(ports, sender, drawingFor(sender.viewer).t('stuck.said.retry-all'));
}

function isStuck({ effects }: LiveRecord, id: string): boolean {
  return effects.some((effect) => effect.id === id && effect.stuck !== undefined);
}
