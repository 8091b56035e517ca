import type { TurnContext } from 'botbuilder';
import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor, type Viewer } from '../cards/drawing';
import { messageCard } from '../cards/simple-cards';
import { longTime } from '../text/long-time';
import type { Forwarded } from '../workflow/movable-clock-port';
import { cardMessage, type BotPorts, type Sender } from './bot-ports';
import { durationMs, type Duration } from './spoken-duration';

/** Farthest at once. Three years hold every promise and rhythm of the product. */
const YEARS_MAX = 3;
const LONGEST_MS = YEARS_MAX * 366 * durationMs({ count: 1, unit: 'day' });

/**
 * After so many milliseconds the person is told that time is still passing. Below the four seconds after which the edge answers the
 * delivery: the turn itself goes on, and the Playground shows whatever it sends later.
 */
const UNDER_WAY_AFTER_MS = 3_000;

/** What a fast forward needs, beside who asked for it. */
export interface ForwardPorts extends Pick<BotPorts, 'clock'> {
  readonly fastForward: NonNullable<BotPorts['fastForward']>;
}

/** Lets time pass in the demo and says what the clock reads then; without a duration, or with an absurd one, how to say it. */
export async function answerFastForward(
  ports: ForwardPorts,
  context: TurnContext,
  { viewer }: Pick<Sender, 'viewer'>,
  duration: Duration | undefined,
): Promise<Drawn> {
  const ms = duration === undefined ? 0 : durationMs(duration);
  if (ms === 0 || ms > LONGEST_MS) {
    return drawHow(viewer);
  }
  const until = ports.clock.now() + ms;
  const forwarding = ports.fastForward(ms);
  if (!(await isSoonDone(forwarding))) {
    const when = longTime(viewer.language, viewer.zone, until);
    await context.sendActivity(cardMessage(draw(viewer, 'clock.under-way', { when })));
  }
  return drawArrived(viewer, await forwarding);
}

/** Rejects as the journey does. */
async function isSoonDone(forwarding: Promise<Forwarded>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, UNDER_WAY_AFTER_MS);
  });
  try {
    return await Promise.race([forwarding.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

function drawHow(viewer: Viewer): Drawn {
  const words = drawingFor(viewer);
  return draw(viewer, 'clock.how', {
    example: words.t('clock.example', { n: words.number(3) }),
    years: words.number(YEARS_MAX),
    hours: words.number(24),
  });
}

function drawArrived(viewer: Viewer, { at, carriedOut }: Forwarded): Drawn {
  const when = longTime(viewer.language, viewer.zone, at);
  return carriedOut === 0
    ? draw(viewer, 'clock.arrived', { when })
    : draw(viewer, 'clock.carried-out', { when, count: carriedOut });
}

function draw(
  viewer: Viewer,
  key: 'clock.how' | 'clock.under-way' | 'clock.arrived' | 'clock.carried-out',
  values: Readonly<Record<string, string | number>>,
): Drawn {
  const text = drawingFor(viewer).t(key, values);
  return drawModel(
    messageCard({ viewer, title: 'clock.title', text, offered: ['waiting-for-me', 'help'] }),
  );
}
