import { PNG } from 'pngjs';

/** Whether a point of the icon's own grid is inside a shape. */
type Shape = (x: number, y: number) => boolean;

/** Red, green and blue, 0 to 255. */
type Colour = readonly [number, number, number];

interface Picture {
  /** Edge in pixels. */
  readonly size: number;
  readonly symbol: Shape;
  /** Absent means transparent. */
  readonly ground?: Colour;
}

const WHITE: Colour = [255, 255, 255];
/** `accentColor` of the manifest. */
const INDIGO: Colour = [0x4f, 0x52, 0xb2];
/** Points per pixel and direction; the share of those inside the symbol is how white the pixel is. */
const FINENESS = 8;

/**
 * The product's sign: the bell of a service desk, with the tick of what is done.
 * Colour icon: 192 × 192 with 48 pixels around the symbol, which Teams crops; one ground colour. Outline icon: 32 × 32, pure white
 * on transparent, from edge to edge. Source: "App icons" of learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package.
 * The files of `manifest/` are its output (`npm run icons`); pure.
 */
export function drawIcons(): Readonly<Record<'color.png' | 'outline.png', Buffer>> {
  return {
    'color.png': drawn({ size: 192, symbol: moved(bell, 48, 48), ground: INDIGO }),
    'outline.png': drawn({ size: 32, symbol: bellOutline }),
  };
}

/** On a grid of 96 × 96. */
const bell: Shape = (() => {
  const dome = both(disc(48, 73, 41), above(73));
  const tick = stroke([34, 54, 44, 64, 63, 44], 4);
  const ringing = either(stroke([17, 23, 11, 17], 2.5), stroke([79, 23, 85, 17], 2.5));
  return either(
    either(without(dome, tick), stroke([5, 84, 91, 84], 5)),
    either(stroke([41, 14, 55, 14], 5), either(stroke([48, 14, 48, 36], 4), ringing)),
  );
})();

/** On a grid of 32 × 32, with lines of two pixels. */
const bellOutline: Shape = (() => {
  const dome = both(without(disc(16, 25, 13.5), both(disc(16, 25, 11.5), above(23))), above(25));
  const tick = stroke([12, 18, 15, 21, 19.5, 16.5], 1);
  return either(
    either(dome, stroke([1, 28, 31, 28], 1)),
    either(tick, either(stroke([13, 4, 19, 4], 1), stroke([16, 4, 16, 12], 1))),
  );
})();

function disc(centreX: number, centreY: number, radius: number): Shape {
  return (x, y) => lengthOf(x - centreX, y - centreY) <= radius;
}

function above(line: number): Shape {
  return (_x, y) => y <= line;
}

/** A line through these points (x, y, x, y …) with round ends and joints. */
function stroke(points: readonly number[], halfWidth: number): Shape {
  const pieces = piecesOf(points);
  return (x, y) => pieces.some(([from, to]) => distance([x, y], from, to) <= halfWidth);
}

/** From each point to the next. A picture asks millions of times, so this is not worked out again for each. */
function piecesOf(points: readonly number[]): readonly (readonly [Point, Point])[] {
  const [x = 0, y = 0, toX, toY] = points;
  return toX === undefined || toY === undefined
    ? []
    : [
        [
          [x, y],
          [toX, toY],
        ],
        ...piecesOf(points.slice(2)),
      ];
}

type Point = readonly [number, number];

/** From a point to the nearest of a line between two others. */
function distance([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const share = ((x - fromX) * alongX + (y - fromY) * alongY) / (alongX ** 2 + alongY ** 2);
  const near = Math.min(1, Math.max(0, share));
  return lengthOf(x - fromX - near * alongX, y - fromY - near * alongY);
}

/** `Math.hypot` guards against overflow, which takes several times as long. */
function lengthOf(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

function either(one: Shape, other: Shape): Shape {
  return (x, y) => one(x, y) || other(x, y);
}

function both(one: Shape, other: Shape): Shape {
  return (x, y) => one(x, y) && other(x, y);
}

function without(one: Shape, hole: Shape): Shape {
  return (x, y) => one(x, y) && !hole(x, y);
}

function moved(shape: Shape, right: number, down: number): Shape {
  return (x, y) => shape(x - right, y - down);
}

function drawn({ size, symbol, ground }: Picture): Buffer {
  const picture = new PNG({ width: size, height: size });
  for (let at = 0; at < size * size; at += 1) {
    const share = covered(symbol, at % size, Math.floor(at / size));
    const colour = WHITE.map((white, channel) =>
      Math.round(share * white + (1 - share) * (ground?.[channel] ?? white)),
    );
    picture.data.set([...colour, ground === undefined ? Math.round(share * 255) : 255], at * 4);
  }
  return PNG.sync.write(picture, ground === undefined ? {} : { colorType: 2 });
}

function covered(symbol: Shape, left: number, top: number): number {
  let inside = 0;
  for (let at = 0; at < FINENESS ** 2; at += 1) {
    const right = left + ((at % FINENESS) + 0.5) / FINENESS;
    const down = top + (Math.floor(at / FINENESS) + 0.5) / FINENESS;
    inside += symbol(right, down) ? 1 : 0;
  }
  return inside / FINENESS ** 2;
}
