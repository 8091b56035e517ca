'use strict';

// A process of its own that writes through the real SqliteStore: node store-writer.cjs <file> <first> <count>.
// It creates `request:<n>` and replaces it at once, and prints a line only after each write was acknowledged.
const { readFileSync, writeSync } = require('node:fs');
const { join } = require('node:path');
const ts = require('typescript');

require.extensions['.ts'] = (module, file) => {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 };
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions });
  module._compile(outputText, file);
};

const { openStore } = require(join(__dirname, '../../src/store/open-store.ts'));

async function writeRecords(file, first, count) {
  const store = await openStore({ kind: 'sqlite', file });
  for (let n = first; n < first + count; n += 1) {
    const created = recordNumber(n, 'created');
    const version = await store.create(created, 0);
    // Somebody else was faster: nothing to acknowledge.
    if (version !== undefined) {
      writeSync(1, `created ${n}\n`);
      await store.replace(recordNumber(n, 'replaced'), version);
      writeSync(1, `replaced ${n}\n`);
    }
  }
  await store.close();
}

function recordNumber(n, state) {
  return {
    id: `request:${n}`,
    schema: 1,
    summary: { kind: 'request', tags: [`state:${state}`, `number:${n}`], search: '', at: n },
    body: { n, state },
  };
}

const [file, first, count] = process.argv.slice(2);
void writeRecords(file, Number(first), Number(count));
