/** The whole path through the composed product, and beside it a promise that is broken; an operator looks after what is stuck. */
import type { PersonaKey } from '../../src/demo/personas';
import { wordsFor } from '../../src/text/words';
import { buttonsOf, textsOf } from '../e2e/card-reading';
import { ANSWERS, SENTENCE } from '../e2e/form-story';
import { PERSONAS, type FaultHouse } from './fault-house';

const { t: en } = wordsFor('en');
const KICKOFF_HERE = 'inicio aquí';
const REPORT = {
  summary: 'Conditional access runs in production.',
  criteriaMet: 'yes',
  learned: 'Two admins can plan a rollout.',
  inFtop: 'true',
};

/** Somebody asks for an expert, from the sentence to the submitted form. */
async function submit(house: FaultHouse, who: PersonaKey, tenantId: string): Promise<void> {
  const customer = { ...ANSWERS.customer, tenantId };
  await house.act(who, { say: SENTENCE });
  await house.act(who, { press: 'form.next', typed: ANSWERS.need });
  await house.act(who, { press: 'form.next', typed: customer });
  await house.act(who, { press: 'form.next', typed: ANSWERS.why });
  await house.act(who, { press: 'form.submit', typed: { lead: 'true' } });
}

/** An hour passes, and an operator looks after what is stuck then; what that was. */
async function hour(house: FaultHouse): Promise<readonly string[]> {
  await house.pass(1);
  await house.act('operator', { say: 'stuck' });
  const card = house.teams.messages().filter(({ chat }) => chat === 'a:operator').at(-1)?.card;
  if (buttonsOf(card).length > 4) console.log(textsOf(card).join('\n'), buttonsOf(card).map(({ verb, payload }) => [verb, payload]));
  return [];
}

export async function tellStory(house: FaultHouse): Promise<void> {
  for (const who of ['partner', 'sme', 'partner2'] as const) {
    await house.act(who, 'install');
  }
  await submit(house, 'partner2', '{0A1B2C3D-0000-4000-8000-0000000000EE}');
  await submit(house, 'partner', ANSWERS.customer.tenantId);
  await hour(house);
  house.teams.shut('a:partner2');
  house.graph.state.personalApps.set(
    PERSONAS.partner2.aadObjectId,
    new Set([house.graph.state.app.catalogId]),
  );
  await house.act('fpm', { press: 'request.approve-form' });
  await house.act('fpm', { press: 'request.approve' });
  await house.act('sme', { press: 'offer.accept' });
  await hour(house);
  await house.act('sme', { say: 'Termin finden' });
  await house.act('sme', {
    press: 'engagement.plan-meeting',
    typed: { time: 'another', day: '2026-12-02', hour: '10:00' },
  });
  await hour(house);
  await turnToMeeting(house);
  await house.act('sme', {
    press: 'engagement.plan-meeting',
    typed: { time: 'another', day: '2026-12-03', hour: '10:00' },
  });
  await hour(house);
  await turnToMeeting(house);
  await house.act('sme', { press: 'engagement.cancel-meeting' });
  await hour(house);
  await house.act('sme', { press: 'request.contacted' });
  await house.act('fpm', { press: 'request.close' });
  await house.act('sme', { press: 'engagement.complete-form' });
  await house.act('sme', { press: 'engagement.complete', typed: REPORT });
  await house.act('partner', { press: 'engagement.confirm' });
  await house.pass(8 * 24);
  await hour(house);
}

async function turnToMeeting(house: FaultHouse): Promise<void> {
  for (const face of ['more', 'meeting']) {
    await house.act('sme', { press: 'engagement.turn', chosen: { card: 'kickoff', face } });
  }
}
