import { zipSync, type Zippable } from 'fflate';

/** A file of the package, at its top. */
export interface PackedFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The oldest moment that a zip file can hold. It is kept as local time, so it is also made of local time. */
const BEGINNING = new Date(1980, 0, 1);

/** The files as one zip, in this order: the same files give the same bytes, on every machine and day. Pure. */
export function zipFiles(files: readonly PackedFile[]): Uint8Array {
  const entries: Zippable = Object.fromEntries(files.map(({ name, content }) => [name, content]));
  return zipSync(entries, { level: 9, mtime: BEGINNING });
}
