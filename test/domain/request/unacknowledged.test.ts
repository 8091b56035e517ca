import { POLICY } from '../../../src/domain/policy';
import { ADA, facts, FRAN, hoursIn, PAT } from '../cast';
import { given, SENT } from '../stories';

test('the assignment team is told of a missed receipt besides FPM and desk, and the event says at which address', () => {
  const policy = { ...POLICY, assignmentContact: 'team@contoso.example' };

  const answer = given(...SENT).when(
    { type: 'CheckAcknowledgement', by: 'system', at: hoursIn(1) },
    { facts: facts({ acknowledged: false }), policy },
  );

  expect(answer).toMatchObject({
    events: [{ type: 'AcknowledgementMissed', desk: [ADA], contact: 'team@contoso.example' }],
  });
  expect(answer.effects).toEqual([
    { type: 'SendMail', mail: 'receipt', to: { person: PAT.id } },
    ...[{ person: FRAN.id }, { person: ADA.id }, { address: 'team@contoso.example' }].map((to) => ({
      ...{ type: 'SendMail', mail: 'unacknowledged', to },
    })),
  ]);
});
