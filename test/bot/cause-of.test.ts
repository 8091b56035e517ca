import type { Activity } from 'botbuilder';
import { causeOf } from '../../src/bot/cause-of';
import { findRecords } from '../../src/workflow/find-states';
import { activityOf, FakeTeams, FRAN, GROUP, PAT, type Room } from '../support/fake-teams';
import { SubmittedTeams, SUBMITTED } from '../support/submitted-teams';

const SENTENCE = 'request SME for Entra ID P2 in German';

function said(id: string | undefined, conversation: string): Activity {
  const activity = { ...(id === undefined ? {} : { id }), conversation: { id: conversation } };
  return activity as Activity;
}

/** The sentence as Teams delivers it; the id is the moment at which it was typed. */
function typed(id: string, room?: Room): Partial<Activity> {
  return { ...activityOf('message', PAT, { text: SENTENCE }, room), id };
}

describe('what a turn is known by', () => {
  it('is the same for one activity only', () => {
    const long = `a:${'1'.repeat(200)}`;

    expect(causeOf(said('1', 'a:1'))).toBe(causeOf(said('1', 'a:1')));
    expect(causeOf(said('1', 'a:1'))).not.toBe(causeOf(said('1', 'a:2')));
    expect(causeOf(said('1', 'a:1'))).not.toBe(causeOf(said('2', 'a:1')));
    expect(causeOf(said(undefined, 'a:1'))).not.toBe(causeOf(said(undefined, 'a:1')));
    expect(causeOf(said('1', long))).toHaveLength('1@'.length + 11);
  });

  it('is not only the id, which two chats may share: each sentence begins a request, once', async () => {
    const teams = new FakeTeams();
    await teams.open();
    await teams.install(PAT);
    const counts: number[] = [];

    for (const activity of [typed('1'), typed('1', GROUP), typed('1'), typed('1', GROUP)]) {
      await teams.take(activity);
      counts.push((await findRecords(teams.ports, { kind: 'request', limit: 9 })).length);
    }

    expect(counts).toEqual([1, 2, 2, 2]);
  });

  it('lets two people act on one request under the same id', async () => {
    const teams = new SubmittedTeams();
    await teams.open();
    const press = (verb: string, more: object = {}): object => ({
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb, data: { id: SUBMITTED, ...more } } },
      id: '1',
    });

    await teams.take(activityOf('invoke', FRAN, press('request.complete')));
    await teams.take(activityOf('invoke', PAT, press('request.withdraw', { note: 'Not needed.' })));

    expect(await teams.request()).toMatchObject({ status: 'Withdrawn' });
  });
});
