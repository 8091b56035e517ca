import { wordsFor } from '../../src/text/words';
import { engage, ENGAGEMENT } from '../support/engaged';
import { ADA, CHANNEL, FakeTeams, GROUP, PAT, readOn, SAM } from '../support/fake-teams';

const { t } = wordsFor('en');

test.each([
  ['group', PAT, GROUP],
  ['channel', SAM, CHANNEL],
] as const)(
  'the delivery of a request tells in which %s its kickoff stands',
  async (kind, who, room) => {
    const teams = new FakeTeams();
    await teams.open();
    await teams.install(ADA);
    await teams.install(who, room);
    await engage(teams);
    await teams.press(who, 'checkin.meet', { id: ENGAGEMENT }, room);
    await teams.house.dispatcher.idle();

    const told = readOn(await teams.say(ADA, 'delivery 1001'));

    const place = t(`delivery.place.${kind}`);
    const where = t('delivery.added-by', { place, name: who.name });
    expect(told).toContain(`${t('stuck.what.card', { card: t('card-name.kickoff') })} → ${where}`);
  },
);
