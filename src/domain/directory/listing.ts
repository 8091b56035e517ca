import {
  accept,
  type CommandMeta,
  type Decision,
  type ExpertId,
  type Instant,
  type PartnerId,
  type PersonId,
  type Stamped,
} from '../kernel';
import type { Summary } from '../summary';

/** A partner company: who may request for it and who decides. */
export interface Partner {
  readonly id: PartnerId;
  readonly name: string;
  readonly contacts: readonly PersonId[];
  readonly fpms: readonly PersonId[];
  /** When the company left the directory: nobody may request for it any more, what runs goes on. */
  readonly leftAt?: Instant;
}

/** The profile of somebody who can be proposed as an expert. */
export interface Expert {
  readonly id: ExpertId;
  readonly person: PersonId;
  readonly workloads: readonly string[];
  readonly languages: readonly string[];
  readonly regions: readonly ('Amer' | 'APJ' | 'EMEA')[];
  readonly roles: readonly ('engineer' | 'migration')[];
  /** Most engagements at a time. */
  readonly limit: number;
  readonly absences: readonly { readonly from: Instant; readonly until: Instant }[];
  /** When they left the pool: they are proposed no more, what runs goes on. */
  readonly leftAt?: Instant;
}

/** One entry of the directory that only an import changes. */
export type Listing = Partner | Expert;

/** Every command of a directory entry. */
export type ListingCommand = CommandMeta &
  ({ readonly type: 'Import'; readonly entry: Listing } | { readonly type: 'Leave' });

/** What can have happened to a directory entry. */
export type ListingEvent =
  { readonly type: 'Imported'; readonly entry: Listing } | { readonly type: 'Left' };

/** Whether an import of this entry would change nothing. Pure. */
export function isSameListing(known: Listing | undefined, entry: Listing): boolean {
  return JSON.stringify(known) === JSON.stringify(entry);
}

/** Takes an entry over, or lets it go; what is so already changes nothing. Pure. */
export function decideListing(
  state: Listing | undefined,
  command: ListingCommand,
): Decision<ListingEvent> {
  if (command.type === 'Leave') {
    return state === undefined || state.leftAt !== undefined ? accept() : accept({ type: 'Left' });
  }
  return isSameListing(state, command.entry)
    ? accept()
    : accept({ type: 'Imported', entry: command.entry });
}

/** The entry after one more event. Pure. */
export function evolveListing(
  state: Listing | undefined,
  event: Stamped<ListingEvent>,
): Listing | undefined {
  if (event.type === 'Imported') {
    return event.entry;
  }
  return state === undefined ? undefined : { ...state, leftAt: event.at };
}

/** An entry tells everything anew: nothing before it needs to be kept. Pure. */
export function supersedesInListing(event: Stamped<ListingEvent>): boolean {
  return event.type === 'Imported';
}

/** In which lists an entry is found: nobody asks for one by its people, of whom there may be more than a record has tags. Pure. */
export function summaryOfListing(entry: Listing, at: Instant): Summary {
  return 'fpms' in entry
    ? { kind: 'partner', tags: [], search: entry.name.toLowerCase(), at }
    : { kind: 'expert', tags: [], search: '', at };
}
