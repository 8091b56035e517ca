/** Where somebody is in a form, as the store keeps it. */
export interface KeptPosition {
  readonly draftId: string;
  readonly step: string;
  readonly formVersion: number;
}

/** A position and the version a later save must name; `version` is absent while there is no record. */
export interface FoundPosition {
  readonly position?: KeptPosition;
  readonly version?: string;
}

/** Keeps one form position per person, written conditionally: of two turns at once one wins, and the loser finds its place from the draft. */
export interface FormPositions {
  load(person: string): Promise<FoundPosition>;
  /** Whether it was written. `undefined` as position means that no form is open. */
  save(
    person: string,
    position: KeptPosition | undefined,
    version: string | undefined,
  ): Promise<boolean>;
}
