import type { Expert } from '../../src/domain/directory/listing';
import type { Person } from '../../src/domain/directory/person';
import type { ExpertId } from '../../src/domain/kernel';
import { wordsFor } from '../../src/text/words';
import { findRecords } from '../../src/workflow/find-states';
import { handleCommand } from '../../src/workflow/handle-command';
import { loadState } from '../../src/workflow/load-record';
import { partsOf } from '../cards/card-lint';
import {
  ADA,
  FRAN,
  GROUP,
  OPERATOR_MAIL,
  PAT,
  readOn,
  SAM,
  STRANGER,
  type Member,
} from '../support/fake-teams';
import { desk, inTouch, openDesk, press, submit } from './today-desk';

const { t } = wordsFor('en');
const DAY_MS = 86_400_000;

beforeEach(async () => {
  await openDesk();
  await desk.teams.install(ADA);
});

async function hear(from: Member, text: string): Promise<string> {
  return readOn(await desk.teams.say(from, text));
}

describe('who somebody is', () => {
  it.each(['settings', 'ajustes', 'Einstellungen'])('is told after "%s"', async (text) => {
    const answer = await hear(FRAN, text);

    expect(answer).toContain(t('fact.your-role'));
    expect(answer).toContain(t('who.fpm'));
  });

  it.each(['ask for access', 'solicitar acceso', 'Zugriff anfordern'])(
    'stands beside whom to ask for more access: %s',
    async (text) => {
      const answer = await hear(FRAN, text);

      expect(answer).toContain(t('access.known'));
      expect(answer).toContain(t('who.fpm'));
      expect(answer).toContain(OPERATOR_MAIL);
      expect(answer).toContain(t('access.copy.text'));
    },
  );

  it('is asked of somebody whom the directory does not know, with a text to copy', async () => {
    const answer = await hear(STRANGER, 'ask for access');

    expect(answer).toContain(t('unknown.status'));
    expect(answer).toContain(t('unknown.copy.text'));
    expect(answer).toContain(OPERATOR_MAIL);
  });
});

describe('"my data"', () => {
  /** What a fact of the card says. */
  async function fact(from: Member, title: string, text = 'my data'): Promise<unknown> {
    const replies = await desk.teams.say(from, text);
    const facts = partsOf(replies).flatMap(
      ({ facts: all }) => (all ?? []) as { title: string; value: string }[],
    );
    return facts.find((one) => one.title === title)?.value;
  }

  async function importListing(entry: Expert): Promise<void> {
    const { ports } = desk.teams;
    const meta = { by: 'system', at: ports.clock.now(), causeId: 'import' } as const;
    await handleCommand(ports, entry.id, { command: { type: 'Import', entry, ...meta } });
  }

  it('tells what the directory says of its reader', async () => {
    const person = (await loadState<Person>(desk.teams.ports, PAT.id))!;

    const answer = await hear(PAT, 'my data');

    expect(answer).toContain(t('kept.title'));
    for (const text of [person.name, person.home.zone, t('who.partner'), t('kept.photo.none')]) {
      expect(answer).toContain(text);
    }
    expect(await fact(PAT, t('kept.mail'))).toBe(person.mail);
  });

  it('counts what its reader takes part in', async () => {
    await submit(2);
    await inTouch(1);

    const counts = await Promise.all(
      (['requests', 'engagements', 'questions', 'drafts'] as const).map((kind) =>
        fact(FRAN, t(`kept.${kind}`)),
      ),
    );

    expect(counts).toEqual(['2', '1', '0', '0']);
  });

  it('counts drafts, also the discarded ones', async () => {
    await desk.teams.say(PAT, 'ask my FPM');
    const before = [await fact(PAT, t('kept.drafts')), await fact(PAT, t('kept.ended'))];
    const [question] = await findRecords(desk.teams.ports, { kind: 'question', limit: 1 });
    await press(PAT, 'question.discard', { id: question?.id });

    const after = [await fact(PAT, t('kept.drafts')), await fact(PAT, t('kept.ended'))];

    expect([before, after]).toEqual([
      ['1', '0'],
      ['0', '1'],
    ]);
  });

  it('says since when a picture is kept', async () => {
    const { ports } = desk.teams;
    const note = { type: 'NotePhoto', image: 'data:image/png;base64,AA==' };
    const command = { ...note, by: 'system', at: ports.clock.now(), causeId: 'photo' } as const;
    await handleCommand(ports, SAM.id, { command });

    expect(await fact(SAM, t('kept.photo'))).toBe(t('kept.photo.since', { date: '23 Nov 2026' }));
  });

  it('tells an expert what the directory says of their work', async () => {
    const id: ExpertId = `expert:${SAM.objectId}`;
    const expert = (await loadState<Expert>(desk.teams.ports, id))!;
    const from = desk.teams.ports.clock.now();
    const absences = [{ from, until: from + 7 * DAY_MS }];
    await importListing({ ...expert, absences });

    expect(await fact(SAM, t('kept.limit'))).toBe(String(expert.limit));
    expect(await fact(SAM, t('kept.absences'))).toBe(
      t('kept.absences.value', { from: '23 Nov 2026', until: '30 Nov 2026' }),
    );
    expect(await fact(PAT, t('kept.limit'))).toBeUndefined();
  });

  it.each(['mis datos', 'meine Daten'])(
    'is told in the language of its reader, whatever it was asked in: %s',
    async (text) => {
      expect(await hear(PAT, text)).toContain(t('kept.title'));
    },
  );

  it('says when its reader chose the language', async () => {
    const directory = await fact(PAT, t('fact.your-language'));
    await desk.teams.say(PAT, 'language German');
    const words = wordsFor('de').t;

    const chosen = await fact(PAT, words('fact.your-language'));

    expect(directory).toBe('English');
    expect(chosen).toBe(words('kept.language-chosen', { language: 'Deutsch' }));
  });

  it('names whom to write to', async () => {
    expect(await hear(PAT, 'my data')).toContain(OPERATOR_MAIL);
  });

  it('is shown to nobody else', async () => {
    const answer = readOn(await desk.teams.say(PAT, 'my data', GROUP));

    expect(answer).toContain(t('group.personal'));
    expect(answer).not.toContain(t('kept.title'));
  });
});
