import { within } from '../src/within';

it('settles as the work does', async () => {
  await expect(within(60_000, Promise.resolve('done'))).resolves.toBe('done');
  await expect(within(60_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});

it('leaves work that takes too long', async () => {
  await expect(within(1, new Promise(() => undefined))).resolves.toBeUndefined();
});
