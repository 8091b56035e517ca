import { rhythmFact } from '../../src/cards/check-in-lines';
import { drawingFor } from '../../src/cards/drawing';
import { castOf, MONDAY, PLAIN } from './cast';
import { engagementStates } from './states';

const draw = drawingFor({ person: castOf(PLAIN).fpm.id, language: 'en', zone: 'Europe/Dublin' });
const DAY = 86_400_000;

/** An engagement of this state whose check-ins were agreed, and paused since. */
function paused(name: string): Parameters<typeof rhythmFact>[1] {
  const { state } = engagementStates().find((one) => one.name === name)!;
  const rhythm = { every: 'weekly', hour: '10:00', zone: 'Europe/Madrid', from: '2026-01-15' };
  const times = { nextAt: MONDAY + 17 * DAY, slotAt: MONDAY + 17 * DAY, pausedUntil: '2026-03-02' };
  return { ...state, checkIns: { ...state.checkIns, plan: { rhythm, ...times } } } as typeof state;
}

test.each([
  ['active', 'paused until'],
  ['wrapping up, awaits requester', 'rest while completion is confirmed'],
  ['completed by requester', 'ended'],
])('check-ins of an engagement that is "%s" are "%s"', (name, said) => {
  expect(rhythmFact(draw, paused(name)).value).toContain(said);
});
