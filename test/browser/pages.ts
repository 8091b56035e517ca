/** The page of one local Teams window in a real browser: reads and presses what a person would see. */
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The page asks for three fonts of a distant server; no name but this machine's is looked up.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

/** One card or the page may be slow on a busy machine; nothing waits longer than it must. */
const PATIENCE_MS = 20_000;

/** A browser without a screen and with a profile of its own, which goes when it is closed. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: FLAGS, headless: true });
}

/** A window of the local Teams, showing the personal chat of the one who sits there. */
export class TeamsPage {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Opens the window on a port of this machine. Resolves when one can type. */
  static async open(browser: Browser, port: number): Promise<TeamsPage> {
    const context = await browser.newContext({ viewport: { width: 1500, height: 1600 } });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`http://localhost:${String(port)}/`, { waitUntil: 'domcontentloaded' });
    const teams = new TeamsPage(page);
    await teams.#composer.waitFor();
    return teams;
  }

  /** Types into the chat and sends. */
  async say(text: string): Promise<void> {
    await this.#composer.click();
    await this.#page.keyboard.type(text);
    await this.#page.getByRole('button', { name: 'Send Message' }).click();
  }

  /** The newest card, in its present state. */
  get card(): CardOnPage {
    return new CardOnPage(this.#page, this.#page.locator('.ac-adaptiveCard').last());
  }

  /** The newest of the cards that show this text; an edited card keeps its place in the chat. */
  cardShowing(text: string): CardOnPage {
    const card = this.#page.locator('.ac-adaptiveCard').filter({ hasText: text });
    return new CardOnPage(this.#page, card.last());
  }

  get #composer(): Locator {
    return this.#page.locator('[data-lexical-editor=true]');
  }
}

/** One card of a chat. Inputs and buttons are found as a screen reader names them. */
export class CardOnPage {
  readonly #page: Page;
  readonly #card: Locator;

  constructor(page: Page, card: Locator) {
    this.#page = page;
    this.#card = card;
  }

  /** Waits until the card shows each of the texts. Rejects, naming the first that is missing. */
  async expectToShow(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      await this.#card.getByText(text).first().waitFor();
    }
  }

  /** Waits for the heading that a screen reader would announce. */
  async expectHeading(name: string): Promise<void> {
    await this.#card.getByRole('heading', { name, exact: true }).waitFor();
  }

  async press(button: string): Promise<void> {
    await this.#card.getByRole('button', { name: button, exact: true }).click();
  }

  /** Opens a dropdown and takes an option of it. */
  async choose(label: string, option: string): Promise<void> {
    const box = this.#card.getByRole('combobox', { name: label, exact: true });
    await box.click();
    // The list of options hangs on the page, not on the card; only the open one is visible.
    await this.#page.getByRole('option', { name: option, exact: true }).click();
  }

  /** Takes one of the choices that are all in sight. */
  async pick(choice: string): Promise<void> {
    await this.#choice(choice).check();
  }

  /** Ticks a box. Its name for a screen reader is the label of the field and then this title. */
  async tick(title: string): Promise<void> {
    await this.#card.getByRole('checkbox', { name: title }).check();
  }

  /** Types into a text or number field, over what stands there. */
  async fill(label: string, text: string): Promise<void> {
    await this.#card.getByLabel(label, { exact: true }).fill(text);
  }

  /** What stands in a text or number field. */
  valueOf(label: string): Promise<string> {
    return this.#card.getByLabel(label, { exact: true }).inputValue();
  }

  /** Whether one of the choices in sight is taken. */
  isPicked(choice: string): Promise<boolean> {
    return this.#choice(choice).isChecked();
  }

  #choice(name: string): Locator {
    return this.#card.getByRole('radio', { name, exact: true });
  }
}
