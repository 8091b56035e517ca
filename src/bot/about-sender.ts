import { accessCard } from '../cards/access-card';
import { awayText } from '../cards/away-card';
import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor, shown } from '../cards/drawing';
import { KEPT_KINDS, keptCard, type Counted, type KeptKind } from '../cards/kept-card';
import { whoAmICard } from '../cards/simple-cards';
import { mayBeAway } from '../domain/directory/absence';
import type { Expert, Partner } from '../domain/directory/listing';
import type { ExpertId, PersonId } from '../domain/kernel';
import type { TextKey } from '../text/words';
import { loadState } from '../workflow/load-record';
import type { BotPorts, Sender } from './bot-ports';
import { deskContacts } from './desk-contacts';
import { rolesOf } from './home';

/** Records counted of each kind; more are told as "at least". */
const COUNTED_MAX = 200;

/** Where each kind is listed: kinds of records, and under which word a person. */
const LISTED: Readonly<Record<KeptKind, readonly (readonly [string, string])[]>> = {
  drafts: [
    ['request', 'drafter'],
    ['question', 'drafter'],
  ],
  ended: [
    ['request', 'ended'],
    ['question', 'ended'],
  ],
  requests: [['request', 'person']],
  engagements: [['engagement', 'person']],
  questions: [['question', 'person']],
};

/** A typed command about whoever typed it. */
export type AboutSender = 'who-am-i' | 'access' | 'what-is-kept';

/** Tells somebody who they are here, how to become more, or what is kept about them; nothing of it changes anything. */
export async function answerAboutSender(
  ports: BotPorts,
  sender: Sender,
  intent: AboutSender,
): Promise<Drawn> {
  const { person, viewer } = sender;
  const facts = await roleFacts(ports, sender);
  switch (intent) {
    case 'who-am-i':
      return drawModel(
        whoAmICard({ viewer, name: person.name, mayBeAway: mayBeAway(person), facts }),
      );
    case 'access': {
      const hasRole = Object.values(rolesOf(person)).includes(true);
      return drawModel(accessCard({ viewer, hasRole, facts, contacts: await deskContacts(ports) }));
    }
    case 'what-is-kept':
      return drawKept(ports, sender, facts);
  }
}

interface NamedFact {
  readonly title: TextKey;
  readonly value: string;
}

/** What the directory says, where it does: roles, then companies; and what the person said of an absence. */
async function roleFacts(
  ports: BotPorts,
  { person, viewer }: Sender,
): Promise<readonly NamedFact[]> {
  const roles = rolesOf(person);
  const draw = drawingFor(viewer);
  const named: readonly (readonly [boolean, TextKey])[] = [
    [roles.isRequester, 'who.partner'],
    [roles.isFpm, 'who.fpm'],
    [roles.isExpert, 'who.expert'],
    [roles.isOperator, 'who.operator'],
  ];
  const partners = await Promise.all(
    [...person.contactOf, ...person.fpmOf].map((id) => loadState<Partner>(ports, id)),
  );
  const companies = partners.flatMap((partner) =>
    partner === undefined ? [] : [shown(partner.name)],
  );
  const role = draw.list(named.filter(([is]) => is).map(([, key]) => draw.t(key)));
  return [
    ...(role === '' ? [] : [{ title: 'fact.your-role' as const, value: role }]),
    ...(companies.length === 0
      ? []
      : [{ title: 'fact.your-company' as const, value: draw.list(companies) }]),
    ...awayFacts(ports, { person, viewer }),
  ];
}

/** An absence that is planned or runs. */
function awayFacts(
  { clock }: Pick<BotPorts, 'clock'>,
  { person: { absence }, viewer }: Pick<Sender, 'person' | 'viewer'>,
): readonly NamedFact[] {
  return absence === undefined || clock.now() >= absence.until
    ? []
    : [{ title: 'fact.away', value: awayText(drawingFor(viewer), absence) }];
}

async function drawKept(
  ports: BotPorts,
  { person, viewer }: Sender,
  roles: readonly NamedFact[],
): Promise<Drawn> {
  const id: ExpertId = `expert:${person.id.slice('person:'.length)}`;
  const counts = await Promise.all(
    KEPT_KINDS.map(async (kind) => [kind, await countOf(ports, person.id, LISTED[kind])] as const),
  );
  const counted = Object.fromEntries(counts) as Readonly<Record<KeptKind, Counted>>;
  const expert = await loadState<Expert>(ports, id);
  return drawModel(
    keptCard({
      ...{ viewer, person, roles, counted },
      ...(expert === undefined ? {} : { expert }),
      contacts: await deskContacts(ports),
      isSigningIn: ports.signIn !== undefined,
    }),
  );
}

async function countOf(
  { store, clock }: BotPorts,
  person: PersonId,
  listed: (typeof LISTED)[KeptKind],
): Promise<Counted> {
  const pages = await Promise.all(
    listed.map(([kind, word]) =>
      store.find({ kind, tag: `${word}:${person}`, limit: COUNTED_MAX }, clock.now()),
    ),
  );
  return {
    count: pages.reduce((sum, { records }) => sum + records.length, 0),
    isMore: pages.some(({ next }) => next !== undefined),
  };
}
