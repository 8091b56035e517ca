import { ok, reasonOf, warn, wrong, type Finding } from './finding';

const AREA = 'endpoint';
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether the bot answers where Teams reaches it. Only this machine may do so without https. */
export async function checkEndpoint(
  address: string,
  timeoutMs: number,
): Promise<readonly Finding[]> {
  if (!URL.canParse(address)) {
    return [wrong(AREA, `${address} is no address.`, 'Give one such as https://bot.example.com.')];
  }
  const url = new URL(address);
  if (url.protocol !== 'https:' && !LOOPBACK.includes(url.hostname)) {
    return [wrong(AREA, `${url.host} is not reached by https.`, 'Teams sends to https only.')];
  }
  const lives = await statusOf(new URL('/healthz', url), timeoutMs);
  if (lives !== 200) {
    const says = `${url.host} does not answer /healthz: ${String(lives)}`;
    return [wrong(AREA, says, 'Look at name, certificate, ingress and the log of the start.')];
  }
  const ready = await statusOf(new URL('/readyz', url), timeoutMs);
  return [
    ok(AREA, `${url.host} answers.`),
    ready === 200
      ? ok(AREA, 'It is ready for work.')
      : warn(
          AREA,
          `It is not ready for work: ${String(ready)}`,
          'Look at its log: its store does not answer, or it is stopping.',
        ),
  ];
}

async function statusOf(url: URL, timeoutMs: number): Promise<number | string> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { redirect: 'manual', signal });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    // What `fetch` itself says is only that it failed.
    return reasonOf((error as { readonly cause?: unknown }).cause ?? error);
  }
}
