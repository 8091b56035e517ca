import type { Order } from '../../src/domain/effects';
import type { CommandMeta, EngagementId, PersonRef, RequestId } from '../../src/domain/kernel';
import type { TypedAnswers } from '../../src/domain/request/request-commands';
import { handleCommand, type Outcome } from '../../src/workflow/handle-command';
import { loadRecord } from '../../src/workflow/load-record';
import type { CommandPorts } from '../../src/workflow/ports';
import type { LiveRecord } from '../../src/workflow/record';
import { EXPERT, FPM, PARTNER } from './fake-directory';
import type { FakeHouse } from './fake-house';

/** The one request most tests are about, and what comes of it. */
export const REQUEST: RequestId = 'request:r1';
export const ENGAGEMENT: EngagementId = 'engagement:r1';

/** A form without problems. */
export const ANSWERS: TypedAnswers = {
  role: 'engineer',
  workload: 'AADP-P2',
  licences: '400',
  region: 'EMEA',
  language: 'es',
  secondLanguage: 'none',
  tenantId: '11111111-2222-4333-8444-555555555555',
  tenantName: 'Contoso',
  segment: 'Enterprise',
  purpose: 'deploy',
  justification: 'The customer wants to start with conditional access.',
  difference: 'It is about another department of the customer.',
  lead: 'true',
};

/** The expert's report at the end, with every criterion met. */
export const REPORT: Order = {
  type: 'ReportCompletion',
  summary: 'Conditional access is on for everybody.',
  criteriaMet: 'yes',
  whyUnmet: '',
  learned: 'Two administrators.',
  inFtop: true,
  feedback: '',
};

/** An order as this person gives it at this moment; its cause is named after the order unless a test says otherwise. */
export function given(
  ports: CommandPorts,
  by: PersonRef,
  order: Order,
  causeId = `click:${order.type}`,
): Order & CommandMeta {
  return { ...order, by, at: ports.clock.now(), causeId };
}

/** Gives one command to one record. */
export function give(
  ports: CommandPorts,
  id: LiveRecord['id'],
  command: Order & CommandMeta,
): Promise<Outcome> {
  return handleCommand(ports, id, { command });
}

/** The partner opens the form. */
export function started(ports: CommandPorts, id: RequestId = REQUEST): Promise<Outcome> {
  return give(ports, id, given(ports, PARTNER, { type: 'StartDraft', id, answers: {} }));
}

/** The partner opens the form, fills it in and submits it. */
export async function submitted(ports: CommandPorts, id: RequestId = REQUEST): Promise<Outcome> {
  await started(ports, id);
  return give(ports, id, given(ports, PARTNER, { type: 'Submit', answers: ANSWERS }));
}

/** The FPM approves and lets the best match be asked. */
export function approved(ports: CommandPorts, id: RequestId = REQUEST): Promise<Outcome> {
  return give(ports, id, given(ports, FPM, { type: 'Approve', expert: undefined }));
}

/** The asked expert accepts. */
export function accepted(ports: CommandPorts, id: RequestId = REQUEST): Promise<Outcome> {
  return give(ports, id, given(ports, EXPERT, { type: 'AcceptOffer' }));
}

/** Takes the request to an engagement, and has everything carried out that this causes. */
export async function engaged({
  ports,
  dispatcher,
}: Pick<FakeHouse, 'ports' | 'dispatcher'>): Promise<void> {
  await submitted(ports);
  await approved(ports);
  await accepted(ports);
  await dispatcher.idle();
}

/** The record as it is stored now. */
export function stored(ports: CommandPorts, id: LiveRecord['id'] = REQUEST): Promise<LiveRecord> {
  return loadRecord(ports, id);
}

/** What a record's state says in the field `status`. */
export function statusOf(record: LiveRecord): string | undefined {
  return (record.state as { readonly status?: string } | undefined)?.status;
}
