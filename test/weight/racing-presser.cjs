'use strict';

// A process of its own that presses buttons on the records of a SQLite file: node racing-presser.cjs <file>.
// A message `{ verb, payload, id }` from the parent is a click of the FPM, delivered under this id; it is answered with
// `{ body, errors }`: the body of the answer to Teams, and what was logged as an error so far.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');
const ts = require('typescript');

require.extensions['.ts'] = (module, file) => {
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2023,
    resolveJsonModule: true,
    esModuleInterop: true,
  };
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions });
  module._compile(outputText, file);
};

const { openStore } = require(join(__dirname, '../../src/store/open-store.ts'));
const { activityOf, FakeTeams, FRAN } = require(join(__dirname, '../support/fake-teams.ts'));

async function answerTo(teams, { verb, payload, id }) {
  const value = { action: { type: 'Action.Execute', verb, data: payload } };
  const named = { id, name: 'adaptiveCard/action', value };
  const replies = await teams.take(activityOf('invoke', FRAN, named));
  const answers = replies.filter(({ type }) => type === 'invokeResponse');
  const errors = teams.house.log.lines.filter(({ level }) => level === 'error');
  return { bodies: answers.map(({ value: response }) => response.body), errors };
}

async function listen(file) {
  const store = await openStore({ kind: 'sqlite', file });
  const teams = new FakeTeams({ store, owner: `process-${String(process.pid)}`, pause });
  process.on('message', (click) => {
    void answerTo(teams, click).then((answer) => process.send(answer));
  });
  process.on('disconnect', () => {
    void store.close();
  });
  process.send('ready');
}

void listen(process.argv[2]);
