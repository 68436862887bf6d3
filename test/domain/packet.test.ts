import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  electricityFields,
  findRivals,
  type Packet,
  packetFault,
  toInstantMs,
  toQueues,
} from '../../src/domain/packet.ts';

const packet = (stream: string, at: string, form: Packet['form'] = 'local', field = 'aP_1'): Packet => ({
  ...{ stream, at, form },
  content: { electricity: { [field]: 1 } },
});

describe('a packet', () => {
  test('may be ahead of our clock by five minutes, not by more', () => {
    const nowMs = Date.UTC(2024, 0, 1);
    expect(packetFault({ stream: 'a', at: '2024-01-01T01:05:00+01:00' }, nowMs)).toBeUndefined();
    expect(packetFault({ stream: 'a', at: '2024-01-01T01:05:00.001+01:00' }, nowMs)).toMatchObject({ field: 'at' });
  });

  test.each([
    ['2024-01-01T00:00Z', true],
    ['2024-01-01T00:00:00.5+05:45', true],
    ['2024-01-01T00:00:00', false],
    ['2024-01-01', false],
    ['2024-01-01T24:30:00Z', false],
    ['2023-02-29T00:00:00Z', false],
    ['2024-01-01T00:00:00.0001Z', false],
    ['2024-01-01T00:00:00+25:00', false],
    ['2024-01-01T00:00:00Z\n', false],
  ])('of %j has a time: %s', (at, is) => {
    expect(toInstantMs(at) !== undefined).toBe(is);
  });

  test('has 21 figures of electricity', () => {
    expect(new Set(electricityFields).size).toBe(21);
  });
});

describe('packets of one stream', () => {
  test('go out by instant, whatever their offsets look like, and as they came where it is the same', () => {
    const given = [
      packet('a', '2024-01-01T12:00:00+02:00'),
      packet('b', '2024-01-01T00:00:00Z'),
      packet('a', '2024-01-01T09:00:00Z', 'partial', 'aP_1'),
      packet('a', '2024-01-01T04:00:00-05:00', 'partial', 'aP_2'),
    ];
    const queues = toQueues(given);
    expect([...queues.keys()]).toEqual(['a', 'b']);
    expect(queues.get('a')?.map((placed) => placed.packet)).toEqual([given[2], given[3], given[0]]);
  });

  test('are all in one queue each, in order, whatever order they come in', () => {
    const arbitrary = fc.array(
      fc.record({ stream: fc.constantFrom('a', 'b', 'c'), minute: fc.integer({ min: 0, max: 5_000 }) }),
    );
    fc.assert(
      fc.property(arbitrary, (given) => {
        const packets = given.map(({ stream, minute }) => packet(stream, new Date(minute * 60_000).toISOString()));
        const queues = [...toQueues(packets)];
        expect(queues.flatMap(([, queue]) => queue)).toHaveLength(packets.length);
        for (const [stream, queue] of queues) {
          const times = queue.map(({ atMs }) => atMs);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          expect(queue.every((placed) => placed.packet.stream === stream)).toBe(true);
        }
      }),
    );
  });

  test('are rivals at one instant, unless they are partial and give different figures', () => {
    const [one, same, later] = ['2024-01-01T00:00:00Z', '2024-01-01T01:00:00+01:00', '2024-01-01T00:00:01Z'];
    expect(findRivals([packet('a', one), packet('b', one), packet('a', later)])).toBeUndefined();
    expect(findRivals([packet('a', one), packet('b', one), packet('a', same)])).toEqual({ first: 0, second: 2 });
    const partial = (field: string) => packet('a', one, 'partial', field);
    expect(findRivals([partial('aP_1'), partial('aP_2')])).toBeUndefined();
    expect(findRivals([partial('aP_1'), partial('aP_2'), partial('aP_1')])).toEqual({ first: 0, second: 2 });
    expect(findRivals([partial('aP_1'), packet('a', one)])).toEqual({ first: 0, second: 1 });
  });
});
