import type { CommandPorts } from './ports';

/** First number ever allotted. */
const FIRST_NUMBER = 1001;

/** The next request number, by a conditional counter; a number that is then not used leaves a harmless gap. */
export async function allotNumber(ports: CommandPorts): Promise<number> {
  const id = 'counter:requests';
  for (;;) {
    const now = ports.clock.now();
    const found = await ports.store.read(id, now);
    const last =
      (found?.record.body as { readonly last?: number } | undefined)?.last ?? FIRST_NUMBER - 1;
    const record = {
      id,
      schema: 1,
      summary: { kind: 'counter', tags: [], search: '', at: now },
      body: { last: last + 1 },
    };
    const version =
      found === undefined
        ? await ports.store.create(record, now)
        : await ports.store.replace(record, found.version);
    if (version !== undefined) {
      return last + 1;
    }
  }
}
