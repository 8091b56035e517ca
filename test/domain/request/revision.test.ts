import { typed } from '../../../src/domain/kernel';
import { POLICY } from '../../../src/domain/policy';
import { isNumbered, type NumberedRequest } from '../../../src/domain/request/request';
import type { RequestHistory } from '../../../src/domain/request/request-events';
import {
  changeableFields,
  formContextOf,
  returnableFields,
  revisedAnswers,
} from '../../../src/domain/request/revision';
import { earlier, FORM, FRAN } from '../cast';
import { happened, requestAfter, RETURNED, SENT } from '../stories';

const ALIKE = { ...earlier(), samePlan: false, sameCustomer: false, daysAgo: 10 };

function numbered(...story: readonly RequestHistory[]): NumberedRequest {
  const request = requestAfter(...story);
  if (request === undefined || !isNumbered(request)) {
    throw new Error('Expected a request that was submitted.');
  }
  return request;
}

const TYPING = happened({
  type: 'RevisionKept',
  answers: { licences: typed('some'), role: typed('migration') },
  lookAlikes: [ALIKE],
});

describe('a form that its requester is fixing', () => {
  test('is the form, over it what was kept, and over that what comes now', () => {
    const request = numbered(...RETURNED, TYPING);

    const answers = revisedAnswers(request, { licences: ' 1.200 ', tenantName: 'Wide World' });

    expect(answers).toMatchObject({
      licences: typed('1200'),
      tenantName: typed('Wide World'),
      role: typed('migration'),
      language: typed('es'),
    });
  });

  test('asks for what the answers by then ask for: a source, and the difference', () => {
    const request = numbered(...RETURNED, TYPING);

    const asked = changeableFields(formContextOf(request, revisedAnswers(request), POLICY));

    expect(asked).toEqual(expect.arrayContaining(['emailSource', 'difference']));
  });

  test('offers its own company and FPM, and no others', () => {
    const request = numbered(...SENT);

    const { options } = formContextOf(request, revisedAnswers(request), POLICY);

    expect(options).toEqual({
      companies: [{ ...FORM.company, fpms: [FRAN] }],
      recentCustomers: [],
    });
  });

  test('can be returned for what it was sent with only', () => {
    const sent = returnableFields(numbered(...SENT), POLICY);

    const fixing = returnableFields(numbered(...SENT, TYPING), POLICY);

    expect(fixing).toEqual(sent);
    expect(fixing).not.toContain('difference');
  });
});
