/** Every card in every state, language, theme and width: written to `gallery/` to be looked at, and measured. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { LANGUAGES } from '../../src/domain/kernel';
import { openBrowser } from '../browser/pages';
import { exhibitsOf } from './exhibits';
import { GalleryPage, writeGallery, type Wall } from './gallery-page';
import { THEMES, WIDTHS } from './teams-look';

const FOLDER = join(__dirname, '../../gallery');
const EXHIBITS = LANGUAGES.flatMap((language) => exhibitsOf(language));
/** `GALLERY_CARDS=check-in,today` draws only these. */
const WANTED = process.env['GALLERY_CARDS']?.split(',');
const CARDS = [...new Set(EXHIBITS.map(({ card }) => card))].filter(
  (card) => WANTED?.includes(card) ?? true,
);

describe.each(LANGUAGES)('the gallery in %s', (language) => {
  let browser: Browser;
  let gallery: GalleryPage;

  beforeAll(async () => {
    if (language === LANGUAGES[0]) {
      rmSync(FOLDER, { recursive: true, force: true });
    }
    browser = await openBrowser();
    gallery = await GalleryPage.open(browser, writeGallery(FOLDER, EXHIBITS));
  });

  afterAll(async () => {
    await browser.close();
  });

  async function problemsOf(wall: Wall): Promise<readonly string[]> {
    await gallery.show(wall);
    const problems = await gallery.problems();
    const name = [wall.card, wall.language, wall.theme, wall.width].join('-');
    await gallery.photograph(wall.width, (sheet) => join(FOLDER, `${name}-${sheet}.png`));
    return problems;
  }

  const walls = THEMES.flatMap((theme) => WIDTHS.map((width) => ({ theme, width })));

  test.each(walls)('has no card that is hard to read: $theme, $width', async ({ theme, width }) => {
    const problems: string[] = [];
    for (const card of CARDS) {
      problems.push(...(await problemsOf({ language, theme, width, card })));
    }

    expect(problems).toEqual([]);
  });
});
