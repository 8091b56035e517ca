/** The page on which all cards hang: written once, opened by people and by tests alike. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { LANGUAGES, type Language } from '../../src/domain/kernel';
import type { Exhibit } from './exhibits';
import {
  hostConfigOf,
  PIXELS,
  SHAPES,
  styleOf,
  THEMES,
  WIDTHS,
  type Theme,
  type Width,
} from './teams-look';

/** One wall of the gallery. Without `card` all cards hang on it. */
export interface Wall {
  readonly language: Language;
  readonly theme: Theme;
  readonly width: Width;
  readonly card?: string;
}

const SCRIPTS = {
  'adaptivecards.js': createRequire(__filename).resolve('adaptivecards/dist/adaptivecards.min.js'),
  'show-cards.js': require.resolve('./show-cards.cjs'),
  'measure-cards.js': require.resolve('./measure-cards.cjs'),
};
const RENDERER_STYLE = createRequire(__filename).resolve('adaptivecards/dist/adaptivecards.css');

/** Sheets can be looked at without zooming: so many cards beside each other, at most so many on one. */
const SHEETS: Readonly<Record<Width, { columns: number; height: number; most: number }>> = {
  phone: { columns: 5, height: 1500, most: 40 },
  desktop: { columns: 3, height: 1500, most: 40 },
};

/** Writes the gallery into a folder. Gives the path of its page. */
export function writeGallery(folder: string, exhibits: readonly Exhibit[]): string {
  const looks = Object.fromEntries(THEMES.map((theme) => [theme, hostConfigOf(theme)]));
  // Teams shows a mention as its name.
  const content = JSON.stringify({ exhibits, looks, widths: PIXELS }).replace(
    /<at>([^<]*)<\/at>/g,
    '$1',
  );
  mkdirSync(folder, { recursive: true });
  for (const [name, path] of Object.entries(SCRIPTS)) {
    copyFileSync(path, join(folder, name));
  }
  copyFileSync(RENDERER_STYLE, join(folder, 'adaptivecards.css'));
  writeFileSync(join(folder, 'exhibits.js'), `globalThis.gallery = ${content};\n`);
  const page = join(folder, 'index.html');
  writeFileSync(page, htmlOf([...new Set(exhibits.map(({ card }) => card))]));
  return page;
}

function selectOf(name: string, options: readonly string[], first = ''): string {
  const choices = options.map((option) => `<option value="${option}">${option}</option>`).join('');
  return `<label>${name} <select name="${name}">${first}${choices}</select></label>`;
}

function htmlOf(cards: readonly string[]): string {
  const choices = [
    selectOf('language', LANGUAGES),
    selectOf('theme', THEMES),
    selectOf('width', WIDTHS),
    selectOf('card', cards, '<option value="">every card</option>'),
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>All cards</title>
<link rel="stylesheet" href="adaptivecards.css">
<style>${SHAPES}${THEMES.map(styleOf).join('')}</style>
<body data-theme="light">
<nav>${choices.join('')}<output id="count"></output></nav>
<main id="wall"></main>
<script src="adaptivecards.js"></script>
<script src="exhibits.js"></script>
<script src="show-cards.js"></script>
<script src="measure-cards.js"></script>
<script>if (!navigator.webdriver) gallery.choose();</script>
</body>
</html>
`;
}

/** The gallery in a browser. */
export class GalleryPage {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Opens the page of a written gallery. Rejects when a script of it fails. */
  static async open(browser: Browser, path: string): Promise<GalleryPage> {
    const page = await browser.newPage({ viewport: { width: 1900, height: 1600 } });
    await page.goto(pathToFileURL(path).href);
    return new GalleryPage(page);
  }

  /** Draws one wall. Gives how many cards hang on it. */
  show(wall: Wall): Promise<number> {
    return this.#page.evaluate(`gallery.show(${JSON.stringify(wall)})`);
  }

  /** What is wrong with the cards on the wall, as `problem <- name of the card`. */
  problems(): Promise<readonly string[]> {
    return this.#page.evaluate('gallery.measure()');
  }

  close(): Promise<void> {
    return this.#page.close();
  }

  /** Photographs the wall in sheets. Gives how many there are; `pathOf` says where each is kept. */
  async photograph(width: Width, pathOf: (sheet: number) => string): Promise<number> {
    const count = await this.#page.evaluate<number>(
      `gallery.hang(${JSON.stringify(SHEETS[width])})`,
    );
    const sheets = this.#page.locator('.sheet');
    for (let sheet = 0; sheet < count; sheet += 1) {
      await sheets.nth(sheet).screenshot({ path: pathOf(sheet + 1) });
    }
    return count;
  }
}
