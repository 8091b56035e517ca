'use strict';

/**
 * The other side of a bot, in one process: the identity platform that signs tokens, the Teams connector that takes
 * replies, and a client that sends activities in a closed loop. It parses as little as it can, so that its own cost
 * does not hide the bot's.
 */

const { createHash, generateKeyPairSync, sign } = require('node:crypto');
const http = require('node:http');

const APP_ID = '7f2c3b1e-0000-4000-8000-0000000000b0';
const TENANT_ID = '7f2c3b1e-0000-4000-8000-000000000001';
const TOKEN_LASTS_S = 3600;

/** Starts connector and identity platform on loopback. */
async function openTeams() {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = createHash('sha1').update('bench').digest('hex');
  const posted = new Map();
  let sent = 0;

  const server = http.createServer((req, res) => {
    if (req.method === 'GET') {
      return answer(res, metadataFor(req.url ?? '', { server, keys, kid }));
    }
    const chunks = [];
    req.on('data', (chunk) => chunks.push(chunk));
    req.on('end', () => {
      sent += 1;
      const id = idOf(req.url ?? '') ?? `sent-${String(sent)}`;
      const keep = teams.keeps;
      if (keep) {
        posted.set(id, { chat: chatOf(req.url ?? ''), text: Buffer.concat(chunks).toString() });
      }
      answer(res, { id });
    });
  });
  await listen(server);
  const origin = `http://127.0.0.1:${String(server.address().port)}`;
  const teams = {
    keeps: false,
    posted,
    origin,
    serviceUrl: `${origin}/teams`,
    metadataUrl: `${origin}/openid`,
    count: () => sent,
    token: () => tokenFor({ keys, kid, serviceUrl: `${origin}/teams` }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return teams;
}

function metadataFor(url, { server, keys, kid }) {
  const origin = `http://127.0.0.1:${String(server.address().port)}`;
  return url === '/openid'
    ? { issuer: 'https://api.botframework.com', jwks_uri: `${origin}/keys` }
    : {
        keys: [
          {
            ...keys.publicKey.export({ format: 'jwk' }),
            kid,
            use: 'sig',
            endorsements: ['msteams'],
          },
        ],
      };
}

function tokenFor({ keys, kid, serviceUrl }) {
  const now = Math.floor(Date.now() / 1000);
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    iss: 'https://api.botframework.com',
    aud: APP_ID,
    serviceurl: serviceUrl,
    nbf: now - 60,
    exp: now + TOKEN_LASTS_S,
  };
  const text = `${part({ alg: 'RS256', typ: 'JWT', kid })}.${part(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), keys.privateKey).toString('base64url')}`;
}

function answer(res, body) {
  const text = JSON.stringify(body);
  res.writeHead(200, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  });
  res.end(text);
}

function idOf(url) {
  return /\/activities\/([^/?]+)$/.exec(url)?.[1];
}

function chatOf(url) {
  return decodeURIComponent(/\/conversations\/([^/]+)\//.exec(url)?.[1] ?? '');
}

function listen(server) {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
}

/** An activity of Teams, about 1.4 KB as on the wire. */
function activityFrom(teams, person, fields) {
  return {
    channelId: 'msteams',
    serviceUrl: teams.serviceUrl,
    timestamp: new Date().toISOString(),
    localTimestamp: new Date().toISOString(),
    localTimezone: 'Europe/Berlin',
    locale: 'en-US',
    from: { id: `29:${person.aadObjectId}`, name: person.name, aadObjectId: person.aadObjectId },
    recipient: { id: `28:${APP_ID}`, name: 'SME Desk' },
    conversation: {
      id: `a:${person.aadObjectId}`,
      tenantId: TENANT_ID,
      conversationType: 'personal',
    },
    channelData: { tenant: { id: TENANT_ID } },
    entities: [
      {
        type: 'clientInfo',
        locale: 'en-US',
        country: 'US',
        platform: 'Web',
        timezone: 'Europe/Berlin',
      },
    ],
    ...fields,
  };
}

/** A client that keeps its connections. */
function createClient(port, token) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });
  return {
    send: (activity) => post({ agent, port, token }, JSON.stringify(activity)),
    close: () => {
      agent.destroy();
    },
  };
}

function post({ agent, port, token }, body) {
  return new Promise((resolve, reject) => {
    const req = http.request(
      {
        ...{ agent, port, host: '127.0.0.1', method: 'POST', path: '/api/messages' },
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          Authorization: `Bearer ${token}`,
        },
      },
      (res) => {
        const chunks = [];
        res.on('data', (chunk) => chunks.push(chunk));
        res.on('end', () => {
          resolve({ status: res.statusCode, body: Buffer.concat(chunks).toString() });
        });
      },
    );
    req.on('error', reject);
    req.end(body);
  });
}

module.exports = { APP_ID, TENANT_ID, activityFrom, createClient, openTeams };
