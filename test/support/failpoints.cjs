'use strict';

// The built bot with points of death: before and after every call of the store, every send, every mail, every kickoff chat and
// every answer to Teams, each named by what it means ("store.replace request +RequestApproved", "post request-fpm P1").
//
// FAILPOINT_DIST     folder of the built bot
// FAILPOINT          `<point>#<n>`: at the n-th pass of this point the process writes its name to FAILPOINT_MARK and kills itself
// FAILPOINT_AHEAD_MS how far its clock is ahead of the real one
//
// A message `{ arm }` from the parent arms another point (or none) and is answered with what was passed since the last one, in order.

const { appendFileSync } = require('node:fs');
const { join } = require('node:path');
const { setImmediate } = require('node:timers');

const { FAILPOINT, FAILPOINT_AHEAD_MS, FAILPOINT_DIST, FAILPOINT_MARK } = process.env;

let armed = FAILPOINT;
let passed = [];

function pass(point) {
  passed.push(point);
  if (armed === `${point}#${passed.filter((one) => one === point).length}`) {
    appendFileSync(FAILPOINT_MARK, `${armed}\n`);
    process.kill(process.pid, 'SIGKILL');
  }
}

async function around(name, work) {
  pass(`before:${name}`);
  const result = await work();
  pass(`after:${name}`);
  return result;
}

process.on('message', ({ arm }) => {
  // What the bot does in this very moment still belongs to the point that was armed.
  setImmediate(() => {
    process.send({ passed });
    passed = [];
    armed = arm;
  });
});

const realNow = Date.now;

function now() {
  return realNow() + Number(FAILPOINT_AHEAD_MS ?? 0);
}

globalThis.Date = new Proxy(Date, {
  construct: (target, values, made) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, made),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});

// What a crashed process left is taken over soon.
Object.assign(process.env, { LEASE_MS: '500', SWEEP_MS: '100' });

/** Replaces an exported function of a built module; its callers look it up at every call. */
function patch(file, name, around) {
  const module = require(join(FAILPOINT_DIST, file));
  const real = module[name];
  if (typeof real !== 'function') {
    throw new Error(
      `${file} exports no function ${name}: the failpoints must be told where it went.`,
    );
  }
  module[name] = around(real);
}

/** Bodies as last read or written, by version: tells what a write changes. */
const bodies = new Map();

function noted(found) {
  if (found !== undefined) {
    bodies.set(found.version, found.record.body);
  }
  return found;
}

function kindOf(id) {
  return String(id).split(':')[0];
}

function nameOfEffect({ order }) {
  switch (order.type) {
    case 'Show':
      return `Show ${order.card}`;
    case 'SendMail':
      return `SendMail ${order.mail}`;
    case 'Tell':
      return `Tell ${kindOf(order.record)} ${order.command.type}`;
    case 'WakeUp':
      return `WakeUp ${order.command.type}`;
    default:
      return order.type;
  }
}

function changeOfEffect(before, after) {
  const name = nameOfEffect(before);
  if (after === undefined) {
    return [`settle ${name}`];
  }
  if (after.stuck !== undefined && before.stuck === undefined) {
    return [`stuck ${name}`];
  }
  if (after.attempts !== before.attempts) {
    return [`put-off ${name}`];
  }
  return after.generation === before.generation ? [] : [`lease ${name}`];
}

/** How many events a record has had; old ones may have been folded away. */
function eventsOf({ count, events }) {
  return count ?? events?.length ?? 0;
}

/** What a write says, in a few words: effects that change, events that are new; `touch` for copies and counters alone. */
function meaningOf(before, after) {
  if (!Array.isArray(after.events)) {
    return '';
  }
  const added = after.events.slice(after.events.length - eventsOf(after) + eventsOf(before));
  const changed = (before.effects ?? []).flatMap((effect) =>
    changeOfEffect(
      effect,
      after.effects.find(({ id }) => id === effect.id),
    ),
  );
  const words = [...changed, ...added.map(({ type }) => `+${type}`)];
  return ` ${words.length === 0 ? 'touch' : words.join(' ')}`;
}

function nameOfWrite(record, version) {
  return record.summary.kind + meaningOf(bodies.get(version) ?? {}, record.body);
}

async function written(record, before, work) {
  const version = await work();
  if (version !== undefined) {
    bodies.delete(before);
    bodies.set(version, record.body);
  }
  return version;
}

