import type { BusySpan, MeetingPlan, Meetings } from '../../src/workflow/ports';

function linkTo({ subject }: MeetingPlan): string {
  return `https://teams.microsoft.com/l/meeting/new?subject=${encodeURIComponent(subject)}`;
}

/** Nobody can look into calendars or write there: every meeting is left to those who meet. */
export class FakeMeetings implements Meetings {
  readonly linkTo = linkTo;

  busy(): ReturnType<Meetings['busy']> {
    return Promise.resolve(new Map());
  }

  book(): ReturnType<Meetings['book']> {
    return Promise.resolve(undefined);
  }

  cancel(event: string): Promise<void> {
    return Promise.reject(new Error(`Nobody made ${event}.`));
  }
}

/** One calendar for everybody, with one entry for each name it is asked under. It fails when it is told to. */
export class FakeCalendars implements Meetings {
  readonly linkTo = linkTo;
  /** When people are busy, by mail address; who is not here cannot be looked at. */
  readonly spans = new Map<string, readonly BusySpan[]>();
  readonly looked: Parameters<Meetings['busy']>[] = [];
  readonly asked: MeetingPlan[] = [];
  readonly entries = new Map<string, MeetingPlan>();
  readonly cancelled: string[] = [];
  readonly #failures: { readonly error: Error; readonly isMade: boolean }[] = [];
  #hidden: Error | undefined;

  /** The next call of `book` or `cancel` fails with this; `isMade` when it is done all the same. */
  failNext(error: Error, isMade = false): void {
    this.#failures.push({ error, isMade });
  }

  /** Nobody's calendar can be looked into any more. */
  hide(error: Error): void {
    this.#hidden = error;
  }

  busy(...asked: Parameters<Meetings['busy']>): ReturnType<Meetings['busy']> {
    this.looked.push(asked);
    const [, mails] = asked;
    const seen = mails.flatMap((mail) => {
      const spans = this.spans.get(mail);
      return spans === undefined ? [] : [[mail, spans] as const];
    });
    return this.#hidden === undefined
      ? Promise.resolve(new Map(seen))
      : Promise.reject(this.#hidden);
  }

  book(plan: MeetingPlan): ReturnType<Meetings['book']> {
    this.asked.push(plan);
    const id = plan.entry?.id ?? plan.key;
    return this.#do(() => {
      this.entries.set(id, plan);
      const { organizer } = plan;
      const joinUrl = 'https://teams.microsoft.com/l/meetup-join/1';
      return organizer === undefined ? undefined : { id, organizer, joinUrl };
    });
  }

  cancel(event: string): Promise<void> {
    return this.#do(() => {
      this.entries.delete(event);
      this.cancelled.push(event);
    });
  }

  #do<Outcome>(work: () => Outcome): Promise<Outcome> {
    const failure = this.#failures.shift();
    if (failure?.isMade !== false) {
      const outcome = work();
      return failure === undefined ? Promise.resolve(outcome) : Promise.reject(failure.error);
    }
    return Promise.reject(failure.error);
  }
}
