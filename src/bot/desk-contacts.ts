import type { Contact } from '../cards/contacts';
import type { Person } from '../domain/directory/person';
import { findStates } from '../workflow/find-states';
import type { BotPorts } from './bot-ports';

/** Operators named at most: one of them answers. */
const OPERATORS_MAX = 3;

/** Who can change the directory and what is kept: the assignment team's mailbox where it is set, then operators. */
export async function deskContacts(ports: BotPorts): Promise<readonly Contact[]> {
  const operators = await findStates<Person>(ports, {
    kind: 'person',
    tag: 'role:operator',
    limit: OPERATORS_MAX,
  });
  const { assignmentContact } = ports.policy;
  return [
    ...(assignmentContact === undefined ? [] : [{ mail: assignmentContact }]),
    ...operators.map(({ name, mail }) => ({ name, mail })),
  ];
}
