import type { Engagement } from '../../src/domain/engagement/engagement';
import type { EngagementId } from '../../src/domain/kernel';
import type { Today } from '../../src/domain/today/today';
import { wordsFor } from '../../src/text/words';
import { loadRecord, loadState } from '../../src/workflow/load-record';
import { partsOf } from '../cards/card-lint';
import { REPORT } from '../support/fake-requests';
import { ADA, chatWith, FRAN, GROUP, PAT, readOn, SAM, type Member } from '../support/fake-teams';
import { desk, idOf, inTouch, openDesk, press, statusOf, submit, todayOf } from './today-desk';

const { t } = wordsFor('en');
const DAY_MS = 86_400_000;
const NOTE = 'The customer has no licences for it.';
const AGREED = {
  ...{ outcomes: 'Sign-in works', criteria: '80 % use it', learners: 'Kim', startOn: '' },
  ...{ endOn: '2027-03-31', release: 'Done', partnerPart: 'Leads', expertPart: 'Assists' },
};

beforeEach(async () => {
  await openDesk();
  await desk.teams.install(ADA);
});

async function hear(from: Member, text: string): Promise<string> {
  return readOn(await desk.teams.say(from, text));
}

function engagementOf(nth: number): EngagementId {
  return `engagement:${idOf(nth).slice('request:'.length)}`;
}

/** The button that a typed command was answered with, pressed as Teams sends it. */
async function pressFirst(from: Member, replies: unknown, verb: string): Promise<string> {
  const button = partsOf(replies).find((one) => one['verb'] === verb);
  return (await press(from, verb, button?.['data'] as object)).text;
}

describe('"decide next"', () => {
  it.each(['decide next', 'siguiente solicitud', 'nächste Anforderung'])(
    'shows the oldest request to decide, as the button of Today does, and decides nothing: %s',
    async (text) => {
      await submit(2);

      const answer = await hear(FRAN, text);

      expect(answer).toContain('SME-1001');
      expect(answer).toContain(t('button.back-to-today'));
      expect([await statusOf(1), await statusOf(2)]).toEqual(['Submitted', 'Submitted']);
    },
  );

  it('goes on with the next one once that is decided', async () => {
    await submit(2);
    const replies = await desk.teams.say(FRAN, 'decide next');

    const next = await pressFirst(FRAN, replies, 'request.complete');

    expect(await statusOf(1)).toBe('InReview');
    expect(next).toContain('SME-1002');
  });

  it('typed where others read opens Today in the own chat', async () => {
    await submit(1);

    const answer = readOn(await desk.teams.say(FRAN, 'decide next', GROUP));

    expect(answer).toContain(t('group.continued'));
    expect(answer).not.toContain('SME-1001');
    expect(desk.teams.house.messenger.posts(chatWith(FRAN).id).at(-1)?.content).toMatchObject({
      card: 'today',
    });
  });

  it('leaves Today true for whoever stops on the way', async () => {
    await submit(2);
    await desk.teams.say(FRAN, 'waiting for me');
    const replies = await desk.teams.say(FRAN, 'decide next');
    await pressFirst(FRAN, replies, 'request.complete');
    const { drawn } = await loadRecord(desk.teams.ports, todayOf(FRAN));

    await press(FRAN, 'today.back');
    await desk.teams.house.dispatcher.idle();

    const today = await loadRecord(desk.teams.ports, todayOf(FRAN));
    expect((today.state as Today).duties.lines.map(({ what }) => what)).toEqual([
      'check',
      'decide',
    ]);
    expect(today.drawn).toBeGreaterThan(drawn);
  });

  it.each([PAT, FRAN, SAM])('tells what waits for whoever has nothing to decide', async (from) => {
    expect(await hear(from, 'next request')).toContain(t('today.nothing'));
  });
});

