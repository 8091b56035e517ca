import german from '../../manifest/de.json';
import manifest from '../../manifest/manifest.json';
import spanish from '../../manifest/es.json';
import { understand } from '../../src/bot/understand';
import { OFFERED_INTENTS } from '../../src/cards/simple-cards';
import { WORKLOADS } from '../../src/domain/routing/workloads';
import { wordsFor } from '../../src/text/words';
import { CHANNEL, chatWith, FakeTeams, GROUP, PAT, readOn, type Room } from '../support/fake-teams';

const { t } = wordsFor('en');
const ROOMS: Readonly<Record<string, Room | undefined>> = { team: CHANNEL, groupChat: GROUP };
const REFUSALS = [
  t('group.personal'),
  t('link.not-here'),
  t('meet.not-here'),
  t('not-understood.title'),
];

/** Which command each English title stands for. */
const MEANT: Readonly<Record<string, string>> = {
  'request SME': 'new-request',
  'my requests': 'my-requests',
  'waiting for me': 'waiting-for-me',
  status: 'status',
  history: 'history',
  'ask my FPM': 'ask-fpm',
  'my drafts': 'my-drafts',
  language: 'language',
  'who am I': 'who-am-i',
  help: 'help',
  'post check-ins here': 'link-channel',
  'stop posting here': 'unlink-channel',
  'kickoff here': 'kickoff-here',
};

const FILES: Readonly<Record<'es' | 'de', Readonly<Record<string, string>>>> = {
  es: spanish,
  de: german,
};

const COMMANDS = manifest.bots.flatMap(({ commandLists }) =>
  commandLists.flatMap(({ scopes, commands }, list) =>
    commands.flatMap(({ title, description }, command) => {
      const key = `bots[0].commandLists[${list}].commands[${command}]`;
      const inAll = [
        { language: 'en' as const, title, description },
        ...(['es', 'de'] as const).map((language) => ({
          language,
          title: FILES[language][`${key}.title`] ?? '',
          description: FILES[language][`${key}.description`] ?? '',
        })),
      ];
      return inAll.map((one) => ({ ...one, scope: scopes.join(), intent: MEANT[title] }));
    }),
  ),
);

function intentOf(text: string): string {
  return understand(text, { aliases: WORKLOADS }).intent;
}

test('every command is listed in every language', () => {
  const titles = COMMANDS.map(({ language, title }) => `${language} ${title}`);

  expect(new Set(titles).size).toBe(3 * Object.keys(MEANT).length);
  expect(COMMANDS.filter(({ title, description }) => title === '' || description === '')).toEqual(
    [],
  );
});

describe.each(COMMANDS)(
  '"$title" ($language, $scope)',
  ({ language, title, description, ...row }) => {
    test('is understood as typed and as picked from the menu', () => {
      const typed = [title, title.toUpperCase(), `${title} `];
      const picked = [
        `<at>SME Desk</at> ${title}`,
        `<at>SME Desk</at>&nbsp;${title}\n`,
        `${title} <at>SME Desk</at>`,
      ];

      expect([...typed, ...picked].map(intentOf)).toEqual(Array(6).fill(row.intent));
    });

    test('fits into the menu', () => {
      expect(title.length).toBeLessThanOrEqual(32);
      expect(description.length).toBeLessThanOrEqual(128);
      expect(title).not.toMatch(/^\/|^\s|\s$/);
    });

    test('is called as cards call it, where they do', () => {
      const intent = OFFERED_INTENTS.find((offered) => offered === row.intent);
      const called = intent === undefined ? title : wordsFor(language).t(`command.${intent}`);

      expect(title).toBe(called);
    });

    test('gives an example that is understood, where it gives one', () => {
      const example = /: ([^:]+ 1042)$/u.exec(description)?.[1] ?? title;

      expect(intentOf(example)).toBe(row.intent);
    });
  },
);

describe('where it is listed', () => {
  const teams = new FakeTeams();

  beforeAll(async () => {
    await teams.open();
    await teams.install(PAT);
  });

  test.each(COMMANDS)('"$title" is answered, not refused ($scope)', async ({ title, scope }) => {
    const posted = (): number => teams.house.messenger.posts(chatWith(PAT).id).length;
    const before = posted();

    const replies = await teams.say(PAT, title, ROOMS[scope]);

    // A form is posted, where other commands are replied to.
    expect(replies.length + posted()).toBeGreaterThan(before);
    expect(REFUSALS.filter((line) => readOn(replies).includes(line))).toEqual([]);
  });
});
