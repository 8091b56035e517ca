/** A small directory of the shape of `directory.example.json`, and the personas in it. */
import { readPersonas, type Personas } from '../../src/demo/personas';

const PEOPLE = [
  ['10', 'Pat Partner', '29:partner', 'es'],
  ['11', 'Fran Manager', '29:fpm', 'en'],
  ['12', 'Sam Expert', '29:sme', 'de'],
  ['13', 'Sue Expert', '29:sme2', 'en'],
  ['14', 'Ada', '29:operator', 'en'],
  ['16', 'Fritz von Manager', '29:fpm2', 'de'],
  ['17', 'Sol Expert', '29:sme3', 'es'],
  ['18', 'Pia Partner', '29:partner2', 'en'],
] as const;

/** Text of a directory file; `without` leaves out the person with these last digits. */
export function directoryText({ without }: { readonly without?: string } = {}): string {
  const people = PEOPLE.filter(([digits]) => digits !== without);
  return JSON.stringify({
    people: people.map(([digits, name, teamsId, language]) => ({
      id: `7f2c3b1e-0000-4000-8000-0000000000${digits}`,
      name,
      mail: `${teamsId.slice(3)}@contoso.example`,
      language,
      teamsId,
    })),
  });
}

/** Everybody of {@link directoryText}, with windows on other ports where a test needs them. */
export function demoPersonas(ports: Partial<Record<keyof Personas, number>> = {}): Personas {
  const personas = readPersonas(directoryText());
  const moved = Object.entries(personas).map(([key, persona]: [string, Personas['partner']]) => [
    key,
    { ...persona, port: ports[persona.key] ?? persona.port },
  ]);
  return Object.fromEntries(moved) as Personas;
}