function watchedStore(store) {
  const watched = {
    read: (id, at) =>
      around(`store.read ${kindOf(id)}`, async () => noted(await store.read(id, at))),
    create: (record, at) =>
      around(`store.create ${nameOfWrite(record)}`, () =>
        written(record, undefined, () => store.create(record, at)),
      ),
    replace: (record, version) =>
      around(`store.replace ${nameOfWrite(record, version)}`, () =>
        written(record, version, () => store.replace(record, version)),
      ),
    due: (at, limit) => around('store.due', () => store.due(at, limit)),
    find: (query, at) => around(`store.find ${query.kind}`, () => store.find(query, at)),
  };
  return Object.assign(Object.create(store), watched, {
    healthy: () => store.healthy(),
    close: () => store.close(),
    forBackground: () => watchedStore(store.forBackground()),
  });
}

/** The name of a drawing rides along on it, also through copies of it, until it is sent. */
function tagged(drawn, name) {
  Object.assign(drawn.content ?? drawn, { failpoint: name });
  return drawn;
}

/** What is sent as the product drew it, and its name. */
function untagged({ content: { failpoint = 'unknown', ...content }, ...card }) {
  return { name: failpoint, card: { ...card, content } };
}

function nameOfActivity({ type, value }) {
  return type === 'invoke' ? `${type} ${value?.action?.verb}` : type;
}

function watchAnswer(res, name) {
  const { end } = res;
  res.end = function endWatched(...given) {
    pass(`before:${name}`);
    res.once('finish', () => pass(`after:${name}`));
    return end.apply(this, given);
  };
}

/** Replies of a turn go past the messenger, through the framework. */
function watchReplies(client) {
  const { conversations } = client;
  if (!Object.hasOwn(conversations, 'replyToActivity')) {
    const reply = conversations.replyToActivity;
    conversations.replyToActivity = (...given) =>
      around('reply', () => reply.apply(conversations, given));
  }
  return client;
}

patch(
  'store/open-store.js',
  'openStore',
  (real) =>
    async (...given) =>
      watchedStore(await real(...given)),
);
patch(
  'cards/draw-card.js',
  'drawCard',
  (real) =>
    (card, picture, ping, ...rest) =>
      tagged(real(card, picture, ping, ...rest), ping === undefined ? card : `${card} ${ping}`),
);
patch(
  'cards/draw-card.js',
  'drawMoved',
  (real) =>
    (card, ...rest) =>
      tagged(real(card, ...rest), `moved ${card}`),
);
patch(
  'cards/draw-mail.js',
  'drawMail',
  (real) =>
    (mail, ...rest) =>
      tagged(real(mail, ...rest), mail),
);
patch('bot/messenger.js', 'createMessenger', (real) => (...given) => {
  const messenger = real(...given);
  return {
    ...messenger,
    post: (address, drawn, ...rest) => {
      const { name, card } = untagged(drawn);
      return around(`post ${name}`, () => messenger.post(address, card, ...rest));
    },
    edit: (address, id, drawn, ...rest) => {
      const { name, card } = untagged(drawn);
      return around(`edit ${name}`, () => messenger.edit(address, id, card, ...rest));
    },
  };
});
patch('graph/outbox-mailer.js', 'createOutboxMailer', (real) => (...given) => {
  const mailer = real(...given);
  return {
    ...mailer,
    send: (key, mail) =>
      around(`mail ${mail.failpoint ?? 'unknown'}`, () => mailer.send(key, mail)),
  };
});
patch('graph/local-kickoff-chats.js', 'createLocalKickoffChats', (real) => (...given) => {
  const chats = real(...given);
  return { ...chats, open: (...asked) => around('kickoff chat', () => chats.open(...asked)) };
});
patch(
  'bot/http-server.js',
  'startServer',
  (real) => (options) =>
    real({
      ...options,
      onActivity: (res, arrival) => {
        watchAnswer(res, `answer ${nameOfActivity(arrival.body)}`);
        return options.onActivity(res, arrival);
      },
    }),
);
patch('app.js', 'startApp', (real) => async (...given) => {
  const app = await real(...given);
  process.send({ listens: app.port });
  return app;
});

const { ConnectorClients } = require(join(FAILPOINT_DIST, 'bot/connector-clients.js'));
const { create } = ConnectorClients.prototype;
ConnectorClients.prototype.create = async function createWatched(...given) {
  return watchReplies(await create.apply(this, given));
};

require(join(FAILPOINT_DIST, 'index.js'));
