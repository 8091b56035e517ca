import { pingText } from '../../src/cards/draw-card';
import { LANGUAGES } from '../../src/domain/kernel';
import { wordsFor } from '../../src/text/words';
import { castOf, MONDAY, PLAIN } from './cast';
import { partsOf, textOf } from './card-lint';
import { recordShots, viewerOf, type Shot } from './pictures';

const SHOTS = LANGUAGES.flatMap((language) => recordShots(language));

function shotsOf(name: RegExp): readonly Shot[] {
  const found = SHOTS.filter((shot) => name.test(shot.name));
  expect(found).not.toEqual([]);
  return found;
}

function textsOf({ drawn }: Shot): string {
  return partsOf(drawn.content)
    .map((part) => textOf(part, 'text') + textOf(part, 'value'))
    .join('\n');
}

function verbsOf({ drawn }: Shot): readonly string[] {
  return partsOf(drawn.content).flatMap(({ type, verb }) =>
    type === 'Action.Execute' ? [String(verb)] : [],
  );
}

describe('a request that was handed over', () => {
  test.each(['request-fpm', 'completion'])(
    'leaves whoever had it one line without a button and without the customer: %s',
    (card) => {
      const shots = shotsOf(new RegExp(`^${card} front for fpm, .*handed over`));

      expect(shots.flatMap(verbsOf)).toEqual([]);
      expect(shots.filter((shot) => textsOf(shot).includes(PLAIN.tenantName))).toEqual([]);
      expect(shots.filter((shot) => !textsOf(shot).includes(castOf(PLAIN).otherFpm.name))).toEqual(
        [],
      );
    },
  );

  test('tells the new FPM from whom, by whom and with which words', () => {
    const [byFpm] = shotsOf(/^request-fpm front for otherFpm, handed over {2}\(en\)/);
    const [byOperator] = shotsOf(/^request-fpm front for otherFpm, handed over by an operator/);
    const { t } = wordsFor('en');

    expect(textsOf(byFpm!)).toContain(t('heading.note-from', { name: 'Fran Manager' }));
    expect(textsOf(byFpm!)).toContain(PLAIN.note);
    expect(textsOf(byFpm!)).toContain('by Fran Manager, ');
    expect(textsOf(byOperator!)).toContain('from Fran Manager, by Olli Manager, ');
  });

  test('keeps the note from its requester, who reads to whom it went', () => {
    const history = shotsOf(/^request-partner history for requester, handed over/).map(textsOf);
    const [toFpm] = shotsOf(/^request-fpm history for otherFpm, handed over {2}/);

    expect(history.filter((text) => text.includes(PLAIN.note))).toEqual([]);
    expect(history.filter((text) => !text.includes('Olli Manager'))).toEqual([]);
    expect(textsOf(toFpm!)).toContain(PLAIN.note);
  });

  test.each([
    ['en', 'SME-1042 has been handed over to you: Fabrikam Partners, Entra ID P2.'],
    ['es', 'SME-1042 se le ha traspasado: Fabrikam Partners, Entra ID P2.'],
    ['de', 'SME-1042 wurde an Sie übergeben: Fabrikam Partners, Entra ID P2.'],
  ] as const)('pings the new FPM alone (%s)', (language, line) => {
    const [shot] = shotsOf(/^request-fpm front for otherFpm, handed over {2}/);
    const ping = (reader: 'otherFpm' | 'fpm', code: 'P1' | 'P9' | 'P21'): string | undefined => {
      const viewer = viewerOf(reader, language);
      return pingText({ state: shot!.state, viewer, at: MONDAY }, code);
    };

    expect(ping('otherFpm', 'P21')).toBe(line);
    expect((['P1', 'P9', 'P21'] as const).map((code) => ping('fpm', code))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(ping('otherFpm', 'P1')).toContain('SME-1042');
  });

  test('shows an operator nothing of the customer, its words or its requester', () => {
    const { requester } = castOf(PLAIN);
    const secrets = [PLAIN.tenantName, PLAIN.justification, PLAIN.note, requester.name];

    const leaks = shotsOf(/^hand-over .* for misfit/).flatMap((shot) =>
      secrets.filter((secret) => textsOf(shot).includes(secret)),
    );

    expect(leaks).toEqual([]);
  });

  test('asks those in the kickoff chat to add the new FPM, and mentions nobody who is not there', () => {
    const [shared] = shotsOf(/^kickoff front for everybody, active, handed over {2}\(en\)/);
    const { t } = wordsFor('en');

    expect(textsOf(shared!)).toContain(t('kickoff.new-fpm', { name: 'Olli Manager' }));
    expect(JSON.stringify(shared!.drawn.content)).not.toContain('<at>Olli Manager</at>');
    expect(JSON.stringify(shared!.drawn.content)).toContain('<at>Asa Accepter</at>');
  });
});
