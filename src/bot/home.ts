import { drawModel, type Drawn } from '../cards/draw-card';
import { homeCard, type Roles } from '../cards/simple-cards';
import type { Person } from '../domain/directory/person';
import type { BotPorts, Sender } from './bot-ports';

/** What the directory says somebody may do here. Pure. */
export function rolesOf(person: Person): Roles {
  return {
    isRequester: person.contactOf.length > 0,
    isFpm: person.fpmOf.length > 0,
    isExpert: person.isExpert,
    isOperator: person.isOperator,
  };
}

/** S1, fitted to the sender's role. */
export function drawHome(ports: BotPorts, sender: Sender): Drawn {
  return drawModel(
    homeCard({
      viewer: sender.viewer,
      name: sender.ref.name,
      roles: rolesOf(sender.person),
      demoHint: ports.isLocal,
    }),
  );
}
