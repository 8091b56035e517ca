import type { NumberedRequest } from '../../src/domain/request/request';
import { loadRecord } from '../../src/workflow/load-record';
import type { Copy } from '../../src/workflow/record';
import { wordsFor } from '../../src/text/words';
import { activityOf, bodyOf, FRAN, PAT, readOn, type Member } from '../support/fake-teams';
import { SUBMITTED, SubmittedTeams } from '../support/submitted-teams';

const { t } = wordsFor('en');
const INPUT = '"type":"Input.';

let teams = new SubmittedTeams();

beforeEach(async () => {
  teams = new SubmittedTeams();
  await teams.open();
});

async function copyOf(key: string): Promise<Copy | undefined> {
  return (await loadRecord(teams.ports, SUBMITTED)).copies.find((copy) => copy.key === key);
}

/** Presses a button on somebody's message of the request; what can be read on the answer. */
async function press(from: Member, verb: string, more: object = {}): Promise<string> {
  const { activityId: replyToId } = (await copyOf(from === FRAN ? 'fpm' : 'partner')) ?? {};
  const data = { id: SUBMITTED, card: 'request-fpm', ...more };
  const value = { action: { type: 'Action.Execute', verb, data } };
  const activity = { name: 'adaptiveCard/action', value, replyToId };
  return readOn(bodyOf(await teams.take(activityOf('invoke', from, activity))));
}

async function version(): Promise<string | undefined> {
  return (await loadRecord(teams.ports, SUBMITTED)).version;
}

it('notes who has opened a form on which message', async () => {
  const answer = await press(FRAN, 'request.deny-form');

  expect(answer).toContain(INPUT);
  expect((await copyOf('fpm'))?.typing).toMatchObject({ by: FRAN.id });
  expect(await copyOf('partner')).not.toHaveProperty('typing');
});

it('notes that it was put away', async () => {
  await press(FRAN, 'request.deny-form');

  const answer = await press(FRAN, 'request.turn', { face: 'front' });

  expect(answer).not.toContain(INPUT);
  expect(await copyOf('fpm')).not.toHaveProperty('typing');
});

it('keeps it while something is missing', async () => {
  await press(FRAN, 'request.deny-form');

  const answer = await press(FRAN, 'request.deny', { reason: '', note: 'Too early.' });

  expect(answer).toContain(t('problem.missing'));
  expect((await copyOf('fpm'))?.typing).toMatchObject({ by: FRAN.id });
});

it('forgets it once something was sent in', async () => {
  await press(FRAN, 'request.return-form');

  const note = 'Please count the licences again.';
  await press(FRAN, 'request.return', { reason: 'RETURN_INCORRECT', fields: 'licences', note });

  expect(await teams.request()).toMatchObject({
    status: 'Returned',
  } satisfies Partial<NumberedRequest>);
  expect(await copyOf('fpm')).not.toHaveProperty('typing');
});

it('keeps it for what was sent in and is not right yet', async () => {
  const note = 'Please count the licences again.';
  await press(FRAN, 'request.return', { reason: 'RETURN_INCORRECT', fields: 'licences', note });
  await press(PAT, 'request.fix-form');

  const answer = await press(PAT, 'request.send-again', { face: 'fix', licences: '-5' });

  expect(answer).toContain(t('problem.negative'));
  expect((await copyOf('partner'))?.typing).toMatchObject({ by: PAT.id });
});

it('writes nothing for a side without fields', async () => {
  const before = await version();

  await press(FRAN, 'request.turn', { face: 'more' });

  expect(await version()).toBe(before);
});

it('answers with the form all the same when it cannot be noted', async () => {
  const { replace } = teams.ports.store;
  teams.ports.store.replace = () => Promise.reject(new Error('The store is gone.'));

  const answer = await press(FRAN, 'request.deny-form');
  teams.ports.store.replace = replace;

  expect(answer).toContain(INPUT);
  expect(teams.house.log.lines.map(({ message }) => message)).toContain(
    'An open form is not protected from edits.',
  );
});
