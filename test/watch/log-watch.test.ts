import { createLogWatch } from '../../src/watch/log-watch';
import { FakeLog } from '../support/fake-log';

const SENT = { id: 'request:r1:0:0', what: 'Show', ms: 12, attempt: 1 } as const;

it('writes a line for a turn and for what was sent, so that production can tell what came of a click', () => {
  const log = new FakeLog();
  const watch = createLogWatch(log);

  watch.turned({ type: 'invoke', ms: 40 });
  watch.carried(SENT);
  watch.carried({ ...SENT, what: 'Tell' });
  watch.carried({ ...SENT, what: 'WakeUp', began: 'abc' });

  expect(log.lines).toEqual([
    { level: 'info', fields: { type: 'invoke', ms: 40 }, message: 'A turn has ended.' },
    { level: 'info', fields: SENT, message: 'An effect was carried out.' },
    { level: 'debug', fields: { ...SENT, what: 'Tell' }, message: 'An effect was carried out.' },
    {
      level: 'info',
      fields: { ...SENT, what: 'WakeUp', began: 'abc' },
      message: 'An effect was carried out.',
    },
  ]);
});

it('leaves it to others to tell of what failed', () => {
  const log = new FakeLog();

  createLogWatch(log).carried({ ...SENT, code: 'delivery/throttled' });

  expect(log.lines).toEqual([]);
});
