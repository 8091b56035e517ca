import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor } from '../cards/drawing';
import type { OperatorPress } from '../cards/pressed';
import { messageCard, noticeCard } from '../cards/simple-cards';
import { stuckCard, type StuckLine } from '../cards/stuck-card';
import type { Person } from '../domain/directory/person';
import type { PersonId } from '../domain/kernel';
import { STUCK } from '../workflow/append';
import { findRecords } from '../workflow/find-states';
import { handleCommand } from '../workflow/handle-command';
import { loadRecord, loadState } from '../workflow/load-record';
import type { LiveRecord, PendingEffect } from '../workflow/record';
import type { BotPorts, Sender } from './bot-ports';

/** Kinds of records that carry effects. */
const KINDS = ['request', 'engagement', 'question', 'checkin', 'today', 'person', 'credential'];
/** Records of one kind looked at. */
const LOOKED_AT = 50;

/** What could not be delivered and why; operators only. */
export async function drawStuck(ports: BotPorts, sender: Sender, said?: string): Promise<Drawn> {
  if (!sender.person.isOperator) {
    return drawModel(
      messageCard({
        viewer: sender.viewer,
        title: 'notice.title',
        text: drawingFor(sender.viewer).t('stuck.operators-only'),
      }),
    );
  }
  const lists = await Promise.all(
    KINDS.map((kind) => findRecords(ports, { kind, tag: STUCK, limit: LOOKED_AT })),
  );
  const lines = await Promise.all(lists.flat().flatMap((record) => linesOf(ports, record)));
  const viewer = sender.viewer;
  return drawModel(stuckCard({ viewer, lines, ...(said === undefined ? {} : { said }) }));
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
  };
}

function nameOf({ id, state }: LiveRecord): string {
  const { number } = (state ?? {}) as { readonly number?: number };
  return number === undefined ? (id.split(':')[0] ?? id) : `SME-${String(number)}`;
}

async function addresseeOf(
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

/** Tries a stuck effect again or gives it up; the list as it then stands. */
export async function pressStuck(
  ports: BotPorts,
  sender: Sender,
  { id, effect, how }: OperatorPress,
): Promise<Drawn> {
  if (!sender.person.isOperator) {
    return drawModel(noticeCard({ viewer: sender.viewer, refusal: { code: 'not-yours' } }));
  }
  const wasStuck = isStuck(await loadRecord(ports, id), effect);
  const { record } = await handleCommand(ports, id, { revive: { effect, how } });
  if (wasStuck && isStuck(record, effect)) {
    // No button of ours: what others wait behind is not dropped.
    return drawModel(noticeCard({ viewer: sender.viewer, refusal: { code: 'not-now' } }));
  }
  ports.log.info({ id: effect, how, by: sender.ref.id }, 'A stuck effect was taken up.');
  const draw = drawingFor(sender.viewer);
  return drawStuck(ports, sender, draw.t(wasStuck ? `stuck.said.${how}` : 'stuck.said.gone'));
}

function isStuck({ effects }: LiveRecord, id: string): boolean {
  return effects.some((effect) => effect.id === id && effect.stuck !== undefined);
}
