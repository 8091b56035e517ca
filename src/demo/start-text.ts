/** What the developer reads in the terminal once the local Teams is up. */
import type { Language } from '../domain/kernel';
import { placesOf, type LocalTeamsPlan } from './local-teams';
import type { Persona } from './personas';

/** Language names for the developer's terminal, which is in English. */
const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  es: 'Spanish',
  de: 'German',
};

/** Links, who sits there and what to try; where things are kept; how to stop. Pure. */
export function readyText(plan: LocalTeamsPlan): string {
  return [
    '',
    'Your local Teams is up. Open these side by side:',
    '',
    ...plan.windows.flatMap(windowLines),
    `Kept in  ${plan.keptDir}`,
    `Logs in  ${placesOf(plan).logDir}`,
    'Stop with Ctrl+C. Start over with: npm start -- --fresh',
    '',
  ].join('\n');
}

function windowLines(persona: Persona): readonly string[] {
  const language = LANGUAGE_NAMES[persona.language];
  return [
    `  http://localhost:${String(persona.port)}/`,
    `    ${persona.name} · ${persona.role} · speaks ${language}`,
    `    Try first: ${persona.tryFirst}`,
    '',
  ];
}
