'use strict';

/** What no bot can undercut: parse the activity, send one reply, answer. No token is checked. */

const http = require('node:http');
const { ready } = require('./report.cjs');

const agent = new http.Agent({ keepAlive: true });

function reply(activity, done) {
  const body = JSON.stringify({ type: 'message', text: 'You said: help' });
  const url = new URL(
    `${activity.serviceUrl}/v3/conversations/${encodeURIComponent(activity.conversation.id)}/activities`,
  );
  const req = http.request(
    url,
    {
      ...{ agent, method: 'POST' },
      headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
    },
    (res) => {
      res.resume();
      res.on('end', done);
    },
  );
  req.end(body);
}

const server = http.createServer((req, res) => {
  const chunks = [];
  req.on('data', (chunk) => chunks.push(chunk));
  req.on('end', () => {
    reply(JSON.parse(Buffer.concat(chunks).toString()), () => {
      res.writeHead(200, { 'Content-Length': 0 });
      res.end();
    });
  });
});

server.listen(0, '127.0.0.1', () => {
  ready(server.address().port);
});
