import { z } from 'zod';

/** Who is named locally, where nobody has to be. */
const EXAMPLE_CONTACT = 'assignment@contoso.example';

/** The settings that say who looks after the desk, for the schema of `config.ts`. */
export const PEOPLE_SHAPE = {
  ASSIGNMENT_CONTACT: z.union([z.literal(''), z.email()]).default(''),
  FIRST_ADMINISTRATOR: z.union([z.literal(''), z.guid()]).default(''),
};

/** What README and `.env.example` say about them. */
export const PEOPLE_SETTINGS = [
  {
    name: 'ASSIGNMENT_CONTACT',
    purpose:
      'mail address that the assignment team reads: it is told of a request whose receipt nobody confirms, and people whom the directory does not know are sent to it; must be set in production',
    default: '',
  },
  {
    name: 'FIRST_ADMINISTRATOR',
    purpose:
      'Entra object id of the person of the directory who becomes operator where nobody is one; must be set in production',
    default: '',
  },
] as const;

/** The parsed settings of {@link PEOPLE_SHAPE} and what they are checked against. */
type PeopleValues = {
  readonly [Name in keyof typeof PEOPLE_SHAPE]: z.output<(typeof PEOPLE_SHAPE)[Name]>;
} & { readonly PROFILE: 'local' | 'production' };

type Check = (values: PeopleValues) => string | undefined;

const contactNamed: Check = ({ PROFILE, ASSIGNMENT_CONTACT }) =>
  PROFILE === 'production' && ASSIGNMENT_CONTACT === ''
    ? 'ASSIGNMENT_CONTACT: is empty; somebody must be told when a request reaches nobody.'
    : undefined;

const administratorNamed: Check = ({ PROFILE, FIRST_ADMINISTRATOR }) =>
  PROFILE === 'production' && FIRST_ADMINISTRATOR === ''
    ? 'FIRST_ADMINISTRATOR: is empty; somebody must be operator when the directory names nobody.'
    : undefined;

/** What is wrong although each setting by itself is right; one line each. Pure. */
export const PEOPLE_CHECKS: readonly Check[] = [contactNamed, administratorNamed];

/** Who looks after the desk. */
export interface PeopleConfig {
  /** Mail address of the assignment team; an example locally. */
  readonly assignmentContact: string;
  /** Entra object id, lower case; absent only locally. */
  readonly firstAdministrator?: string;
}

/** The settings in the words of the house. Pure. */
export function peopleConfigOf(values: PeopleValues): PeopleConfig {
  const { ASSIGNMENT_CONTACT: contact, FIRST_ADMINISTRATOR: first } = values;
  return {
    assignmentContact: contact === '' ? EXAMPLE_CONTACT : contact,
    ...(first === '' ? {} : { firstAdministrator: first.toLowerCase() }),
  };
}
