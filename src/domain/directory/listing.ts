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
}

/** One entry of the directory that only an import changes. */
export type Listing = Partner | Expert;

/** The one command of a directory entry. */
export type ListingCommand = CommandMeta & { readonly type: 'Import'; readonly entry: Listing };

/** The one event of a directory entry. */
export interface ListingEvent {
  readonly type: 'Imported';
  readonly entry: Listing;
}

/** Takes an entry over; an unchanged one changes nothing. Pure. */
export function decideListing(
  state: Listing | undefined,
  command: ListingCommand,
): Decision<ListingEvent> {
  return JSON.stringify(state) === JSON.stringify(command.entry)
    ? accept()
    : accept({ type: 'Imported', entry: command.entry });
}

/** The entry after one more event. Pure. */
export function evolveListing(_state: Listing | undefined, event: Stamped<ListingEvent>): Listing {
  return event.entry;
}

/** In which lists an entry is found. Pure. */
export function summaryOfListing(entry: Listing, at: Instant): Summary {
  return 'fpms' in entry
    ? {
        kind: 'partner',
        tags: entry.contacts.map((id) => `contact:${id}`),
        search: entry.name.toLowerCase(),
        at,
      }
    : { kind: 'expert', tags: [], search: '', at };
}
