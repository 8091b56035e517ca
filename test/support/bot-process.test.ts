import { existsSync } from 'node:fs';

import { BotProcess } from './bot-process';
import { freePort } from './free-port';

const STUB = require.resolve('./stub-bot-program.cjs');

/** Whether the bot answers. */
function isUp(bot: BotProcess): Promise<boolean> {
  return fetch(bot.endpoint).then(
    () => true,
    () => false,
  );
}

describe('the bot as a program of its own', () => {
  test('can be killed and started again on what it stored', async () => {
    const bot = await BotProcess.start({ port: await freePort(), script: STUB });

    await bot.kill();
    const upWhenKilled = await isUp(bot);
    await bot.restart();
    const upWhenRestarted = await isUp(bot);

    const log = bot.logText();
    await bot.stop();
    expect([upWhenKilled, upWhenRestarted, await isUp(bot)]).toEqual([false, true, false]);
    expect(log.match(/stub bot local sqlite/g)).toHaveLength(2);
    expect(existsSync(bot.dir)).toBe(false);
  });

  test('shows its log when it does not come up', async () => {
    const start = BotProcess.start({ port: await freePort(), script: `${STUB}.missing` });

    await expect(start).rejects.toThrow('stub-bot-program.cjs.missing');
  });
});
