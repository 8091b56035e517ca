import type { Instant } from '../domain/kernel';
import type { RecordStore, StoredRecord } from '../workflow/store-port';

/** What every engine offers beside the port of the workflow: for the house that opens it, and for export and import. */
export interface Engine extends RecordStore {
  /** The same store for work that nobody waits for: it is more patient with an engine that is busy. Closed with the store itself. */
  forBackground(): RecordStore;
  /**
   * Every record that has not expired at `now`, each once, in no particular order. Nothing else may be asked of the store until
   * the last page was taken or the loop was left.
   */
  pages(now: Instant): AsyncIterable<readonly StoredRecord[]>;
}
