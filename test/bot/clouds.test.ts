/** A bot of one cloud, and whoever is of another: at the door, and on the way out. */
import { CLOUDS, type CloudName } from '../../src/cloud';
import { GuardedBot } from '../support/guarded-bot';

const NAMES = Object.keys(CLOUDS) as CloudName[];
const PAIRS = NAMES.flatMap((ours) => NAMES.map((theirs) => ({ ours, theirs })));

let bot: GuardedBot | undefined;
afterEach(() => bot?.stop());

test.each(PAIRS)(
  'a bot of $ours takes what the issuer of $theirs has signed only if it is its own',
  async ({ ours, theirs }) => {
    bot = await GuardedBot.start({ cloud: CLOUDS[ours] });
    const isOwn = CLOUDS[ours].issuer === CLOUDS[theirs].issuer;

    const { status } = await bot.send(bot.genuine({ iss: CLOUDS[theirs].issuer }));

    expect([status, bot.turns]).toEqual(isOwn ? [200, 1] : [401, 0]);
  },
);

test.each(NAMES)('a bot of %s answers with its token', async (name) => {
  bot = await GuardedBot.start({
    cloud: CLOUDS[name],
    fetchToken: () => Promise.resolve({ token: 'ours', expiresAt: Date.now() + 3_600_000 }),
    turn: async (context) => {
      await context.sendActivity('here');
    },
  });

  await bot.send(bot.genuine({ iss: CLOUDS[name].issuer }));

  expect(bot.turnErrors).toEqual([]);
  expect(bot.teams.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer ours']);
});
