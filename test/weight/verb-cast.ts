import type { CheckInId, EngagementId, QuestionId, RequestId } from '../../src/domain/kernel';
import type { CheckedDirectory } from '../../src/workflow/seed-directory';
import type { Member } from '../support/fake-teams';

/** Who presses: one person in each part that somebody can have in somebody else's record, and in none. */
export const ROLES = [
  'requester',
  'fpm',
  'expert',
  /** Was asked first and declined. */
  'asked',
  /** The company's other FPM, who decides for another company. */
  'standIn',
  /** Requests for another company. */
  'otherPartner',
  'operator',
  /** Whom the directory does not know. */
  'stranger',
] as const;
/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

const NAMES: Readonly<Record<Role, string>> = {
  requester: 'Petra Petitioner',
  fpm: 'Frida Decider',
  expert: 'Samir Solver',
  asked: 'Sunniva Decliner',
  standIn: 'Finnian Standby',
  otherPartner: 'Olga Outsider',
  operator: 'Adam Operator',
  stranger: 'Zelda Nobody',
};

function member(role: Role): Member {
  const objectId = `00000000-0000-4000-8000-0000000000${String(10 + ROLES.indexOf(role))}`;
  return { id: `person:${objectId}`, objectId, name: NAMES[role] };
}

/** The people, by their part. */
export const CAST = Object.fromEntries(ROLES.map((role) => [role, member(role)])) as Readonly<
  Record<Role, Member>
>;

const EXPERTS: readonly Role[] = ['asked', 'expert'];

/** The directory that knows all of them but the stranger. Both companies have an FPM in common. */
export const CAST_DIRECTORY: CheckedDirectory = {
  people: ROLES.filter((role) => role !== 'stranger').map((role) => ({
    id: CAST[role].objectId,
    name: NAMES[role],
    mail: `${role}@cast.example`,
    language: 'en',
    home: {
      zone: 'UTC',
      country: 'XX',
      workingDays: [1, 2, 3, 4, 5, 6, 7],
      from: '00:00',
      until: '24:00',
    },
    operator: role === 'operator',
  })),
  partners: [
    {
      id: 'fabrikam',
      name: 'Fabrikam',
      contacts: [CAST.requester.objectId],
      fpms: [CAST.fpm.objectId, CAST.standIn.objectId],
    },
    {
      id: 'adatum',
      name: 'Adatum',
      contacts: [CAST.otherPartner.objectId],
      fpms: [CAST.standIn.objectId],
    },
  ],
  experts: EXPERTS.map((role) => ({
    person: CAST[role].objectId,
    workloads: ['AADP-P2'],
    languages: ['es', 'en'],
    regions: ['EMEA'],
    roles: ['engineer'],
    limit: 4,
    absences: [],
  })),
};

const UUID = '00000000-0000-4000-8000-000000001001';
/** The records most presses are about. */
export const REQUEST: RequestId = `request:${UUID}`;
export const ENGAGEMENT: EngagementId = `engagement:${UUID}`;
export const CHECK_IN: CheckInId = `checkin:${UUID}-1`;
export const QUESTION: QuestionId = `question:${UUID}`;
/** A request of the other company, which nobody is to touch. */
export const OTHER_REQUEST: RequestId = 'request:00000000-0000-4000-8000-000000002002';

/** Texts that people typed into these records; none of them is in a payload of a press. */
export const TYPED = {
  customer: 'Wingtip Toys',
  justification: 'Conditional access locks out the whole pilot group.',
  contact: 'rollout@fabrikam.example',
  note: 'Please name the policies that were tried.',
  withdrawal: 'The customer has postponed it.',
  reopening: 'It was denied by mistake.',
  outcomes: 'Everybody signs in without a password.',
  criteria: 'Nine of ten sign-ins are covered.',
  learners: 'Two engineers of the service desk.',
  consentBy: 'Head of workplace',
  progress: 'The second ring is covered.',
  blocker: 'The proxy drops the sign-in page.',
  summary: 'All rings are covered by now.',
  learned: 'They write policies on their own.',
  whyUnmet: 'One branch has no devices.',
  feedback: 'The partner came unprepared twice.',
  missing: 'Nobody has shown us the reports.',
  trained: 'Three more engineers.',
  question: 'May the expert look at the pilot tenant?',
  answer: 'Yes, once the customer agrees in writing.',
  line: 'I look forward to your first week.',
  otherCustomer: 'Tailspin Shoes',
} as const;
