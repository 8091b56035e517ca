import { FaultHouse } from '../support/fault-house';
import { tellStory } from '../support/fault-story';
import { FAULTS } from '../support/strict-graph';
import { ROUTES } from '../support/strict-graph-routes';

const only = process.env['FAULT'];
it.each([['none', undefined] as const, ...FAULTS].filter(([n]) => only === undefined || n === only))('tries %s', async (_name, fault) => {
  const house = await FaultHouse.open({ timeoutMs: fault === 'hang' ? 300: 8000 });
  if (fault !== undefined) ROUTES.forEach(({ name }) => house.graph.next(name, fault));
  try {
    await tellStory(house);
  } finally {
    console.log(JSON.stringify(house.graph.requests.map(({ route, status }) => [route, status])), house.log.lines.filter(({level}) => level === 'warn' || level === 'error').map(({level,message, fields}) => JSON.stringify([level, message,fields])).join('\n'));
    console.log(house.graph.state.mails.map((m) => [m.to, m.subject, m.text.split('\n')[0]]), house.graph.state.events, house.graph.state.feed, house.graph.state.chats);
    console.log(house.teams.messages().map(({chat, card}) => [chat, JSON.stringify(card).slice(0, 0)]).map(([c]) => c).join(' '));
    for (const who of ['partner', 'fpm', 'sme', 'partner2', 'fpm2']) console.log(who, house.teams.textsIn(`a:${who}`).at(-1));
    await house.close();
  }
});
