'use strict';

/** Requests that wait for approval, made through the bot's front door, and the buttons that approve them. */

const { activityFrom } = require('./teams.cjs');

const SENTENCE = 'request SME for Entra ID P2, 400 licences, EMEA';
const STEPS = [
  { role: 'engineer', language: 'en', secondLanguage: 'none' },
  {
    tenantId: '11111111-2222-4333-8444-555555555555',
    tenantName: 'Fabrikam',
    segment: 'Enterprise',
  },
  {
    purpose: 'deploy',
    justification: 'Conditional access for 400 people, and nobody of us has planned it before.',
    difference: 'Another customer, whose people sign in from abroad.',
  },
];

/** Every button of a card, with the values that its inputs hold. */
function buttonsOf(card) {
  const buttons = [];
  const inputs = {};
  const look = (part) => {
    if (Array.isArray(part)) {
      part.forEach(look);
    } else if (typeof part === 'object' && part !== null) {
      if (part.type === 'Action.Execute') {
        buttons.push({ verb: part.verb, data: part.data ?? {} });
      } else if (String(part.type).startsWith('Input.') && part.value !== undefined) {
        inputs[part.id] = String(part.value);
      }
      Object.entries(part).forEach(([key, inner]) => {
        if (key !== 'data' && key !== 'fallback') {
          look(inner);
        }
      });
    }
  };
  look(card);
  return { buttons, inputs };
}

/** How often a chat is looked at for a card, ten milliseconds apart: sends keep to the pace of Teams, one a second in a chat. */
const LOOKS = 3_000;

let acts = 0;

function pressOf(teams, person, { replyToId, verb, data }) {
  acts += 1;
  return activityFrom(teams, person, {
    ...{ type: 'invoke', name: 'adaptiveCard/action', id: `act-${String(acts)}`, replyToId },
    value: { action: { type: 'Action.Execute', verb, data } },
  });
}

function messageOf(teams, person, text) {
  acts += 1;
  return activityFrom(teams, person, { type: 'message', id: `act-${String(acts)}`, text });
}

/** Adds the bot for somebody: from then on it can write to them. */
function installOf(teams, person) {
  acts += 1;
  return activityFrom(teams, person, {
    ...{ type: 'installationUpdate', action: 'add', id: `act-${String(acts)}` },
  });
}

async function press({ server, teams, person }, shown, verb, typed = {}) {
  const { buttons, inputs } = buttonsOf(shown.card);
  const button = buttons.find((one) => one.verb === verb);
  if (button === undefined) {
    throw new Error(`No button ${verb}: ${buttons.map((one) => one.verb).join(', ')}`);
  }
  const data = { ...button.data, ...inputs, ...typed };
  const { body } = await server.send(pressOf(teams, person, { replyToId: shown.id, verb, data }));
  return { id: shown.id, card: JSON.parse(body).value };
}

/** The newest card in somebody's chat. */
async function newestCard(teams, person, isIt) {
  for (let look = 0; look < LOOKS; look += 1) {
    const found = [...teams.posted]
      .reverse()
      .filter(([, { chat }]) => chat === `a:${person.aadObjectId}`)
      .map(([id, { text }]) => ({ id, card: JSON.parse(text).attachments?.[0]?.content }))
      .find(({ card }) => card !== undefined && isIt(buttonsOf(card).buttons));
    if (found !== undefined) {
      return found;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
  throw new Error(`${person.name} got no card.`);
}

/** One request, from the sentence to the button that approves it; the activity that presses it. */
async function waitingApproval(server, teams, { partner, fpm }) {
  await server.send(messageOf(teams, partner, SENTENCE));
  const has = (verb) => (buttons) => buttons.some((one) => one.verb === verb);
  let form = await newestCard(teams, partner, has('form.next'));
  for (const answers of STEPS) {
    form = await press({ server, teams, person: partner }, form, 'form.next', answers);
  }
  await press({ server, teams, person: partner }, form, 'form.submit', { lead: 'true' });
  const shown = await newestCard(teams, fpm, has('request.approve-form'));
  teams.posted.clear();
  const turned = await press({ server, teams, person: fpm }, shown, 'request.approve-form');
  const { buttons, inputs } = buttonsOf(turned.card);
  const { data } = buttons.find((one) => one.verb === 'request.approve');
  return pressOf(teams, fpm, {
    ...{ replyToId: shown.id, verb: 'request.approve', data: { ...data, ...inputs } },
  });
}

module.exports = { installOf, messageOf, waitingApproval };
