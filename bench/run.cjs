'use strict';

/**
 * `npm run bench`: what the bot costs, as ratios within one run. Absolute times belong to the machine they were taken on.
 * Options: --rounds N (4), --approvals N (48), --large N (1000000).
 */

const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { parseArgs } = require('node:util');
const { installOf, messageOf, waitingApproval } = require('./approvals.cjs');
const { median, tableOf } = require('./figures.cjs');
const { writeDirectory } = require('./people.cjs');
const { loadCost, startCost } = require('./start.cjs');
const { sweepCost } = require('./sweep.cjs');
const { openTeams } = require('./teams.cjs');
const { measureTurns, pin, startServer } = require('./turns.cjs');

const STARTS = 5;
/** Approvals whose click is measured by itself. */
const CLICKS = 8;
const SMALL = 10_000;
/** An approval is over when nothing has been sent for so long. Milliseconds. */
const QUIET_MS = 2_000;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '4' },
    approvals: { type: 'string', default: '48' },
    large: { type: 'string', default: '1000000' },
  },
});

function say(line) {
  process.stdout.write(`${line}\n`);
}

function times(value, base) {
  return `${(value / base).toFixed(1)} ×`;
}

async function quiet(teams) {
  for (let before = -1; before !== teams.count();) {
    before = teams.count();
    await new Promise((resolve) => {
      setTimeout(resolve, QUIET_MS);
    });
  }
}

/**
 * What one approval costs: the click until it is answered, on a bot that has nothing else to do, and the same with everything it sets
 * off. Every FPM has Today on show, so that it is kept up to date as well.
 */
async function approvalCost(ours, teams, people) {
  teams.keeps = true;
  const acts = [];
  for (let n = 0; n < CLICKS + Number(values.approvals); n += 1) {
    const partner = people.partners[n % people.partners.length];
    acts.push(await waitingApproval(ours, teams, { partner, fpm: people.fpmOf(n) }));
  }
  for (const fpm of people.fpms) {
    await ours.send(messageOf(teams, fpm, 'waiting for me'));
  }
  await quiet(teams);
  const clicks = [];
  for (const act of acts.splice(0, CLICKS)) {
    clicks.push(await clickCost(ours, act));
    await quiet(teams);
  }
  return { click: middle(clicks), whole: await wholeCost(ours, teams, acts) };
}

/** Microseconds and store calls until a click is answered, without what it costs to ask for them. */
async function clickCost(ours, act) {
  const reports = [await ours.report(), await ours.report()];
  await ours.send(act);
  const [first, before, after] = [...reports, await ours.report()];
  return {
    cpuUs: after.cpuUs - before.cpuUs - (before.cpuUs - first.cpuUs),
    calls: after.storeCalls - before.storeCalls,
  };
}

function middle(costs) {
  return {
    cpuUs: median(costs.map(({ cpuUs }) => cpuUs)),
    calls: median(costs.map(({ calls }) => calls)),
  };
}

async function wholeCost(ours, teams, acts) {
  const before = await ours.report();
  for (const act of acts) {
    await ours.send(act);
  }
  await quiet(teams);
  const after = await ours.report();
  return {
    cpuUs: (after.cpuUs - before.cpuUs) / acts.length,
    calls: (after.storeCalls - before.storeCalls) / acts.length,
  };
}

async function benchTurns(folder) {
  pin(process.pid, 1);
  const teams = await openTeams();
  const people = writeDirectory(folder);
  const env = { DIRECTORY_FILE: people.file };
  const servers = [];
  for (const name of ['raw', 'stock', 'agents', 'ours']) {
    servers.push(await startServer(name, teams, env));
  }
  await installForAll(servers.at(-1), teams, people);
  const help = (lane) => messageOf(teams, people.partners[lane], 'help');
  const figures = await measureTurns(servers, help, Number(values.rounds));
  servers.forEach((server) => server.stop());
  // A bot of its own: thousands of answers a second are far beyond the pace of Teams, and cards would wait behind them.
  const deciding = await startServer('ours', teams, env);
  await installForAll(deciding, teams, people);
  const approval = await approvalCost(deciding, teams, people);
  deciding.stop();
  teams.close();
  return { figures, approval };
}

async function installForAll(ours, teams, people) {
  for (const person of [...people.partners, ...people.fpms, ...people.experts]) {
    await ours.send(installOf(teams, Object.assign(person, { aadObjectId: person.id })));
  }
}

const TOLD = {
  raw: 'raw node: parse, one reply',
  stock: 'botbuilder + restify, token checked',
  agents: '@microsoft/agents-hosting, no token',
  ours: 'SME Desk, token checked, stored',
};

function turnRows({ figures, approval }) {
  const cpu = (name) => median(figures.get(name).map(({ cpuUs }) => cpuUs));
  const base = cpu('raw');
  const rows = Object.entries(TOLD).map(([name, told]) => {
    const calls = median(figures.get(name).map((one) => one.calls));
    return [
      `"help": ${told}`,
      times(cpu(name), base),
      Number.isNaN(calls) ? '–' : calls.toFixed(1),
    ];
  });
  return [
    ...rows,
    [
      'approval: the click until it is answered',
      times(approval.click.cpuUs, base),
      approval.click.calls.toFixed(1),
    ],
    [
      'approval: every card and mail of it included',
      times(approval.whole.cpuUs, base),
      approval.whole.calls.toFixed(1),
    ],
  ];
}

async function benchRest() {
  const small = await sweepCost(SMALL);
  const large = await sweepCost(Number(values.large));
  const loads = [];
  const starts = [];
  for (let n = 0; n < STARTS; n += 1) {
    loads.push(await loadCost());
    starts.push((await startCost()).tookMs);
  }
  const { residentMb } = await startCost({ idle: true });
  return [
    [`a sweep with 100 due, ${values.large} records against ${String(SMALL)}`, times(large, small)],
    [
      'start until it listens, against loading botbuilder and restify',
      times(median(starts), median(loads)),
    ],
    ['memory when idle', `${residentMb.toFixed(0)} MB`],
  ];
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const turns = await benchTurns(folder);
    say(tableOf(['One turn', 'Processor time, against raw', 'Store calls'], turnRows(turns)));
    say('');
    say(tableOf(['Else', 'Figure'], await benchRest()));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${String(error.stack)}\n`);
    process.exit(1);
  },
);
