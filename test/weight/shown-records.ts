import { drawCard, type Drawn } from '../../src/cards/draw-card';
import { drawMail } from '../../src/cards/draw-mail';
import { FACES, type Face, type Viewer } from '../../src/cards/drawing';
import type { CardName, MailName, PingCode } from '../../src/domain/effects';
import { LANGUAGES, type Language, type PersonId } from '../../src/domain/kernel';
import type { LiveRecord } from '../../src/workflow/record';
import { EXPERT, FPM, PARTNER } from '../support/fake-directory';
import type { Shown } from './inert';

const ZONES: Readonly<Record<Language, string>> = {
  en: 'Europe/Dublin',
  es: 'Europe/Madrid',
  de: 'Europe/Berlin',
};

/** The cards of each kind of record, with whom each is drawn for. */
const CARDS: Readonly<Record<string, readonly (readonly [CardName, PersonId | undefined])[]>> = {
  request: [
    ['request-partner', PARTNER.id],
    ['request-fpm', FPM.id],
  ],
  engagement: [
    ['expert', EXPERT.id],
    ['kickoff', undefined],
    ['teams-first', undefined],
    ['completion', PARTNER.id],
    ['completion', FPM.id],
  ],
};

/** The mails of each kind of record. */
const MAILS: Readonly<Record<string, readonly (MailName | PingCode)[]>> = {
  request: ['receipt', 'arrival', 'decision', 'P1', 'P3', 'P4'],
  engagement: ['closing', 'P6', 'P13', 'P16', 'P17'],
};

/** A reader of a language; several people when nobody is named. */
export function viewerIn(language: Language, person?: PersonId): Viewer {
  return { language, zone: ZONES[language], ...(person === undefined ? {} : { person }) };
}

function isDraft({ state }: LiveRecord): boolean {
  return (state as { readonly status: string }).status === 'Draft';
}

/** Which pictures are drawn: those of these names, or all; the label tells several drawings of one story apart. */
export interface Selection {
  readonly label: string;
  readonly only?: ReadonlySet<string>;
}

type Side = readonly [name: string, draw: () => Drawn];

/** Which faces a card has: one that it does not have repeats its front. */
function facesOf(draw: (face: Face) => Drawn): readonly Face[] {
  const front = JSON.stringify(draw('front'));
  return FACES.filter((face) => face === 'front' || JSON.stringify(draw(face)) !== front);
}

/** The sides of one card in every language, to be drawn when they are wanted. */
function sidesOf(
  record: LiveRecord,
  { at, isNamed }: { readonly at: number; readonly isNamed: boolean },
  [card, person]: readonly [CardName, PersonId | undefined],
): readonly Side[] {
  const { state, events: history } = record;
  const isFpm = person === FPM.id;
  const draw = (face: Face, language: Language): Drawn =>
    drawCard(card, { state, face, viewer: viewerIn(language, person), at, history, isFpm });
  const faces = isNamed ? FACES : facesOf((face) => draw(face, 'en'));
  return faces.flatMap((face) =>
    LANGUAGES.map((language): Side => [
      `${card} ${face} for ${person ?? 'everybody'} (${language})`,
      () => draw(face, language),
    ]),
  );
}

/** The cards of a record on every face, and the mails about it, in every language. */
export function shownOf(record: LiveRecord, at: number, { label, only }: Selection): Shown {
  const kind = record.id.slice(0, record.id.indexOf(':'));
  const { state } = record;
  const cards = (CARDS[kind] ?? []).slice(0, isDraft(record) ? 1 : undefined);
  const mails = isDraft(record) ? [] : (MAILS[kind] ?? []);
  const isWanted = (name: string): boolean => only?.has(`${label}: ${name}`) ?? true;
  return {
    cards: cards
      .flatMap((card) => sidesOf(record, { at, isNamed: only !== undefined }, card))
      .filter(([name]) => isWanted(name))
      .map(([name, draw]) => ({ name: `${label}: ${name}`, drawn: draw() })),
    mails: LANGUAGES.flatMap((language) =>
      mails
        .map((mail) => [`mail ${mail} (${language})`, mail] as const)
        .filter(([name]) => isWanted(name))
        .map(([name, mail]) => ({
          name: `${label}: ${name}`,
          mail: drawMail(mail, { state, viewer: viewerIn(language, PARTNER.id), at }),
        })),
    ),
  };
}

/** Several things shown, as one. */
export function together(...all: readonly Shown[]): Shown {
  return {
    cards: all.flatMap(({ cards }) => cards),
    mails: all.flatMap(({ mails }) => mails),
  };
}
