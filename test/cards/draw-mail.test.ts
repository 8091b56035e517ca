import { drawCard } from '../../src/cards/draw-card';
import { drawingFor } from '../../src/cards/drawing';
import { drawMail, type DrawnMail } from '../../src/cards/draw-mail';
import type { CardName, MailName, PingCode } from '../../src/domain/effects';
import { LANGUAGES, type Language } from '../../src/domain/kernel';
import { isNumbered } from '../../src/domain/request/request';
import { castOf, MONDAY, PLAIN, type Texts } from './cast';
import { factsOf, textOf } from './card-lint';
import { viewerOf, type Shot } from './pictures';
import { engagementStates, requestStates } from './states';

interface Letter extends DrawnMail {
  readonly name: string;
  readonly mail: MailName | PingCode;
  readonly status: string;
}

/** Who gets which mail; `everybody` stands for the bare address typed in the form. */
const OF_REQUESTS: readonly (readonly [MailName | PingCode, Shot['reader']])[] = [
  ['receipt', 'everybody'],
  ['arrival', 'fpm'],
  ['decision', 'everybody'],
  ['P1', 'fpm'],
  ['P3', 'requester'],
  ['P4', 'requester'],
  ['P5', 'third'],
  ['P10', 'fpm'],
];
const OF_ENGAGEMENTS: readonly (readonly [MailName | PingCode, Shot['reader']])[] = [
  ['closing', 'everybody'],
  ['closing', 'fpm'],
  ['P13', 'requester'],
  ['P16', 'fpm'],
  ['P17', 'third'],
];

/** Every mail in every state that its record can have by the time it is sent. */
function lettersIn(language: Language, texts: Texts = PLAIN): readonly Letter[] {
  const requests = requestStates(texts).filter(({ state }) => isNumbered(state));
  const pairs = [
    ...requests.flatMap((record) => OF_REQUESTS.map((to) => ({ record, to }))),
    ...engagementStates(texts).flatMap((record) => OF_ENGAGEMENTS.map((to) => ({ record, to }))),
  ];
  return pairs.map(({ record: { name, state }, to: [mail, reader] }) => ({
    ...drawMail(mail, { state, viewer: viewerOf(reader, language, texts), at: MONDAY }),
    name: `${mail} to ${reader}, ${name}`,
    mail,
    status: state.status,
  }));
}

/** Mails in which something is wrong, to be compared with an empty list. */
function namesWhere(letters: readonly Letter[], isWrong: (letter: Letter) => boolean): string[] {
  return letters.filter(isWrong).map(({ name }) => name);
}

const ALPHABETICAL = /\p{L}{3}/u;

