import type { Mailer, OutgoingMail } from '../../src/workflow/ports';

/** A mail as it was handed over. */
export interface SentMail {
  readonly key: string;
  readonly to: string;
  readonly subject: string;
  readonly replyTo?: string;
}

/** Keeps the mails it is handed; one key is one mail, however often it comes. */
export class FakeMailer implements Mailer {
  readonly sent: SentMail[] = [];
  readonly #failures: Error[] = [];
  readonly #meanwhile: (() => Promise<unknown>)[] = [];

  /** The next mails fail with these, one after the other. */
  failNext(...errors: readonly Error[]): void {
    this.#failures.push(...errors);
  }

  /** Happens while the next mail is on its way. */
  meanwhile(happens: () => Promise<unknown>): void {
    this.#meanwhile.push(happens);
  }

  async send(key: string, mail: OutgoingMail): Promise<void> {
    const failure = this.#failures.shift();
    if (failure !== undefined) {
      throw failure;
    }
    if (!this.sent.some((one) => one.key === key)) {
      const { to, subject, replyTo } = mail;
      this.sent.push({ key, to, subject, ...(replyTo === undefined ? {} : { replyTo }) });
    }
    await this.#meanwhile.shift()?.();
  }

  /** Subjects of the mails to an address, in order. */
  subjectsTo(address: string): readonly string[] {
    return this.sent.filter(({ to }) => to === address).map(({ subject }) => subject);
  }
}
