import { setImmediate } from 'node:timers/promises';
import { createLog } from '../src/log';
import { currentTrace, guidOf, inTrace, traceOf } from '../src/trace';

it('gives the same cause the same trace on every process, and another cause another one', () => {
  expect(traceOf('1700000000000@chat')).toMatch(/^[0-9a-f]{32}$/);
  expect(traceOf('1700000000000@chat')).toBe(traceOf('1700000000000@chat'));
  expect(traceOf('1700000000000@chat')).not.toBe(traceOf('1700000000000@other'));
});

it('is known to whatever the work sets going, and to nothing beside it', async () => {
  const seen: (string | undefined)[] = [];
  async function work(): Promise<void> {
    await setImmediate();
    seen.push(currentTrace());
  }

  const one = inTrace('one', work);
  const two = inTrace('two', work);
  seen.push(currentTrace());
  await Promise.all([one, two]);

  expect(seen).toEqual([undefined, 'one', 'two']);
});

it('can be left', () => {
  expect(inTrace('one', () => inTrace(undefined, currentTrace))).toBeUndefined();
});

it('stands in every line that is logged as part of it', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', destination: { write: (line) => lines.push(line) } });

  inTrace('one', () => {
    log.info({ code: 'x' }, 'Inside.');
  });
  log.info({ code: 'y' }, 'Outside.');

  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ code: 'x', trace: 'one' }),
    expect.objectContaining({ code: 'y' }),
  ]);
  expect(lines[1]).not.toContain('trace');
});

it('is a GUID with the same digits', () => {
  expect(guidOf('0123456789abcdef0123456789abcdef')).toBe('01234567-89ab-cdef-0123-456789abcdef');
});
