import { isKnownCountry, isKnownZone } from '../../src/calendar/known-places';

describe('a known zone', () => {
  it.each([
    ['Europe/Madrid', true],
    ['Australia/Lord_Howe', true],
    ['America/Argentina/Buenos_Aires', true],
    ['UTC', true],
    ['Europe/Atlantis', false],
    ['Romance Standard Time', false],
    ['system', false],
    ['local', false],
    ['UTC+2', false],
    ['+02:00', false],
    ['', false],
  ])('%p: %p', (zone, expected) => {
    const known = isKnownZone(zone);

    expect(known).toBe(expected);
  });
});

describe('a known country', () => {
  it.each([
    ['ES', undefined, true],
    ['ES', 'MD', true],
    ['DE', 'BE', true],
    ['AT', '9', true],
    ['US', 'CA', true],
    ['DE', 'ZZ', false],
    ['DE', 'be', false],
    ['DE', '', false],
    ['JP', '13', true],
    ['JP', 'Tokyo', false],
    ['XX', undefined, false],
    ['XX', 'MD', false],
    ['es', undefined, false],
    ['ES-MD', undefined, false],
    ['', undefined, false],
    ['constructor', undefined, false],
    ['DE', 'constructor', false],
  ])('%p %p: %p', (country, subdivision, expected) => {
    const known = isKnownCountry(country, subdivision);

    expect(known).toBe(expected);
  });
});