describe('"agreement"', () => {
  beforeEach(async () => {
    await submit(1);
  });

  it('opens its form where there is none yet, and proposes nothing', async () => {
    await inTouch(1);

    const answer = await hear(PAT, 'agreement 1001');

    expect(answer).toContain(t('agreement.intro'));
    expect(answer).toContain('engagement.propose-agreement');
    expect((await engagement(1)).agreement).toBeUndefined();
  });

  it.each(['acuerdo de trabajo', 'Einsatzvereinbarung 1001', 'charter'])(
    'opens what is proposed, and confirms nothing: %s',
    async (text) => {
      await inTouch(1);
      await press(PAT, 'engagement.propose-agreement', { id: engagementOf(1), ...AGREED });

      const answer = await hear(FRAN, text);

      expect(answer).toContain(t('button.confirm-agreement'));
      expect((await engagement(1)).agreement?.confirmed).toHaveLength(1);
    },
  );

  it('asks which of several, and opens the one that is chosen', async () => {
    await submit(2);
    await inTouch(1);
    await inTouch(2);

    const replies = await desk.teams.say(PAT, 'agreement');

    expect(readOn(replies)).toContain(t('check-ins.choose'));
    expect(await pressFirst(PAT, replies, 'engagement.turn')).toContain(t('agreement.intro'));
  });

  it.each(['agreement', 'Vereinbarung 1001', 'acuerdo 9999'])(
    'says where it is while there is no such engagement: %s',
    async (text) => {
      expect(await hear(PAT, text)).toContain(t('kickoff.nowhere'));
    },
  );

  it('can be read when the work is over', async () => {
    await inTouch(1);
    await press(PAT, 'engagement.propose-agreement', { id: engagementOf(1), ...AGREED });
    await complete(1);

    const answer = await hear(SAM, 'agreement 1001');

    expect(answer).toContain(AGREED.criteria);
    expect(answer).not.toContain('agreement-form');
  });
});

it('"plan the meeting" asks which of several, and opens the one that is chosen', async () => {
  await submit(2);
  await inTouch(1);
  await inTouch(2);

  const replies = await desk.teams.say(FRAN, 'plan the meeting');

  expect(readOn(replies)).toContain(t('fact.meeting'));
  expect(await pressFirst(FRAN, replies, 'engagement.turn')).toContain('engagement.plan-meeting');
});

async function engagement(nth: number): Promise<Engagement> {
  return (await loadState<Engagement>(desk.teams.ports, engagementOf(nth)))!;
}

async function complete(nth: number): Promise<void> {
  await press(SAM, 'engagement.complete', { id: engagementOf(nth), ...REPORT });
  await press(PAT, 'engagement.confirm', { id: engagementOf(nth) });
}

describe('"reopen"', () => {
  beforeEach(async () => {
    await submit(1);
  });

  it.each(['reopen 1001', 'reopen', 'reabrir 1001', '1001 wieder öffnen'])(
    'opens the words for the requester, and takes nothing back: %s',
    async (text) => {
      await press(FRAN, 'request.deny', { id: idOf(1), reason: 'DENY_NO_CAPACITY', note: NOTE });

      const answer = await hear(FRAN, text);

      expect(answer).toContain(t('button.reopen-and-tell'));
      expect(await statusOf(1)).toBe('Denied');
    },
  );

  it('says that it is too late once the days for it are over', async () => {
    await press(FRAN, 'request.deny', { id: idOf(1), reason: 'DENY_NO_CAPACITY', note: NOTE });
    desk.teams.house.clock.forward(30 * DAY_MS);

    const answer = await hear(FRAN, 'reopen 1001');

    expect(answer).toContain(t('refusal.too-late'));
    expect(answer).not.toContain('request.reopen"');
  });

  it('is the word of the FPM', async () => {
    await press(FRAN, 'request.deny', { id: idOf(1), reason: 'DENY_NO_CAPACITY', note: NOTE });

    expect(await hear(PAT, 'reopen 1001')).toContain(t('refusal.own-request'));
  });

  it('shows where things stand with a request that is not denied', async () => {
    const answer = await hear(FRAN, 'reopen 1001');

    expect(answer).toContain(t('refusal.not-now'));
    expect(answer).toContain(t('status.request.Submitted'));
  });

  it('shows the engagement that a request has become', async () => {
    await inTouch(1);
    await complete(1);

    const answer = await hear(FRAN, 'reopen 1001');

    expect(answer).toContain(t('refusal.not-now'));
    expect(answer).toContain(t('status.engagement.Completed'));
  });

  it('says so when nothing is denied, and tells nobody of the requests of others', async () => {
    expect(await hear(FRAN, 'reopen')).toContain(t('reopen.none'));
    expect(await hear(ADA, 'reopen 1001')).toContain(t('status.none', { n: 1001 }));
  });
});

describe('"ask the expert"', () => {
  it.each(['ask the expert about 1001', 'preguntar al experto', 'SME zu 1001 fragen'])(
    'leads to the chat of the three, and starts no question: %s',
    async (text) => {
      const posts = desk.teams.house.messenger.posts(chatWith(PAT).id).length;

      const answer = await hear(PAT, text);

      expect(answer).toContain(t('ask-expert.text'));
      expect(answer).toContain('"intent":"ask-fpm"');
      expect(desk.teams.house.messenger.posts(chatWith(PAT).id)).toHaveLength(posts);
    },
  );

  it('offers no FPM to an FPM', async () => {
    expect(await hear(FRAN, 'ask the expert')).not.toContain('"intent":"ask-fpm"');
  });
});
