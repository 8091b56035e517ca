import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import manifest from '../../manifest/manifest.json';
import { drawIcons } from '../../src/app-package/draw-icons';

interface Pixel {
  readonly x: number;
  readonly y: number;
  readonly rgb: string;
  readonly alpha: number;
}

function fileOf(icon: 'color' | 'outline'): Buffer {
  return readFileSync(join(__dirname, '../../manifest', manifest.icons[icon]));
}

/** Pixels row by row, colours as #rrggbb in upper case. */
function pixelsOf(icon: 'color' | 'outline'): readonly Pixel[] {
  const { width, height, data } = PNG.sync.read(fileOf(icon));
  return Array.from({ length: width * height }, (_, at) => ({
    x: at % width,
    y: Math.floor(at / width),
    rgb: `#${data
      .subarray(4 * at, 4 * at + 3)
      .toString('hex')
      .toUpperCase()}`,
    alpha: data[4 * at + 3] ?? 0,
  }));
}

/** First and last column and row of what is drawn. */
function boundsOf(drawn: readonly Pixel[]): readonly number[] {
  const [columns, rows] = [drawn.map(({ x }) => x), drawn.map(({ y }) => y)];
  return [Math.min(...columns), Math.max(...columns), Math.min(...rows), Math.max(...rows)];
}

test.each([
  ['color', 192],
  ['outline', 32],
] as const)('the %s icon has the size that Teams asks for', (icon, size) => {
  const { width, height } = PNG.sync.read(fileOf(icon));

  expect([width, height]).toEqual([size, size]);
  expect(fileOf(icon).length).toBeLessThan(16_384);
});

test('the files are what the program draws', () => {
  const drawn = drawIcons();

  for (const icon of ['color', 'outline'] as const) {
    const name = manifest.icons[icon] as keyof typeof drawn;
    expect(PNG.sync.read(drawn[name]).data.equals(PNG.sync.read(fileOf(icon)).data)).toBe(true);
  }
});

test('the colour icon is a square of the accent colour, with its symbol where Teams does not crop', () => {
  const pixels = pixelsOf('color');
  const symbol = pixels.filter(({ rgb }) => rgb !== manifest.accentColor);
  const [left = 0, right = 0, top = 0, bottom = 0] = boundsOf(symbol);

  expect(pixels.filter(({ alpha }) => alpha !== 255)).toEqual([]);
  expect(Math.min(left, top, 191 - right, 191 - bottom)).toBeGreaterThanOrEqual(48);
  expect(Math.max(right - left, bottom - top)).toBeGreaterThan(80);
  expect(Math.abs(left - (191 - right))).toBeLessThanOrEqual(2);
  expect(Math.abs(top - (191 - bottom))).toBeLessThanOrEqual(8);
});

test('the outline icon is pure white on nothing, from edge to edge', () => {
  const pixels = pixelsOf('outline');
  const drawn = pixels.filter(({ alpha }) => alpha > 0);
  const [left, right] = boundsOf(drawn);

  expect(new Set(pixels.map(({ rgb }) => rgb))).toEqual(new Set(['#FFFFFF']));
  expect([left, right]).toEqual([0, 31]);
  expect(drawn.length / pixels.length).toBeGreaterThan(0.15);
  expect(drawn.length / pixels.length).toBeLessThan(0.5);
});
