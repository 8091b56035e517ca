import { awayText } from '../cards/away-card';
import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor } from '../cards/drawing';
import { whoAmICard } from '../cards/simple-cards';
import type { Partner } from '../domain/directory/listing';
import type { TextKey } from '../text/words';
import { loadState } from '../workflow/load-record';
import type { BotPorts, Sender } from './bot-ports';
import { rolesOf } from './home';

interface OwnFact {
  readonly title: TextKey;
  readonly value: string;
}

/** "who am I": roles and companies as the directory has them, and the absence that is planned or runs. */
export async function drawWhoAmI(ports: BotPorts, sender: Sender): Promise<Drawn> {
  const { person, viewer } = sender;
  const roles = rolesOf(person);
  const draw = drawingFor(viewer);
  const named: readonly (readonly [boolean, TextKey])[] = [
    [roles.isRequester, 'who.partner'],
    [roles.isFpm, 'who.fpm'],
    [roles.isExpert, 'who.expert'],
    [roles.isOperator, 'who.operator'],
  ];
  const role = draw.list(named.filter(([is]) => is).map(([, key]) => draw.t(key)));
  const company = await companyFacts(ports, sender);
  return drawModel(
    whoAmICard({
      viewer,
      name: person.name,
      mayBeAway: roles.isFpm || roles.isExpert,
      facts: [{ title: 'fact.your-role', value: role }, ...company, ...awayFacts(ports, sender)],
    }),
  );
}

async function companyFacts(
  ports: BotPorts,
  { person, viewer }: Sender,
): Promise<readonly OwnFact[]> {
  const partners = await Promise.all(
    [...person.contactOf, ...person.fpmOf].map((id) => loadState<Partner>(ports, id)),
  );
  const companies = partners.flatMap((partner) => (partner === undefined ? [] : [partner.name]));
  return companies.length === 0
    ? []
    : [{ title: 'fact.your-company', value: drawingFor(viewer).list(companies) }];
}

function awayFacts(
  { clock }: BotPorts,
  { person: { absence }, viewer }: Sender,
): readonly OwnFact[] {
  return absence === undefined || clock.now() >= absence.until
    ? []
    : [{ title: 'fact.away', value: awayText(drawingFor(viewer), absence) }];
}
