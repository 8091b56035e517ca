import type { HomeCalendar } from '../../src/domain/directory/home-calendar';
import type { Actor, Instant, PersonRef } from '../../src/domain/kernel';
import type { Request } from '../../src/domain/request/request';
import type { RequestFacts, RequestOrder } from '../../src/domain/request/request-commands';
import { createCalendar } from '../../src/calendar/working-calendar';
import { gatherFacts } from '../../src/workflow/facts';
import type { LiveRecord } from '../../src/workflow/record';
import { seedDirectory, seedOf, type CheckedDirectory } from '../../src/workflow/seed-directory';
import { madrid, berlin, london } from '../calendar/homes';
import { ADA, FAY, FRAN, ID, PAT } from '../domain/cast';
import { openHouse, type FakeHouse } from './fake-house';

/** Who is who around the stories of `test/domain`, and where they are at home. */
export interface StoryDirectory {
  /** Where Fran, the FPM, works. */
  readonly fpm: HomeCalendar;
  /** The FPMs of the company; Fran and Fay unless a test says otherwise. */
  readonly fpms?: readonly PersonRef[];
  /** The desk; Ada unless a test says otherwise. */
  readonly operators?: readonly PersonRef[];
}

function entry(
  { id, name }: PersonRef,
  home: HomeCalendar,
  operator = false,
): CheckedDirectory['people'][number] {
  const file = id.slice('person:'.length);
  return { id: file, name, mail: `${file}@contoso.example`, language: 'en', home, operator };
}

/** A house with the real calendar in which the people of the stories live: Pat in Madrid, Fay in Berlin, Ada in London. */
export async function storyHouse(directory: StoryDirectory): Promise<FakeHouse> {
  const { fpm, fpms = [FRAN, FAY], operators = [ADA] } = directory;
  const house = openHouse({ calendar: createCalendar() });
  const isOperator = (person: PersonRef): boolean => operators.includes(person);
  await seedDirectory(
    house.ports,
    seedOf({
      people: [
        entry(PAT, madrid, isOperator(PAT)),
        entry(FRAN, fpm, isOperator(FRAN)),
        entry(FAY, berlin),
        entry(ADA, london, isOperator(ADA)),
      ],
      partners: [
        {
          id: 'contoso',
          name: 'Contoso',
          contacts: ['pat'],
          fpms: fpms.map(({ id }) => id.slice('person:'.length)),
        },
      ],
      experts: [],
    }),
  );
  return house;
}

/** A record of the stories' request that stands like this; nothing of it was ever shown unless a test says so. */
export function recordOf(state: Request | undefined, parts: Partial<LiveRecord> = {}): LiveRecord {
  return {
    id: ID,
    state,
    events: [],
    past: [],
    count: 0,
    effects: [],
    copies: [],
    told: {},
    heard: {},
    drawn: 0,
    ...parts,
  };
}

/** What the house gathers for one command about such a record. */
export async function factsFor(
  house: FakeHouse,
  record: LiveRecord,
  order: RequestOrder & { readonly by: Actor; readonly at: Instant },
): Promise<RequestFacts> {
  return (await gatherFacts(house.ports, record, { ...order, causeId: 'asked' })) as RequestFacts;
}
