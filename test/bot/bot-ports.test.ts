import { cardAnswer, cardMessage, errorAnswer } from '../../src/bot/bot-ports';
import { drawModel } from '../../src/cards/draw-card';

const DRAWN = drawModel({ language: 'en', title: 'Somewhere to begin' });
const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

describe('a card as a message', () => {
  it('is one attachment, with the line for the notification', () => {
    const message = cardMessage(DRAWN);

    expect(message).toEqual({
      type: 'message',
      summary: 'Somewhere to begin',
      attachments: [{ contentType: CARD_TYPE, content: DRAWN.content }],
    });
  });

  it('has no text beside it, which Teams would split off without an id', () => {
    const message = cardMessage(DRAWN);

    expect(message).not.toHaveProperty('text');
  });
});

describe('the answer to a pressed button', () => {
  it('is the card itself, in the shape that Teams reads', () => {
    const answer = cardAnswer(DRAWN);

    expect(answer).toEqual({ statusCode: 200, type: CARD_TYPE, value: DRAWN.content });
  });

  it('is a sentence where nothing could be carried out', () => {
    const answer = errorAnswer('Please try again.');

    expect(answer).toEqual({
      statusCode: 500,
      type: 'application/vnd.microsoft.error',
      value: { code: 'failed', message: 'Please try again.' },
    });
  });

  it('says by its code why it is only a sentence', () => {
    const answer = errorAnswer('Please look again in a moment.', 'late');

    expect(answer).toMatchObject({ value: { code: 'late' } });
  });

  it('survives the way over the wire', () => {
    const answers = [cardAnswer(DRAWN), errorAnswer('Please try again.')];

    expect(JSON.parse(JSON.stringify(answers))).toEqual(answers);
  });
});
