import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { renderModel, type CardContent } from '../../src/cards/render-model';
import type { CardName } from '../../src/domain/effects';
import { LANGUAGES } from '../../src/domain/kernel';
import { PLAIN } from '../cards/cast';
import { exhibitsOf, type Exhibit } from '../gallery/exhibits';
import { GalleryPage, writeGallery, type Wall } from '../gallery/gallery-page';
import { WIDTHS } from '../gallery/teams-look';
import { openBrowser } from './pages';

/** The narrow card in each language, and the other colours and width in the longest; `npm run gallery` looks at every pair. */
const WALLS = [
  ...LANGUAGES.map((language) => ({ language, theme: 'light', width: 'phone' }) as const),
  { language: 'de', theme: 'dark', width: 'desktop' } as const,
];
const EXHIBITS = LANGUAGES.flatMap((language) => exhibitsOf(language));

/** The compiler asks for every new card. */
const PATH: Readonly<Record<CardName, true>> = {
  'request-partner': true,
  'request-fpm': true,
  'hand-over': true,
  offer: true,
  expert: true,
  kickoff: true,
  'teams-first': true,
  completion: true,
  question: true,
  'check-in': true,
  blocker: true,
  today: true,
  credential: true,
  sending: true,
  alarm: true,
  'in-name': true,
};

const ADDRESS = 'https://admin.example/policies/conditional-access/named-locations/branch-offices';
/** Nothing a person may type breaks a card: here, words that no line can hold. */
const UNBREAKABLE = {
  ...PLAIN,
  tenantName: 'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft',
  contactMail: 'conditional-access-rollout.northern-branch-offices@subsidiary.partner.example',
  justification: `${ADDRESS} locks out half of the test group.`,
  note: ADDRESS,
  missing: ADDRESS,
  summary: ADDRESS,
};

const GOOD = renderModel({ language: 'en', title: 'Requests', status: 'Open' });

function textBlock(text: string, more: object = {}): object {
  return { type: 'TextBlock', text, wrap: true, ...more };
}

function buttons(...styles: readonly string[]): object {
  const actions = styles.map((style) => ({ type: 'Action.Execute', title: 'Open', style }));
  return { actions };
}

function exhibit(card: string, content: CardContent): Exhibit {
  return { card, name: card, same: 1, language: 'en', content };
}

const LINE = 'a line that is much longer than any telephone is wide';
const FLAWS: readonly (readonly [flaw: string, change: object, message: string])[] = [
  ['a text that is cut off', { body: [textBlock(LINE, { wrap: false })] }, 'too wide by'],
  ['text without contrast', { body: [textBlock('Open', { color: 'Light' })] }, 'contrast'],
  ['an open binding', { body: [textBlock('Hello ${name}')] }, 'an open binding'],
  ['an empty text', { body: [textBlock(' ')] }, 'an empty text'],
  ['no heading', { body: [textBlock('Open')] }, '0 headings'],
  ['an input without label', { body: [{ type: 'Input.Text', id: 'note' }] }, 'visible label'],
  [
    'a placeholder that is cut off',
    { body: [{ type: 'Input.Text', id: 'note', label: 'Note', placeholder: LINE }] },
    'cut in its field',
  ],
  ['a late primary button', buttons('default', 'positive'), 'not the primary one'],
  ['a long button', { actions: [{ type: 'Action.Execute', title: LINE }] }, 'too wide by'],
];

describe('the gallery of cards', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gallery-'));
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  function write(name: string, exhibits: readonly Exhibit[]): string {
    return writeGallery(join(folder, name), exhibits);
  }

  /** Each wall hangs in a page of its own: where another one hung before, drawing takes several times as long. */
  async function problemsOn(path: string, wall: Wall): Promise<readonly string[]> {
    const gallery = await GalleryPage.open(browser, path);
    await gallery.show(wall);
    const problems = await gallery.problems();
    await gallery.close();
    return problems;
  }

  describe('with every card in every state', () => {
    let path: string;

    beforeAll(() => {
      path = write('every', EXHIBITS);
    });

    test('leaves out no card of the path', () => {
      const shown = new Set(EXHIBITS.map(({ card }) => card));

      expect(Object.keys(PATH).filter((card) => !shown.has(card))).toEqual([]);
    });

    test.each(WALLS)('can be read in $language, $theme, $width', async (wall) => {
      expect(await problemsOn(path, wall)).toEqual([]);
    });
  });

  describe('with words that no line can hold', () => {
    let path: string;

    beforeAll(() => {
      path = write('words', exhibitsOf('en', UNBREAKABLE));
    });

    test.each(WIDTHS)('can be read: %s', async (width) => {
      expect(await problemsOn(path, { language: 'en', theme: 'light', width })).toEqual([]);
    });
  });

  describe('with flawed cards', () => {
    let problems: readonly string[];

    beforeAll(async () => {
      const flawed = FLAWS.map(([flaw, change]) => exhibit(flaw, { ...GOOD, ...change }));
      const path = write('flaws', [...flawed, exhibit('nothing', GOOD)]);
      problems = await problemsOn(path, { language: 'en', theme: 'light', width: 'phone' });
    });

    test.each(FLAWS)('finds %s', (flaw, _change, message) => {
      const found = problems.filter((problem) => problem.endsWith(`<- ${flaw}`));

      expect(found.join('\n')).toContain(message);
    });

    test('finds nothing in a good card', () => {
      const found = problems.filter((problem) => problem.endsWith('<- nothing'));

      expect(found).toEqual([]);
    });
  });
});
