import { describe, expect, it } from 'vitest';
import { assertTimeZone, isTimeZone } from '../../src/domain/time-zone.ts';

describe('isTimeZone', () => {
  it.each(['Europe/Helsinki', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+2'])('knows %s', (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  });

  it.each(['', 'Europe/Atlantis', '+02:00', 'UTC+2', '2013-01-01T00:00Z', ' UTC', '__proto__'])(
    'refuses "%s"',
    (zone) => {
      expect(isTimeZone(zone)).toBe(false);
    },
  );
});

describe('assertTimeZone', () => {
  it('names the argument and shows what would be right', () => {
    expect(() => assertTimeZone('Europe/Atlantis', 'filter.timeZone')).toThrow(
      'filter.timeZone: "Europe/Atlantis" is no IANA time zone; Europe/Helsinki would be one.',
    );
    expect(() => assertTimeZone('Europe/Rome')).not.toThrow();
  });
});
