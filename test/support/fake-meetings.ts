import type { PersonId } from '../../src/domain/kernel';
import type { BusySpan, MeetingPlan, Meetings } from '../../src/workflow/ports';

/** Nobody can look into calendars or write there: every meeting is left to those who meet. */
export class FakeMeetings implements Meetings {
  readonly asked: MeetingPlan[] = [];

  busy(
    _asker: PersonId,
    _mails: readonly string[],
    _within: BusySpan,
  ): Promise<ReadonlyMap<string, readonly BusySpan[]>> {
    return Promise.resolve(new Map());
  }

  book(plan: MeetingPlan): Promise<MeetingPlan['entry']> {
    this.asked.push(plan);
    return Promise.resolve(undefined);
  }

  cancel(event: string, _organizer: PersonId): Promise<void> {
    return Promise.reject(new Error(`Nobody made ${event}.`));
  }

  linkTo({ subject }: MeetingPlan): string {
    return `https://teams.microsoft.com/l/meeting/new?subject=${encodeURIComponent(subject)}`;
  }
}

/** One calendar for everybody: one entry for each name it is asked under. It fails when it is told to. */
export class FakeCalendars extends FakeMeetings {
  /** When people are busy, by mail address; who is not here cannot be looked at. */
  readonly spans = new Map<string, readonly BusySpan[]>();
  readonly entries = new Map<string, MeetingPlan>();
  readonly cancelled: string[] = [];
  readonly #failures: { readonly error: Error; readonly isMade: boolean }[] = [];
  #unseen: Error | undefined;

  /** The next call of `book` or `cancel` fails with this; `isMade` when it is done all the same. */
  failNext(error: Error, isMade = false): void {
    this.#failures.push({ error, isMade });
  }

  /** Nobody's calendar can be looked into any more. */
  hide(error: Error): void {
    this.#unseen = error;
  }

  override busy(
    _asker: PersonId,
    mails: readonly string[],
  ): Promise<ReadonlyMap<string, readonly BusySpan[]>> {
    const seen = mails.flatMap((mail) => {
      const spans = this.spans.get(mail);
      return spans === undefined ? [] : [[mail, spans] as const];
    });
    return this.#unseen === undefined
      ? Promise.resolve(new Map(seen))
      : Promise.reject(this.#unseen);
  }

  override book(plan: MeetingPlan): Promise<MeetingPlan['entry']> {
    this.asked.push(plan);
    const id = plan.entry?.id ?? plan.key;
    return this.#do(() => {
      this.entries.set(id, plan);
      const { organizer } = plan;
      const joinUrl = `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(id)}`;
      return organizer === undefined ? undefined : { id, organizer, joinUrl };
    });
  }

  override cancel(event: string): Promise<void> {
    return this.#do(() => {
      this.entries.delete(event);
      this.cancelled.push(event);
    });
  }

  #do<Outcome>(work: () => Outcome): Promise<Outcome> {
    const failure = this.#failures.shift();
    if (failure === undefined) {
      return Promise.resolve(work());
    }
    if (failure.isMade) {
      work();
    }
    return Promise.reject(failure.error);
  }
}
