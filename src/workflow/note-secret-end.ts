import { CLIENT_SECRET } from '../domain/credential/credential';
import type { Instant } from '../domain/kernel';
import { handleCommand } from './handle-command';
import type { CommandPorts } from './ports';

/** Keeps what the settings say about the end of the client secret, so that operators are reminded of it; nothing known takes that back. */
export async function noteSecretEnd(
  ports: CommandPorts,
  endsAt: Instant | undefined,
): Promise<void> {
  const at = ports.clock.now();
  await handleCommand(ports, CLIENT_SECRET, {
    command: {
      ...{ type: 'NoteEnd', id: CLIENT_SECRET, ...(endsAt === undefined ? {} : { endsAt }) },
      // Named by its moment: an end may be noted again after another one.
      ...{ by: 'system', at, causeId: `secret-end:${String(at)}:${String(endsAt)}` },
    },
  });
}
