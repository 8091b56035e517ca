import type { HealthFigures } from '../../src/cards/health-facts';
import { stuckCard, type StuckLine } from '../../src/cards/stuck-card';
import { wordsFor } from '../../src/text/words';

const { t } = wordsFor('en');
const NOTHING = { count: 0, byMail: 0 };
const FIGURES: HealthFigures = {
  ...{ waiting: { count: 0 }, late: { count: 0 }, hasMore: false },
  delivered: { today: NOTHING, yesterday: NOTHING },
  ...{ withoutFpm: [], withoutExpert: [] },
};

function line(what: StuckLine['what'], n: number): StuckLine {
  return {
    ...{ record: 'request:1', about: `SME-${String(n)}`, effect: `request:1:${String(n)}`, what },
    ...{ code: 'graph/unavailable', since: 0, isDroppable: true, hasMail: false },
  };
}

test('among more than a card can show, what the path waits for comes first, else the order stays', () => {
  const mails = [1, 2, 3, 4, 5, 6, 7].map((n) => line('SendMail', n));
  const card = stuckCard({
    ...{ viewer: { language: 'en', zone: 'UTC' }, at: 0 },
    lines: [...mails, line('OpenKickoffChat', 8)],
    figures: FIGURES,
  });

  expect(card.sections?.map(({ heading }) => heading)).toEqual([
    expect.stringContaining('SME-8'),
    ...[1, 2, 3, 4, 5].map((n) => expect.stringContaining(`SME-${String(n)}`) as string),
  ]);
});

test.each([
  ['nothing else is wrong', [], t('stuck.none')],
  ['something is stuck as well', [line('SendMail', 1)], t('stuck.title', { count: 1 })],
])('that all sending is held stands first, whether %s or not', (_, lines, then) => {
  const hold = { by: { id: 'person:ada-0001', name: 'Ada Operator' }, at: 0 } as const;

  const card = stuckCard({
    ...{ viewer: { language: 'en', zone: 'UTC' }, at: 0, lines },
    figures: { ...FIGURES, hold },
  });

  expect(card.title).toBe(t('sending.held'));
  expect(card.status).toContain('Ada Operator');
  expect(card.next).toBe(then);
});
