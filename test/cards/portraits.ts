import { PNG } from 'pngjs';
import type { PersonId } from '../../src/domain/kernel';
import { castOf, type Texts } from './cast';

const PIXELS = 48;
/** As large as a picture may be, in bytes. */
const BYTES_MAX = 4_096;

/** A face of two colours: as small as pictures of this size are. */
function face(red: number, green: number, blue: number): string {
  const png = new PNG({ width: PIXELS, height: PIXELS });
  for (let index = 0; index < PIXELS * PIXELS; index += 1) {
    const x = (index % PIXELS) - PIXELS / 2;
    const y = Math.floor(index / PIXELS) - PIXELS / 2;
    const isFace = Math.hypot(x, y + 6) < 11 || Math.hypot(x, y - 28) < 20;
    const shade = isFace ? 60 : 255;
    png.data.set(
      [red, green, blue].map((part) => Math.min(255, part + 255 - shade)),
      index * 4,
    );
    png.data[index * 4 + 3] = 255;
  }
  return `data:image/png;base64,${PNG.sync.write(png).toString('base64')}`;
}

const FACES = [face(40, 90, 160), face(150, 60, 90), face(50, 130, 70)];
const LARGEST = `data:image/png;base64,${Buffer.alloc(BYTES_MAX, 7).toString('base64')}`;

type Photos = Readonly<Partial<Record<PersonId, string>>>;

/** Pictures of the three who meet: of all, and of one alone. */
export function portraits(texts: Texts): readonly [three: Photos, one: Photos] {
  return [photosOf(texts, FACES), photosOf(texts, FACES.slice(0, 1))];
}

/** Pictures of all three, as large as they may be. */
export function largestPortraits(texts: Texts): Photos {
  return photosOf(texts, [LARGEST, LARGEST, LARGEST]);
}

function photosOf(texts: Texts, images: readonly string[]): Photos {
  const { requester, fpm, third } = castOf(texts);
  const three = [requester, third, fpm];
  return Object.fromEntries(images.map((image, index) => [three[index]?.id ?? '', image]));
}
