import { SENDING, type Sending } from '../../src/domain/setting/sending';
import { wordsFor } from '../../src/text/words';
import { loadState } from '../../src/workflow/load-record';
import { READ_AGAIN_MS } from '../../src/workflow/sending-hold';
import { handleCommand } from '../../src/workflow/handle-command';
import { ANSWERS } from '../support/fake-requests';
import {
  ADA,
  chatWith,
  FakeTeams,
  FRAN,
  PAT,
  readOn,
  SAM,
  type Member,
} from '../support/fake-teams';

const { t } = wordsFor('en');
const REQUEST = 'request:00000000-1111-4222-8333-444444444444';

let teams = new FakeTeams();

beforeEach(async () => {
  teams = new FakeTeams();
  await teams.open();
  for (const member of [PAT, FRAN, SAM, ADA]) {
    await teams.install(member);
  }
});

async function press(from: Member, how: string, payload: object = {}): Promise<string> {
  const answer = readOn(await teams.press(from, `operator.${how}`, payload));
  await teams.house.dispatcher.idle();
  teams.house.leaseClock.forward(READ_AGAIN_MS);
  return answer;
}

async function give(order: { readonly type: string }): Promise<void> {
  const by = { id: PAT.id, name: PAT.name };
  const command = { ...order, by, at: teams.ports.clock.now(), causeId: `cause:${order.type}` };
  await handleCommand(teams.ports, REQUEST, { command });
  await teams.house.dispatcher.idle();
}

async function submit(): Promise<void> {
  await give({ type: 'StartDraft', ...{ id: REQUEST, answers: {} } });
  await give({ type: 'Submit', ...{ answers: ANSWERS } });
}

function posts(member: Member): number {
  return teams.house.messenger.posts(chatWith(member).id).length;
}

function sending(): Promise<Sending | undefined> {
  return loadState<Sending>(teams.ports, SENDING);
}

describe('all sending', () => {
  it('is held by an operator, whose card says since when and by whom', async () => {
    const answer = await press(ADA, 'hold');

    expect(answer).toContain(t('stuck.said.hold'));
    expect(answer).toContain(t('sending.held'));
    expect(answer).toContain((await sending())?.hold?.by.name);
    expect(answer).toContain('operator.go-on');
    expect(answer).not.toContain('operator.hold');
    expect((await sending())?.hold?.by.id).toBe(ADA.id);
  });

  it.each(['hold sending', 'detener envíos', 'Versand anhalten'])(
    'is not held by a word: %s asks first',
    async (typed) => {
      const asked = readOn(await teams.say(ADA, typed));
      const before = await sending();
      await press(ADA, 'hold');
      const again = readOn(await teams.say(ADA, typed));

      expect(asked).toContain('operator.hold');
      expect(asked).not.toContain('operator.retry');
      expect(before?.hold).toBeUndefined();
      expect(again).toContain('operator.go-on');
    },
  );

  it('is asked about by operators only', async () => {
    expect(readOn(await teams.say(FRAN, 'hold sending'))).toContain(t('stuck.operators-only'));
  });

  it('waits visibly while it is held, and goes when it is released', async () => {
    await press(ADA, 'hold');
    await submit();
    const held = readOn(await teams.say(ADA, 'stuck'));
    const before = posts(FRAN);

    await press(ADA, 'go-on');
    teams.house.dispatcher.kick(REQUEST);
    await teams.house.dispatcher.idle();

    expect(before).toBe(0);
    expect(held).toMatch(/[1-9]\d*, the oldest since/);
    expect(posts(FRAN)).toBe(1);
    expect((await sending())?.hold).toBeUndefined();
  });

  it('does not keep anybody from the answer to what they ask', async () => {
    await submit();
    await press(ADA, 'hold');
    const before = posts(FRAN);

    const decided = await teams.press(FRAN, 'request.complete', { id: REQUEST });
    await teams.say(FRAN, 'status 1001');
    await teams.house.dispatcher.idle();

    expect(readOn(decided)).toContain('SME-1001');
    expect(posts(FRAN)).toBe(before + 1);
  });

  it.each([PAT, FRAN, SAM])('is nobody else’s to hold or to release: %#', async (member) => {
    await press(ADA, 'hold');

    const answers = [await press(member, 'go-on'), await press(member, 'hold')];

    expect(answers).toEqual([
      expect.stringContaining(t('refusal.not-yours')),
      expect.stringContaining(t('refusal.not-yours')),
    ]);
    expect((await sending())?.hold?.by.id).toBe(ADA.id);
  });

  it('leaves a line in the log with who did what, once', async () => {
    await press(ADA, 'hold');
    await press(ADA, 'hold');

    const lines = teams.house.log.lines.filter(({ level }) => level === 'warn');
    expect(lines.map(({ fields }) => fields)).toEqual([{ how: 'hold', by: ADA.id }]);
  });
});

describe('the delivery of one request', () => {
  it('is asked for by its number, however that is written', async () => {
    await submit();

    const form = await press(ADA, 'delivery-form');
    const told: string[] = [];
    for (const number of ['1001', 'sme-1001', ' #1001 ']) {
      told.push(await press(ADA, 'delivery', { number }));
    }

    expect(form).toContain(t('field.request-number'));
    told.forEach((one) => {
      expect(one).toContain(t('delivery.title', { n: 1001 }));
      expect(one).toContain(FRAN.name);
      expect(one).toContain(t('delivery.shown'));
    });
  });

  it.each(['delivery 1001', 'Zustellung SME-1001', 'entrega de 1001'])(
    'is told to an operator who types "%s"',
    async (typed) => {
      await submit();

      const told = readOn(await teams.say(ADA, typed));

      expect(told).toContain(t('delivery.title', { n: 1001 }));
      expect(told).toContain(FRAN.name);
    },
  );

  it('is asked for by its number when none was typed', async () => {
    expect(readOn(await teams.say(ADA, 'delivery'))).toContain(t('field.request-number'));
  });

  it.each([PAT, FRAN, SAM])('is not told to anybody else who types it: %#', async (member) => {
    await submit();

    const told = readOn(await teams.say(member, 'delivery 1001'));

    expect(told).toContain(t('stuck.operators-only'));
    expect(told).not.toMatch(/SME-1001/);
  });

  it('tells what waits while sending is held', async () => {
    await press(ADA, 'hold');
    await submit();

    const told = await press(ADA, 'delivery', { number: '1001' });

    expect(told).toContain(t('stuck.what.card', { card: t('card-name.request-fpm') }));
    expect(told).toContain(t('delivery.waits', { when: '' }).replace('.', '').trim());
  });

  it.each(['9999', 'x', '', '-1'])(
    'is asked for again where there is none: "%s"',
    async (number) => {
      await submit();

      expect(await press(ADA, 'delivery', { number })).toContain(t('delivery.unknown'));
    },
  );

  it('is for operators only', async () => {
    await submit();

    const answer = await press(SAM, 'delivery', { number: '1001' });

    expect(answer).toContain(t('refusal.not-yours'));
    expect(answer).not.toContain(FRAN.name);
  });
});
