import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor } from '../cards/drawing';
import { askFpmCard } from '../cards/simple-cards';
import type { Partner } from '../domain/directory/listing';
import type { Person } from '../domain/directory/person';
import type { PersonId } from '../domain/kernel';
import { loadState } from '../workflow/load-record';
import type { BotPorts, Sender } from './bot-ports';

/** The sender's FPMs as people to write to (R1): those of a request, or of all their companies. */
export async function drawAskFpm(
  ports: BotPorts,
  sender: Sender,
  about?: { readonly fpm: PersonId; readonly number: number },
): Promise<Drawn> {
  const ids = about === undefined ? await fpmsOf(ports, sender) : [about.fpm];
  const people = await Promise.all(ids.map((id) => loadState<Person>(ports, id)));
  const fpms = people.flatMap((fpm) =>
    fpm === undefined ? [] : [{ name: fpm.name, mail: fpm.mail }],
  );
  const draw = drawingFor(sender.viewer);
  const text =
    about === undefined
      ? draw.t('ask-fpm.about')
      : draw.t('ask-fpm.about-number', { n: about.number });
  return drawModel(askFpmCard({ viewer: sender.viewer, fpms, about: text }));
}

async function fpmsOf(ports: BotPorts, sender: Sender): Promise<readonly PersonId[]> {
  const partners = await Promise.all(
    sender.person.contactOf.map((id) => loadState<Partner>(ports, id)),
  );
  return [...new Set(partners.flatMap((partner) => partner?.fpms ?? []))];
}
