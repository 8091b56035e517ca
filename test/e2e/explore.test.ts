import { readFileSync, writeFileSync } from 'node:fs';
import { DIRECTORY_FILE } from '../../src/demo/bot-child';
import { readPersonas } from '../../src/demo/personas';
import { windowConfig } from '../../src/demo/window-config';
import { BotProcess } from '../support/bot-process';
import { freePort } from '../support/free-port';
import { Playground } from '../support/playground';

test('explore', async () => {
  const personas = readPersonas(readFileSync(DIRECTORY_FILE, 'utf8'));
  const t0 = performance.now();
  const bot = await BotProcess.start({ port: await freePort() });
  const t1 = performance.now();
  const port = await freePort();
  const me = { ...personas.partner, port };
  const config = windowConfig(me, personas);
  const w = await Playground.start({ config, port, botEndpoint: bot.endpoint });
  const t2 = performance.now();
  const frames: unknown[] = [];
  const P = config.personalChat.id;
  await w.install(P);
  await w.waitFor(() => w.messages(P).length > 0);
  await w.say(P, 'solicitar SME para Entra ID P2, 400 licencias, EMEA');
  await w.waitFor(() => w.messages(P).filter((m) => m.fromId?.startsWith('28')).length > 1);
  const t3 = performance.now();
  const created = await fetch(`${w.baseUrl}/_connector/v3/conversations`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ isGroup: false, members: [{ id: '29:sme-sam' }] }) });
  const cbody = await created.text();
  let tmpl: unknown;
  try { tmpl = await w.template((JSON.parse(cbody) as { id: string }).id); } catch (e) { tmpl = String(e); }
  await w.raw({ ...(tmpl as object), type: 'message', id: 'raw-1', text: 'hola', locale: 'de-DE', from: { id: '29:guest', aadObjectId: personas.guest.aadObjectId, name: 'Gus' } });
  await w.waitFor(() => w.logs.some((l) => JSON.stringify(l).includes('raw-1')));
  await w.raw({ ...(tmpl as object), type: 'invoke', id: 'raw-2', name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb: 'nope', data: {} } }, from: { id: '29:guest', aadObjectId: personas.partner.aadObjectId, name: 'Gus' } });
  await w.waitFor(() => w.logs.some((l) => JSON.stringify(l).includes('raw-2')));
  await new Promise((r) => setTimeout(r, 1500));
  const t4 = performance.now();
  writeFileSync('/tmp/explore.json', JSON.stringify({ times: [t1 - t0, t2 - t1, t3 - t2, t4 - t3], cstatus: created.status, cbody, tmpl, messages: w.messages(P), logs: w.logs, bot: bot.logText(), frames }, undefined, 1));
  await w.close();
  await bot.stop();
}, 60000);
