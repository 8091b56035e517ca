import { textsOf } from '../e2e/card-reading';
import { buildBot } from '../e2e/build-bot';
import { faultsOf, duplicatesIn } from '../support/replica-faults';
import { ReplicaRun } from '../support/replica-run';
import { sqliteReplicaStore } from '../support/replica-store';

jest.setTimeout(600_000);

beforeAll(buildBot);

it('works', async () => {
  const store = await sqliteReplicaStore();
  const t0 = performance.now();
  const run = await ReplicaRun.open(Number(process.env['REPLICA_SEED'] ?? '1'), store);
  const t1 = performance.now();
  try {
    const end = await run.play();
    const t2 = performance.now();
    process.stdout.write(`${JSON.stringify({ t: [t1 - t0, t2 - t1], ev: end.look.records.flatMap((r) => r.events.filter((e) => e.by === 'system').map((e) => r.id.split(':')[0] + ' ' + e.type)).reduce((m: Record<string, number>, k) => ({ ...m, [k]: (m[k] ?? 0) + 1 }), {}), dup: duplicatesIn(end.look, end.teams.messages()).length, kills: end.kills, ends: end.ends, msgs: end.teams.messages().length, again: end.desk.deliveredAgain, lines: end.lines.filter((l) => l.level !== 'info').map((l) => l.msg) }, null, 1)}\n`);
    const base = end.kills[0]!.at;
    const msgs = end.teams.messages();
    for (const d of duplicatesIn(end.look, msgs)) {
      process.stdout.write(`DUP ${d.id} ${d.chat} at ${(d.at - base).toFixed(0)} ${JSON.stringify(textsOf(d.card).slice(0, 4))}\n`);
      for (const o of msgs.filter((m) => m.chat === d.chat && m.id !== d.id && !m.isReply && textsOf(m.card)[0] === textsOf(d.card)[0])) {
        process.stdout.write(`   twin ${o.id} at ${(o.at - base).toFixed(0)} edits ${o.edits} ${JSON.stringify(textsOf(o.card).slice(0, 4))}\n`);
      }
    }
    process.stdout.write(`kills ${end.kills.map((k) => (k.at - base).toFixed(0)).join()}\n`);
    expect(faultsOf(end)).toEqual([]);
  } finally {
    await run.close();
    await store.remove();
  }
});
