import {
  foldText,
  INPUT_MAX_CHARS,
  readText,
  splitWords,
  typedBetween,
} from '../../src/bot/normalise-text';

describe('foldText', () => {
  test.each([
    ['Entwürfe', 'Entwuerfe'],
    ['Entwürfe', 'ENTWURFE'],
    ['abschließen', 'ABSCHLIESSEN'],
    ['abschließen', 'ABSCHLIEẞEN'],
    ['¿Qué tengo pendiente?', 'que tengo pendiente'],
    ['español', 'espan\u0303ol'],
    ['HELP', 'ｈｅｌｐ'],
    ['SME-1042', 'sme  #1042'],
    ['to do', 'to\u00a0do'],
  ])('%s and %s are the same', (one, other) => {
    expect(foldText(one)).toBe(foldText(other));
  });

  test.each([
    ['zurück', 'zurückgeben'],
    ['atrás', 'atraso'],
    ['año', 'ao'],
    ['help', 'hеlp'],
  ])('%s and %s stay apart', (one, other) => {
    expect(foldText(one)).not.toBe(foldText(other));
  });
});

describe('splitWords', () => {
  test('keeps grouped digits together and parts other numbers', () => {
    const words = splitWords('1.200 1,20 12.345.678 1042.5').map(({ folded }) => folded);

    expect(words).toEqual(['1.200', '1', '20', '12.345.678', '1042', '5']);
  });

  test('takes a lone question mark as a word, and no other punctuation', () => {
    expect(splitWords('¿?').map(({ folded }) => folded)).toEqual(['?']);
    expect(splitWords('…!')).toEqual([]);
    expect(splitWords('hi?').map(({ folded }) => folded)).toEqual(['hi']);
  });
});

describe('readText', () => {
  test('takes out the mention of the bot and keeps that of a person', () => {
    const { clean, words } = readText('<at id="0">sme desk</at> ask <at>Zoë Weiß</at>', 'SME Desk');

    expect(typedBetween(clean, words.slice(1))).toBe('Zoë Weiß');
    expect(words[0]?.folded).toBe('ask');
  });

  test('reads no more than 2,000 characters', () => {
    const { clean, words, isPlain } = readText('a '.repeat(5_000), 'SME Desk');

    expect(clean).toHaveLength(INPUT_MAX_CHARS);
    expect(words).toHaveLength(INPUT_MAX_CHARS / 2);
    expect(isPlain).toBe(false);
  });

  test('compares no more than 64 characters of a word', () => {
    const { words } = readText('ﷺ'.repeat(1_500), 'SME Desk');

    expect(words.map(({ folded }) => folded.length)).toEqual([64]);
  });

  test.each(['${x}', '{{x}}', '<b>help</b>', 'help\u0000', '\u202ehelp', 'help`', 'a|b', '<at>'])(
    '%j is not plain',
    (text) => {
      expect(readText(text, 'SME Desk').isPlain).toBe(false);
    },
  );

  test.each(['help', "I'd like…", 'a\tb\r\nc', 'he\u200blp', '50 % & 3/4 #1 *x* _y_', '👩‍💻'])(
    '%j is plain',
    (text) => {
      expect(readText(text, 'SME Desk').isPlain).toBe(true);
    },
  );
});
