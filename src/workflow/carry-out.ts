import type { Person } from '../domain/directory/person';
import { PermanentError } from '../errors';
import { DONE, fromEffect, type CarriedOut } from './carried-out';
import { handleCommand } from './handle-command';
import { joinKickoffChat, openKickoffChat } from './kickoff-chat';
import { bookMeeting } from './kickoff-meeting';
import { loadState } from './load-record';
import type { EffectPorts } from './ports';
import { lookUpPhoto, seekPhotos } from './photos';
import { postInName } from './post-in-name';
import { readerOf } from './reader';
import type { LiveRecord, PendingEffect } from './record';
import { sendMail } from './send-mail';
import { show, type Placed } from './show-copy';

/**
 * Carries one effect out, once. What a crash between "sent" and "settled" does: a new message is sent a second time, an edit is
 * repeated unseen, a mail is handed over under the same key, a command is known by its cause. A kickoff chat is noted by `begin` before
 * it is made, so that none is made a second time: whoever finds it begun stops. The same goes for what is posted in somebody's name.
 *
 * @throws TransientError to be tried again later, PermanentError when it never will work.
 */
export function carryOut(
  ports: EffectPorts,
  record: LiveRecord,
  placed: Placed,
  begin: () => Promise<void>,
): Promise<CarriedOut> {
  const { effect } = placed;
  const { order } = effect;
  switch (order.type) {
    case 'Show':
      return show(ports, record, placed);
    case 'Tell':
      return tell(ports, record, effect);
    case 'SendMail':
      return mailOut(ports, record, effect);
    case 'OpenKickoffChat':
      return seekPhotos(ports, effect, order.members).then(() =>
        openKickoffChat(ports, record, { effect, order }, begin),
      );
    case 'JoinKickoffChat':
      return joinKickoffChat(ports, record, { effect, order });
    case 'BookMeeting':
      return bookMeeting(ports, record, { effect, order });
    case 'CancelMeeting':
      return ports.meetings.cancel(order.event, order.organizer).then(() => DONE);
    case 'PostInName':
      return postInName(ports, record, { effect, order }, begin);
    case 'LookUpPhoto':
      return lookUpPhoto(ports, record, effect);
    case 'WakeUp':
      return Promise.resolve({
        result: { kind: 'done' },
        command: fromEffect(ports, effect, order.command),
      });
    case 'Retire':
      return Promise.resolve(DONE);
  }
}

async function tell(
  ports: EffectPorts,
  record: LiveRecord,
  effect: PendingEffect,
): Promise<CarriedOut> {
  const { order, sequence } = effect;
  if (order.type !== 'Tell' || sequence === undefined) {
    return DONE;
  }
  const passed = record.copies.find(({ key }) => key === order.passing?.copy);
  const adopts =
    passed === undefined || order.passing === undefined
      ? {}
      : { adopts: { ...passed, key: order.passing.as } };
  await handleCommand(ports, order.record, {
    command: fromEffect(ports, effect, order.command),
    message: { source: record.id, sequence, ...adopts },
  });
  return DONE;
}

async function mailOut(
  ports: EffectPorts,
  record: LiveRecord,
  effect: PendingEffect,
): Promise<CarriedOut> {
  const { order } = effect;
  if (order.type !== 'SendMail') {
    return DONE;
  }
  const person = 'person' in order.to ? await loadState<Person>(ports, order.to.person) : undefined;
  const address = 'address' in order.to ? order.to.address : person?.mail;
  if (address === undefined) {
    throw new PermanentError('delivery/unreachable', 'A person has no mail address.', {
      details: { id: effect.id },
    });
  }
  const reader = await readerOf(ports, record, 'person' in order.to ? order.to : undefined);
  await sendMail(ports, record, { key: effect.id, to: address, mail: order.mail, reader });
  return { ...DONE, way: 'mail' };
}
