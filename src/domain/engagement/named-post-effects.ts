import type { Effect } from '../effects';
import type { Engagement } from './engagement';
import type { NamedEvent } from './named-post';

/** Every event about a message in the FPM's name; the compiler asks for a new one. */
const NAMED_EVENTS: Readonly<Record<NamedEvent['type'], true>> = {
  InNameAsked: true,
  InNamePosted: true,
  InNameNeedsSignIn: true,
  InNameGoesOn: true,
  InNameLeft: true,
  InNameDiscarded: true,
};

/** Whether an event is about a message in the FPM's name. Pure. */
export function isNamedEvent<Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, { type: NamedEvent['type'] }> {
  return Object.hasOwn(NAMED_EVENTS, event.type);
}

/** The card of the FPM alone, which is there only while it has something to say. */
const COPY = 'in-name';

/** What follows from one of them: it is posted, or its FPM is told what is missing. Pure. */
export function effectsOfNamedPost(event: NamedEvent, { fpm }: Engagement): readonly Effect[] {
  switch (event.type) {
    case 'InNameAsked':
    case 'InNameGoesOn':
      return [{ type: 'PostInName', edition: event.edition }];
    case 'InNameNeedsSignIn':
    case 'InNameLeft':
      return [{ type: 'Show', copy: COPY, card: 'in-name', to: { person: fpm.id } }];
    case 'InNamePosted':
    case 'InNameDiscarded':
      return [{ type: 'Retire', copy: COPY }];
  }
}
