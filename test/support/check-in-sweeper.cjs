'use strict';

// A process of its own that carries weekly check-ins on over a real SqliteStore: node check-in-sweeper.cjs <file> <weeks>.
// Prints `posted` for each post that pings, and `opened <n>` when a check-in is open, answered and told to its engagement.
const { readFileSync, writeSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');
const ts = require('typescript');

require.extensions['.ts'] = (module, file) => {
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2023,
    resolveJsonModule: true,
  };
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions });
  module._compile(outputText, file);
};

const { openStore } = require(join(__dirname, '../../src/store/open-store.ts'));
const { openHouse } = require('./fake-house.ts');
const { FakeMessenger } = require('./fake-messenger.ts');
const { MONDAY_9 } = require('./store-records.ts');
const {
  answerCheckIn,
  engagementNow,
  solveBlockers,
  sweepTogether,
} = require('./check-in-years.ts');

const DAY_MS = 86_400_000;
/** Real milliseconds after which somebody else takes over what a killed process had begun. */
const LEASE_MS = 300;

/** Business time runs on, as it does in the world: a lease that has run out is due then. */
class RunningClock {
  #ahead = MONDAY_9 - Date.now();

  now() {
    return Date.now() + this.#ahead;
  }

  set(now) {
    this.#ahead = now - Date.now();
  }
}

class TellingMessenger extends FakeMessenger {
  async post(address, card) {
    const posted = await super.post(address, card);
    if (card.summary === 'P11') {
      writeSync(1, 'posted\n');
    }
    return posted;
  }
}

async function carryOn(file, weeks) {
  const store = await openStore({ kind: 'sqlite', file });
  const leaseClock = { now: () => Date.now() };
  const owner = `process-${String(process.pid)}`;
  const messenger = new TellingMessenger();
  const clock = new RunningClock();
  const house = openHouse({ store, clock, leaseClock, owner, messenger, isDispatching: true });
  house.ports.leaseMs = LEASE_MS;
  for (let newest = 0; newest < weeks;) {
    const { checkIns } = await engagementNow(house.ports);
    newest = checkIns.newest?.ordinal ?? 0;
    const isDone = newest === 0 || checkIns.newest.status === 'Answered';
    if (isDone) {
      writeSync(1, `opened ${String(newest)}\n`);
      await solveBlockers(house.ports);
      house.clock.set(newest < weeks ? checkIns.plan.nextAt : house.clock.now() + DAY_MS);
    } else {
      house.clock.set(Math.max(house.clock.now(), checkIns.newest.slotAt));
      await answerCheckIn(house.ports, newest).catch(() => undefined);
    }
    await sweepTogether([house]);
    await wait(isDone ? 0 : 10);
  }
  await wait(LEASE_MS);
  await sweepTogether([house]);
  await store.close();
}

const [file, weeks] = process.argv.slice(2);
void carryOn(file, Number(weeks));
