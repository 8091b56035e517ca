'use strict';

// The built bot, half of whose messages and edits reach Teams late, each by a random time of its own: what a loaded machine or a slow
// line does. A story that reads a card before it is there, or that a late edit confuses, does not survive it.
//
// LATE_BOT    the built bot
// E2E_LATE_MS how late at most

const { dirname, join } = require('node:path');
const { setTimeout } = require('node:timers/promises');

const { E2E_LATE_MS, LATE_BOT } = process.env;

/** A message in time, or a late one. */
function dawdle() {
  const late = Math.random() * 2 - 1;
  return late > 0 ? setTimeout(late * Number(E2E_LATE_MS)) : undefined;
}

const messengerModule = require(join(dirname(LATE_BOT), 'bot/messenger.js'));
const { createMessenger } = messengerModule;
messengerModule.createMessenger = (...given) => {
  const messenger = createMessenger(...given);
  return {
    ...messenger,
    post: async (...sent) => {
      await dawdle();
      return messenger.post(...sent);
    },
    edit: async (...sent) => {
      await dawdle();
      return messenger.edit(...sent);
    },
  };
};

require(LATE_BOT);
