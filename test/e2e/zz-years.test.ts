import { Desk } from './driver';
jest.setTimeout(600_000);
it('two years', async () => {
  const desk = await Desk.open(['fpm']);
  try {
    const t0 = Date.now();
    await desk.say('fpm', 'fast forward 104 weeks');
    for (let i = 0; i < 40; i++) {
      const last = desk.cards('fpm').at(-1)?.text ?? '';
      console.error(Date.now() - t0, last.slice(0, 200));
      if (last.includes('now reads')) break;
      await new Promise((r) => setTimeout(r, 3000));
    }
    console.error(desk.log().split('\n').filter((l) => l.includes('demo clock') || l.includes('"level":"warn"') || l.includes('"level":40')|| l.includes('"level":50')).slice(-8).join('\n'));
  } finally { await desk.close(); }
});
