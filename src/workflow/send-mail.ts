import type { Person } from '../domain/directory/person';
import type { MailName, PingCode } from '../domain/effects';
import type { PersonRef } from '../domain/kernel';
import { personOf } from './homes';
import type { EffectPorts, Reader } from './ports';
import type { LiveRecord } from './record';

/** One mail about a record. */
export interface MailOrder {
  /** The same however often it is sent. */
  readonly key: string;
  readonly to: string;
  readonly mail: MailName | PingCode;
  readonly reader: Reader;
}

/** Draws a mail as the record now stands and hands it over; who wants to answer writes to the FPM. @throws as {@link EffectPorts.mailer}. */
export async function sendMail(
  ports: EffectPorts,
  record: LiveRecord,
  { key, to, mail, reader }: MailOrder,
): Promise<void> {
  const drawn = ports.renderer.mail(mail, { state: record.state, reader, at: ports.clock.now() });
  const fpm: Person | undefined = await personOf(ports, fpmOf(record.state));
  const isOther = fpm !== undefined && fpm.mail !== to;
  await ports.mailer.send(key, { ...drawn, to, ...(isOther ? { replyTo: fpm.mail } : {}) });
}

/** Requests keep the FPM in their form, engagements and check-ins by themselves. */
function fpmOf(state: unknown): PersonRef | undefined {
  const { fpm, form } = (state ?? {}) as {
    readonly fpm?: PersonRef;
    readonly form?: { readonly fpm?: PersonRef };
  };
  return fpm ?? form?.fpm;
}
