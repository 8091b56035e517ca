import { unzipSync } from 'fflate';
import { zipFiles } from '../../src/app-package/zip-files';

const FILES = [
  { name: 'b.json', content: Buffer.from('{"señor":"ß"}') },
  { name: 'a.png', content: Buffer.from([0, 1, 2, 255]) },
];

test('the files are kept as they are, in the order in which they are given', () => {
  const kept = Object.entries(unzipSync(zipFiles(FILES)));

  expect(kept.map(([name, content]) => ({ name, content: Buffer.from(content) }))).toEqual(FILES);
});

test('every file is of the same moment, the oldest that a zip file knows', () => {
  const zip = Buffer.from(zipFiles(FILES));

  // Time and date in the header of the first file (APPNOTE.TXT 4.3.7): midnight, 1 January 1980.
  expect([zip.readUInt32LE(0), zip.readUInt16LE(10), zip.readUInt16LE(12)]).toEqual([
    0x04034b50, 0, 33,
  ]);
});
