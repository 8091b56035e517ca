import { TransientError } from '../../src/errors';
import { handleCommand } from '../../src/workflow/handle-command';
import { mustWait } from '../../src/workflow/message-order';
import { runEffects } from '../../src/workflow/run-effects';
import { EXPERT } from '../support/fake-directory';
import { chatOf } from '../support/fake-house';
import { accepted, approved, ENGAGEMENT, REQUEST, stored } from '../support/fake-requests';
import { land, submittedHouse, takenOff } from '../support/landing';

const OFFER = `offer:${EXPERT.id}`;

describe('two pictures of one card', () => {
  it('do not go at the same time', async () => {
    const house = await submittedHouse();
    await runEffects(house.ports, REQUEST, 'sends');
    await approved(house.ports);
    const { effect } = await takenOff(house, 'partner', 'none');
    await land(house, { effect, result: { kind: 'stuck', code: 'delivery/faulty' } });
    await handleCommand(house.ports, REQUEST, { redraw: true });
    await handleCommand(house.ports, REQUEST, { revive: { effect, how: 'retry' } });

    const { effects } = await stored(house.ports);

    const [stuck, newer] = effects.filter(
      ({ order }) => order.type === 'Show' && order.copy === 'partner',
    );
    expect(stuck === undefined || mustWait(effects, stuck)).toBe(true);
    expect(newer === undefined || mustWait(effects, newer)).toBe(false);
  });

  it('nor one of a card that is being passed on', async () => {
    const house = await submittedHouse();
    await runEffects(house.ports, REQUEST, 'sends');
    await approved(house.ports);
    house.messenger.refuse(chatOf(EXPERT), new TransientError('delivery/unavailable', 'Not now.'));
    await runEffects(house.ports, REQUEST, 'sends');
    await accepted(house.ports);

    const { effects } = await stored(house.ports);

    const show = effects.find(({ order }) => order.type === 'Show' && order.copy === OFFER);
    const tell = effects.find(({ order }) => order.type === 'Tell' && order.record === ENGAGEMENT);
    expect(show === undefined || mustWait(effects, show)).toBe(true);
    expect(tell === undefined || mustWait(effects, tell)).toBe(false);
  });
});