describe.each(LANGUAGES)('a mail in %s', (language) => {
  const letters = lettersIn(language);
  const draw = drawingFor(viewerOf('everybody', language));

  test('has number and status as its subject', () => {
    const wrong = namesWhere(letters, ({ subject }) => {
      const [number, status = ''] = subject.split('] ');
      return number !== '[SME-1042' || !ALPHABETICAL.test(status) || /[\r\n]/.test(subject);
    });

    expect(wrong).toEqual([]);
  });

  test('has no name of a customer and no typed text in its subject', () => {
    const typed = Object.values<string>({ ...PLAIN }).filter((text) => text !== '');

    const wrong = namesWhere(letters, ({ subject }) =>
      typed.some((text) => subject.includes(text)),
    );

    expect(wrong).toEqual([]);
  });

  test('is plain text without escapes, tags and emphasis', () => {
    const wrong = namesWhere(letters, ({ text }) =>
      /\\|<[a-z/!]|&[a-z]+;|\*\*|__|\]\(/i.test(text),
    );

    expect(wrong).toEqual([]);
  });

  test('leaves no place open', () => {
    const wrong = namesWhere(letters, ({ subject, text }) =>
      /\$\{|\{[A-Za-z]+\}|\b(undefined|NaN)\b|\[object|^(null)?:|: ?$|^(mail|status|ping)\./m.test(
        `${subject}\n${text}`,
      ),
    );

    expect(wrong).toEqual([]);
  });

  test('says at its end where to act', () => {
    const wrong = namesWhere(letters, ({ text }) => !text.endsWith(`\n${draw.t('mail.footer')}`));

    expect(wrong).toEqual([]);
  });

  test('begins with what it is about', () => {
    const wrong = namesWhere(letters, ({ text }) => !ALPHABETICAL.test(text.split('\n')[0] ?? ''));

    expect(wrong).toEqual([]);
  });

  test('in place of a card says so', () => {
    const isSaid = ({ text }: Letter): boolean => text.includes(draw.t('mail.no-chat'));

    const wrong = namesWhere(letters, (letter) => isSaid(letter) !== letter.mail.startsWith('P'));

    expect(wrong).toEqual([]);
  });

  test('in place of a card begins with the line of its notification', () => {
    const record = requestStates().find(({ name }) => name === 'approved, offered to the third');
    const viewer = viewerOf('third', language);

    const { text } = drawMail('P5', { state: record?.state, viewer, at: MONDAY });

    const { summary } = drawCard(
      'offer',
      { state: record?.state, viewer, face: 'front', at: MONDAY },
      'P5',
    );
    expect(text.split('\n')[0]).toBe(summary);
  });
});

/** What a card says in its list of facts, as lines of a mail. */
function factLines(card: CardName, reader: 'third' | 'requester' | 'fpm', name: string): string[] {
  const record = [...requestStates(), ...engagementStates()].find((one) => one.name === name);
  const viewer = viewerOf(reader, 'en');
  const drawn = drawCard(card, { state: record?.state, face: 'front', viewer, at: MONDAY });
  return factsOf(drawn.content).map((fact) => `${textOf(fact, 'title')}: ${textOf(fact, 'value')}`);
}

function mailTo(
  reader: 'third' | 'requester' | 'fpm',
  mail: MailName | PingCode,
  name: string,
): string {
  const record = [...requestStates(), ...engagementStates()].find((one) => one.name === name);
  return drawMail(mail, { state: record?.state, viewer: viewerOf(reader, 'en'), at: MONDAY }).text;
}

describe('a mail in place of a card', () => {
  test.each([
    ['P1', 'request-fpm', 'fpm', 'submitted'],
    ['P3', 'request-partner', 'requester', 'denied, DENY_DUPLICATE'],
    ['P4', 'request-partner', 'requester', 'approved, offered'],
    ['P5', 'offer', 'third', 'approved, offered to the third'],
    ['P10', 'request-fpm', 'fpm', 'approved, nobody left 0'],
    ['P13', 'completion', 'requester', 'wrapping up, awaits requester'],
    ['P16', 'completion', 'fpm', 'wrapping up, awaits FPM'],
    ['P17', 'expert', 'third', 'sent back'],
  ] as const)('%s says what the %s card says to %s', (ping, card, reader, name) => {
    const lines = factLines(card, reader, name);

    const text = mailTo(reader, ping, name);

    expect(lines.length).toBeGreaterThan(1);
    expect(lines.filter((line) => !text.includes(line))).toEqual([]);
  });

  test('P17 tells the expert what is missing', () => {
    const text = mailTo('third', 'P17', 'sent back');

    expect(text).toContain(PLAIN.missing);
  });
});

describe('a mail about the end', () => {
  test('tells the summary to both, and the feedback to the FPM only', () => {
    const [engagement] = engagementStates().filter(({ name }) => name === 'completed by requester');
    const letter = (reader: 'fpm' | 'everybody'): string =>
      drawMail('closing', {
        state: engagement?.state,
        viewer: viewerOf(reader, 'en'),
        at: MONDAY,
      }).text;

    const [toFpm, toAddress] = [letter('fpm'), letter('everybody')];

    expect(toFpm).toContain(PLAIN.summary);
    expect(toFpm).toContain(PLAIN.feedback);
    expect(toAddress).toContain(PLAIN.summary);
    expect(toAddress).not.toContain(PLAIN.feedback);
  });
});

describe('the HTML form', () => {
  /** What can be read of a document. */
  function readable(html: string): string {
    const [, body = ''] = /<body>(.*)<\/body>/s.exec(html) ?? [];
    return body
      .replaceAll(/<[^>]*>/g, '\n')
      .replaceAll(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => ENTITIES[name] ?? '')
      .replaceAll(/\n+/g, '\n')
      .trim();
  }
  const ENTITIES: Readonly<Record<string, string>> = {
    ...{ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" },
  };
  const hostile: Texts = {
    ...PLAIN,
    justification: '<img src=x onerror=alert(1)> & "quotes" \'single\'',
    summary: '</p></body><script>alert(1)</script>',
    tenantName: '<b>Wingtip</b>',
  };

  test.each(LANGUAGES)('says in %s what the plain one says, and its language', (language) => {
    const wrong = namesWhere(lettersIn(language, hostile), ({ text, html }) => {
      const plain = text.replaceAll(/\n+/g, '\n').trim();
      return readable(html) !== plain || !html.includes(`<html lang="${language}">`);
    });

    expect(wrong).toEqual([]);
  });

  test('has no markup but ours, whatever was typed', () => {
    const tags = lettersIn('en', hostile).flatMap(({ html }) => html.match(/<[^>]*>/g) ?? []);

    expect([...new Set(tags)].sort()).toEqual(
      [
        ...['<!DOCTYPE html>', '</body>', '</h2>', '</head>', '</html>', '</p>', '</title>'],
        ...['<body>', '<br>', '<h2>', '<head>', '<html lang="en">', '<meta charset="utf-8">'],
        ...['<p>', '<title>'],
      ].sort(),
    );
  });
});

describe('the one link of a mail', () => {
  const links = { chat: 'https://teams.example/chat?a=1&b=2', add: 'https://teams.example/add' };
  const record = requestStates().find(({ name }) => name === 'approved, offered');

  function letterWith(mail: MailName | PingCode, account?: 'guest' | 'federated'): DrawnMail {
    const viewer = viewerOf('requester', 'en');
    const whose = account === undefined ? {} : { account };
    return drawMail(mail, { state: record?.state, viewer, at: MONDAY, links, ...whose });
  }

  function linksIn({ text, html }: DrawnMail): readonly unknown[] {
    return [text.match(/https:\S+/g), html.match(/href="[^"]*"/g)];
  }

  test('opens the chat with the bot', () => {
    const found = linksIn(letterWith('decision'));

    expect(found).toEqual([[links.chat], [`href="https://teams.example/chat?a=1&amp;b=2"`]]);
  });

  test('adds the bot where a card could not be shown', () => {
    const found = linksIn(letterWith('P4'));

    expect(found).toEqual([[links.add], [`href="${links.add}"`]]);
  });

  test('comes for a guest with the word that they must switch organisation', () => {
    const letter = letterWith('P4', 'guest');

    expect(linksIn(letter)).toEqual([[links.add], [`href="${links.add}"`]]);
    expect(letter.text).toContain('switch to it in Teams');
  });

  test('is not there for somebody of another tenant, who is told why', () => {
    const letter = letterWith('P4', 'federated');

    expect(linksIn(letter)).toEqual([null, null]);
    expect(letter.text).toContain('kickoff chat only');
  });
});

describe('typed text', () => {
  const mark = '[x](http://evil.example) **b** _i_ `c` <at>x</at> ${y} {{DATE(z)}} \\* 1. | # ~';
  const hostile: Texts = {
    ...PLAIN,
    ...{ justification: `Because ${mark}\n- one\n2. two`, note: `Note ${mark}` },
    ...{ summary: `Summary ${mark}`, tenantName: `Wingtip ${mark}` },
  };

  test.each([
    ['arrival', 'fpm', 'submitted', 'justification'],
    ['decision', 'everybody', 'denied, DENY_DUPLICATE', 'note'],
    ['closing', 'everybody', 'completed by requester', 'summary'],
    ['receipt', 'everybody', 'submitted', 'tenantName'],
  ] as const)('stands in the %s mail as it was typed', (mail, reader, name, field) => {
    const records = [...requestStates(hostile), ...engagementStates(hostile)];
    const state = records.find((one) => one.name === name)?.state;

    const { text } = drawMail(mail, { state, viewer: viewerOf(reader, 'en'), at: MONDAY });

    expect(text).toContain(hostile[field]);
  });

  test('cannot reach a subject', () => {
    const subjects = lettersIn('en', hostile).map(({ subject }) => subject);

    const plain = lettersIn('en').map(({ subject }) => subject);

    expect(subjects).toEqual(plain);
  });

  test('names of the directory stand as they are written there', () => {
    const texts = { ...PLAIN, nameEnding: ' *R* [x]' };
    const record = requestStates(texts).find(({ name }) => name === 'submitted');
    const viewer = viewerOf('everybody', 'en', texts);

    const { text } = drawMail('receipt', { state: record?.state, viewer, at: MONDAY });

    expect(text).toContain(castOf(texts).fpm.name);
    expect(text).not.toContain('\\');
  });
});
