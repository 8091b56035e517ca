/** What became of a story, read from outside: the file of the store, the outbox and the chats. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { SqliteStore } from '../../src/store/sqlite-store';
import { openSqliteFile } from '../../src/store/sqlite-file';
import type { RecordId } from '../../src/domain/kernel';
import type { LiveRecord, PendingEffect } from '../../src/workflow/record';
import { decodeBody } from '../../src/workflow/record-codec';
import { textsOf } from '../e2e/card-reading';
import type { FailpointBot } from './failpoint-bot';
import type { FailpointTeams } from './failpoint-teams';

/** A record as kept. */
export type KeptRecord = Pick<LiveRecord, 'id' | 'events' | 'effects' | 'copies'>;

/** Everything that can be told from outside, so that two runs of one story can be compared. */
export interface Look {
  /** `<record> <event>`, one for each event there is. */
  readonly events: readonly string[];
  /** `<activity> <event>` for each event that somebody's act caused. */
  readonly caused: readonly string[];
  /** Effects that wait for their time. */
  readonly waiting: readonly string[];
  /** Effects that should be over and are not. */
  readonly unsettled: readonly string[];
  readonly stuck: readonly string[];
  /** `<record> <copy>: <what its message shows>`. */
  readonly copies: readonly string[];
  readonly mails: readonly string[];
}

/** A text without what may differ from run to run: numbers have gaps, and a crash costs a minute. Pure. */
export function plain(text: string): string {
  return text
    .replaceAll(/SME-\d{4,}/g, 'SME-n')
    .replaceAll(/\b\d{1,2}:\d{2}(?::\d{2})?\b/g, 'hh:mm');
}

/** Every record of the store that has a history. Opens the file anew each time, so that a crashed bot finds it as it left it. */
export async function readRecords(bot: FailpointBot): Promise<readonly KeptRecord[]> {
  const connection = await openSqliteFile(bot.files.sqliteFile);
  const store = new SqliteStore(connection);
  const ids = connection.prepare('SELECT id FROM records ORDER BY id').all();
  const found = await Promise.all(ids.map(({ id }) => store.read(String(id), bot.now())));
  await store.close();
  return found.flatMap((one) => {
    const { id, schema, body } = one?.record ?? { id: '', schema: 0, body: {} };
    return typeof body === 'object' && body !== null && 'events' in body
      ? [decodeBody(id as RecordId, schema, body)]
      : [];
  });
}

/** Whether an effect only waits for its time. An effect that failed and is tried again is work to be done. */
function isWaiting(effect: PendingEffect, now: number): boolean {
  return effect.attempts === 0 && effect.notBefore > now;
}

function nameOf(record: KeptRecord, { order }: PendingEffect): string {
  const command = 'command' in order ? ` ${order.command.type}` : '';
  return `${record.id} ${order.type}${command}`;
}

/** Effects that somebody has to carry out now. */
export function openWork(records: readonly KeptRecord[], now: number): readonly string[] {
  return records.flatMap((record) =>
    record.effects
      .filter((effect) => effect.stuck === undefined && !isWaiting(effect, now))
      .map((effect) => nameOf(record, effect)),
  );
}

/** Looks at everything. */
export async function lookAt(bot: FailpointBot, teams: FailpointTeams): Promise<Look> {
  const records = await readRecords(bot);
  const now = bot.now();
  const effects = records.flatMap((record) => record.effects.map((effect) => ({ record, effect })));
  const named = (which: (effect: PendingEffect) => boolean): readonly string[] =>
    effects
      .filter(({ effect }) => which(effect))
      .map(({ record, effect }) => nameOf(record, effect))
      .toSorted();
  return {
    events: records.flatMap(({ id, events }) => events.map(({ type }) => `${id} ${type}`)),
    caused: records
      .flatMap(({ events }) => events.map(({ type, causeId }) => `${causeId} ${type}`))
      .filter((line) => line.startsWith('act:')),
    waiting: named((effect) => effect.stuck === undefined && isWaiting(effect, now)),
    unsettled: openWork(records, now),
    stuck: named((effect) => effect.stuck !== undefined),
    copies: records.flatMap((record) =>
      record.copies.map(
        ({ key, activityId }) =>
          `${record.id} ${key}: ${activityId === undefined ? 'not shown' : plain(textsOf(teams.card(activityId)).join('\n'))}`,
      ),
    ),
    mails: mailsIn(bot.files.outboxDir),
  };
}

function mailsIn(folder: string): readonly string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => !name.startsWith('.'))
        .toSorted()
        .map((name) => plain(readFileSync(join(folder, name), 'utf8')))
    : [];
}
