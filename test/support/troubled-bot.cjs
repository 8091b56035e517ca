'use strict';

// The built bot over a SQLite file that can be put into trouble: a message `{ sql, times }` from the parent is carried out on the bot's
// own connection, as often as it works (at most `times`), and answered with `{ done }`, how often it did.
// FAILPOINT_DIST is the folder of the built bot.
const { join } = require('node:path');

const { FAILPOINT_DIST } = process.env;
const files = require(join(FAILPOINT_DIST, 'store/sqlite-file.js'));
const { openSqliteFile } = files;

function repeat(connection, sql, times) {
  for (let done = 0; done < times; done += 1) {
    try {
      connection.exec(sql);
    } catch {
      return done;
    }
  }
  return times;
}

files.openSqliteFile = async (...given) => {
  const connection = await openSqliteFile(...given);
  process.on('message', ({ sql, times }) => {
    process.send({ done: repeat(connection, sql, times) });
  });
  return connection;
};

require(join(FAILPOINT_DIST, 'index.js'));
