import { drawCard } from '../../src/cards/draw-card';
import type { Viewer } from '../../src/cards/drawing';
import { wordsFor } from '../../src/text/words';
import { castOf, MONDAY, PLAIN } from './cast';
import { proposedTimes } from './meeting-states';
import { engagementStates } from './states';

/** The face on which a meeting is planned, as somebody sees it. */
function faceFor(viewer: Viewer, state = 'active'): string {
  const found = engagementStates().find(({ name }) => name === state);
  const [proposed] = proposedTimes(PLAIN);
  const picture = { state: found?.state, face: 'meeting', viewer, at: MONDAY } as const;
  return JSON.stringify(
    drawCard('kickoff', { ...picture, ...(proposed === undefined ? {} : { proposed }) }).content,
  );
}

test.each(['Europe/Madrid', 'Asia/Singapore', 'America/Mexico_City'])(
  'times are told to a reader in %s in the zone in which hours are typed',
  (zone) => {
    const person = castOf(PLAIN).requester.id;

    const face = faceFor({ person, language: 'en', zone });

    expect(face).toContain('Times are in Madrid time.');
    expect(face).toMatch(/"title":"[^"]+ \(Madrid time\)","value":"\d{13}"/);
    expect(faceFor({ person, language: 'en', zone: 'Europe/Madrid' })).toBe(face);
  },
);

test('the planned time is told in that zone too', () => {
  const person = castOf(PLAIN).fpm.id;

  const face = faceFor({ person, language: 'en', zone: 'Asia/Singapore' }, 'meeting booked');

  expect(face).toMatch(/"title":"Kickoff meeting","value":"[^"]+ \(Madrid time\)"/);
});

test.each([
  ['before it', -1, true],
  ['once it has begun', 0, false],
])('a meeting in no calendar asks for an invitation %s: %s', (_when, wait, asks) => {
  const viewer = { person: castOf(PLAIN).fpm.id, language: 'en', zone: 'Europe/Madrid' } as const;
  const { state } = engagementStates().find(({ name }) => name === 'meeting left')!;
  const at = (state.meeting?.startAt ?? 0) + wait;

  const card = JSON.stringify(drawCard('kickoff', { state, face: 'front', viewer, at }).content);

  const { t } = wordsFor('en');
  expect(card.includes(t('meeting.left'))).toBe(asks);
  expect(card.includes(t('button.send-meeting'))).toBe(asks);
  expect(card).toContain(t('fact.meeting'));
});
