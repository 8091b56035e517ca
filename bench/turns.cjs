'use strict';

/** Processor time per turn of several servers, measured in turn, so that a busy machine troubles all of them alike. */

const { fork, spawnSync } = require('node:child_process');
const { join } = require('node:path');
const { APP_ID, TENANT_ID, createClient } = require('./teams.cjs');

const AT_ONCE = 16;
const WARM_UP_MS = 1_500;
const WINDOW_MS = 900;

/** Starts one server on a core of its own, where the machine has two. */
async function startServer(name, teams, env = {}) {
  const child = fork(join(__dirname, 'servers', `${name}.cjs`), [], {
    env: {
      ...process.env,
      ...{ APP_ID, TENANT_ID, METADATA_URL: teams.metadataUrl, SERVICE_URL: teams.serviceUrl },
      ...env,
    },
  });
  pin(child.pid, 0);
  const { port } = await nextMessage(child);
  const client = createClient(port, teams.token());
  return {
    name,
    send: client.send,
    report: () => {
      child.send('report');
      return nextMessage(child);
    },
    stop: () => {
      client.close();
      child.kill('SIGKILL');
    },
  };
}

function nextMessage(child) {
  return new Promise((resolve, reject) => {
    const ended = (code) => reject(new Error(`A server ended with ${String(code)}.`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}

/** Keeps a process on one core; does nothing where that cannot be said. */
function pin(pid, core) {
  spawnSync('taskset', ['-pc', String(core), String(pid)], { stdio: 'ignore' });
}

/** A closed loop of 16 for so long; how many turns were taken. @throws when one was not answered with 200. */
async function runFor(server, activityOf, ms) {
  const until = Date.now() + ms;
  let turns = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, lane) => {
      while (Date.now() < until) {
        turns += 1;
        const { status, body } = await server.send(activityOf(lane, turns));
        if (status !== 200) {
          throw new Error(`${server.name} answered ${String(status)} ${body.slice(0, 200)}`);
        }
      }
    }),
  );
  return turns;
}

/** Microseconds of processor time per turn, one figure for each round. */
async function measureTurns(servers, activityOf, rounds) {
  const figures = new Map(servers.map(({ name }) => [name, []]));
  for (const server of servers) {
    await runFor(server, activityOf, WARM_UP_MS);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const server of servers) {
      const before = await server.report();
      const turns = await runFor(server, activityOf, WINDOW_MS);
      const after = await server.report();
      figures.get(server.name).push({
        cpuUs: (after.cpuUs - before.cpuUs) / turns,
        perSecond: (turns * 1000) / WINDOW_MS,
        calls: (after.storeCalls - before.storeCalls) / turns,
      });
    }
  }
  return figures;
}

module.exports = { measureTurns, pin, startServer };
