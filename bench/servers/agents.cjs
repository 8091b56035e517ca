'use strict';

/** The Microsoft 365 Agents SDK behind plain node http. No token is checked: it asks for that only with a client id. */

const http = require('node:http');
const { ActivityHandler, CloudAdapter } = require('@microsoft/agents-hosting');
const { ready } = require('./report.cjs');

const adapter = new CloudAdapter({});
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity('You said: help');
  await next();
});

/** The adapter wants what express gives it. */
function asExpress(res) {
  return Object.assign(res, {
    status(code) {
      res.statusCode = code;
      return res;
    },
    send(body) {
      res.end(body === undefined ? undefined : JSON.stringify(body));
      return res;
    },
  });
}

const server = http.createServer((req, res) => {
  const chunks = [];
  req.on('data', (chunk) => chunks.push(chunk));
  req.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString());
    void adapter.process(Object.assign(req, { body, user: {} }), asExpress(res), (context) =>
      bot.run(context),
    );
  });
});

server.listen(0, '127.0.0.1', () => {
  ready(server.address().port);
});
