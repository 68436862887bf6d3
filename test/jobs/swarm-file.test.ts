import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Packet } from '../../src/domain/packet.ts';
import { inspectSwarmFile, readPackets, type SwarmFormat } from '../../src/jobs/swarm-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattgraph-swarm-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const nowMs = Date.UTC(2026, 0, 1);
const real: SwarmFormat = { stream: 'stream-1', channel: 'real_electricity' };
const other: SwarmFormat = { stream: 'stream-1', channel: 'other' };

async function read(text: string, format: SwarmFormat) {
  const path = join(folder, 'file.csv');
  await writeFile(path, text);
  const file = await inspectSwarmFile(path, format, nowMs);
  const packets: Packet[] = [];
  if (file.faults.length === 0) for await (const chunk of readPackets(path, format, 0, 2)) packets.push(...chunk);
  return { ...file, packets, count: file.packets, path };
}
const contents = ({ packets }: { packets: readonly Packet[] }) => packets.map(({ at, content }) => [at, content]);

describe('a Swarm file', () => {
  it('has the 21 figures of an electricity meter in their order, behind a byte order mark', async () => {
    const row = Array.from({ length: 21 }, (_, i) => i + 1).join(',');
    const { packets, faults } = await read(`\uFEFF2013-01-01 00:30:00,${row},99,x\r\n`, real);
    expect(faults).toEqual([]);
    expect(packets).toEqual([
      {
        ...{ stream: 'stream-1', at: '2013-01-01T00:30:00.000+00:00', form: 'local' },
        content: {
          electricity: {
            ...{ aP_1: 1, aP_2: 2, aP_3: 3, rP_1: 4, rP_2: 5, rP_3: 6, apP_1: 7, apP_2: 8, apP_3: 9 },
            ...{ v_1: 10, v_2: 11, v_3: 12, c_1: 13, c_2: 14, c_3: 15, pC_1: 16, pC_2: 17, pC_3: 18 },
            ...{ v_12: 19, v_13: 20, v_23: 21 },
          },
        },
      },
    ]);
  });

  it('leaves out what is no number, keeps 0, passes over short, empty and figureless rows', async () => {
    const file = await read('2013-01-01 00:00:00,0,x,,nan,1e2\n\n2013-01-01 00:01:00\n2013-01-01 00:02:00,,5\n', real);
    expect(contents(file)).toEqual([
      ['2013-01-01T00:00:00.000+00:00', { electricity: { aP_1: 0, rP_2: 100 } }],
      ['2013-01-01T00:02:00.000+00:00', { electricity: { aP_2: 5 } }],
    ]);
    expect([file.count, file.empty]).toEqual([2, 1]);
  });

  it('has one value for other channels, and energy of a slot for what only seems electric', async () => {
    const text = '2013-01-01 00:00:00,1.5\n2013-01-01 00:15:00,"2"\n';
    expect(contents(await read(text, other)).map(([, content]) => content)).toEqual([{ value: 1.5 }, { value: 2 }]);
    const fake = await read(text, { stream: 'stream-1', channel: 'fake_electricity', slotMinutes: 15 });
    expect(contents(fake).map(([, content]) => content)).toEqual([
      { electricity: { pC_1: 1.5, aP_1: 6 } },
      { electricity: { pC_1: 2, aP_1: 8 } },
    ]);
  });

  it('is shifted behind one row with the first time and the second value', async () => {
    const text = '2013-01-01 00:00:00,1\n2013-01-01 00:15:00,2\n2013-01-01 00:30:00,3\n';
    const file = await read(text, { ...other, shiftMinutes: 15 });
    expect(contents(file)).toEqual([
      ['2013-01-01T00:00:00.000+00:00', { value: 2 }],
      ['2013-01-01T00:15:00.000+00:00', { value: 1 }],
      ['2013-01-01T00:30:00.000+00:00', { value: 2 }],
      ['2013-01-01T00:45:00.000+00:00', { value: 3 }],
    ]);
    expect(file.count).toBe(4);
    const lonely = await read('2013-01-01 00:00:00,1\n', { ...other, shiftMinutes: 15 });
    expect(lonely.faults).toEqual([expect.stringContaining('there is none')]);
  });

  it('gets the offset of a zone that is named, with both passes of the hour that is repeated', async () => {
    const text = '2013-10-27 00:30:00,1\n2013-10-27 01:30:00,2\n2013-10-27 01:30:00,3\n2013-10-27 02:30:00,4\n';
    const file = await read(text, { ...other, timeZone: 'Europe/Dublin' });
    expect(file.packets.map(({ at }) => at)).toEqual([
      '2013-10-27T00:30:00.000+01:00',
      '2013-10-27T01:30:00.000+01:00',
      '2013-10-27T01:30:00.000+00:00',
      '2013-10-27T02:30:00.000+00:00',
    ]);
    const skipped = await read('2013-03-31 01:30:00,1\n', { ...other, timeZone: 'Europe/Dublin' });
    expect(skipped.faults).toEqual([
      'line 1: timestamp: 2013-03-31 01:30:00 is no time of Europe/Dublin: clocks pass over it.',
    ]);
  });

  it.each([
    ['a line of names', 'timestamp,value\n', 'line 1: timestamp: "timestamp" is no time'],
    ['a time of another form', '01/01/2013 00:00:00,1\n', 'line 1: timestamp: "01/01/2013 00:00:00" is no time'],
    ['a day that is none', '2013-02-30 00:00:00,1\n', 'line 1: timestamp: "2013-02-30 00:00:00" is no time'],
    ['three columns', '2013-01-01 00:00:00,1,2\n', 'line 1: 3 columns'],
    ['an empty line', '2013-01-01 00:00:00,1\n\n2013-01-01 00:01:00,1\n', 'line 2: 1 columns'],
    ['the future', '2026-01-01 01:00:00,1\n', 'line 1: timestamp: 2026-01-01T01:00:00.000+00:00 is in the future'],
    ['times that go back', '2013-01-01 00:01:00,1\n2013-01-01 00:00:00,1\n', 'line 2: timestamp: 2013-01-01T00:00:00'],
    ['a time twice', '2013-01-01 00:00:00,1\n2013-01-01 00:00:00,1\n', 'line 2: timestamp: 2013-01-01T00:00:00'],
  ])('names the line with %s', async (_, text, fault) => {
    const { faults } = await read(text, other);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });

  it('is read on from any place, and is another import when it is read otherwise', async () => {
    const { path, digest } = await read('2013-01-01 00:00:00,1\n2013-01-01 00:01:00,\n2013-01-01 00:02:00,3\n', other);
    const rest: Packet[] = [];
    for await (const chunk of readPackets(path, other, 1, 10)) rest.push(...chunk);
    expect(rest.map(({ content }) => content)).toEqual([{ value: 3 }]);
    const again = await inspectSwarmFile(path, { channel: 'other', stream: 'stream-1' }, nowMs);
    expect(again.digest).toBe(digest);
    expect((await inspectSwarmFile(path, { ...other, stream: 'stream-2' }, nowMs)).digest).not.toBe(digest);
  });
});
