import {
  exitCodeOf,
  ok,
  reasonOf,
  reportOf,
  warn,
  withoutSecrets,
  wrong,
} from '../../src/doctor/finding';

const FINE = ok('store', 'It opens.');
const ODD = warn('store', 'Little is free.', 'Make room.');
const BAD = wrong('bot', 'No token.', 'Look at it.');

test.each([
  [[], 0],
  [[FINE], 0],
  [[FINE, ODD], 1],
  [[BAD, ODD, FINE], 2],
])('the worst finding decides how the command ends %#', (findings, code) => {
  expect(exitCodeOf(findings)).toBe(code);
});

test('the report has a line for each finding, what to do below it, and the count', () => {
  expect(reportOf([FINE, ODD, BAD]).split('\n')).toEqual([
    'OK     store        It opens.',
    'WARN   store        Little is free.',
    '                    → Make room.',
    'WRONG  bot          No token.',
    '                    → Look at it.',
    '1 ok, 1 to look at, 1 wrong.',
  ]);
});

test('a secret is blotted out wherever a library told it, and short words are left alone', () => {
  const told = [wrong('bot', 'hush-hush is wrong, hush-hush!', 'Not hush-hush.')];

  expect(withoutSecrets(told, ['hush-hush', 'is', ''])).toEqual([
    wrong('bot', '… is wrong, …!', 'Not ….'),
  ]);
});

test('the reason is the first line of an error, and no longer than a line', () => {
  expect(reasonOf(new Error('One.\nTwo.'))).toBe('One.');
  expect(reasonOf('x'.repeat(999))).toHaveLength(200);
});
