/** Measurements that a client wants pushed, judged before anything is kept. */

import { electricityFields, findRivals, type Packet, type PacketForm, packetFault } from '../domain/packet.ts';
import type { ElectricityInput, MeasurementPacketInput, PushMeasurementsInput } from './generated/resolvers.ts';
import type { UserError } from './mutation.ts';

/** 10 000 full ones are well below the largest body there may be. */
export const mostInlinePackets = 10_000;
/** Faults told of at once. */
const mostFaults = 20;

const forms = { LOCAL: 'local', UTC: 'utc', PARTIAL: 'partial' } as const satisfies Record<string, PacketForm>;

/** The packets, or the first faults. */
export function judgePackets(
  { packets: inputs, variant }: PushMeasurementsInput,
  nowMs: number,
): { readonly packets: readonly Packet[]; readonly faults: readonly UserError[] } {
  if (inputs.length === 0) return { packets: [], faults: [fault('input.packets', 'give at least one packet.')] };
  if (inputs.length > mostInlinePackets) {
    const advice = `at most ${mostInlinePackets} at once; use several calls, or \`wattgraph import wattics FILE\`.`;
    return { packets: [], faults: [fault('input.packets', `${inputs.length} packets; ${advice}`)] };
  }
  const packets: Packet[] = [];
  const faults: UserError[] = [];
  for (const [i, input] of inputs.entries()) {
    const { stream, at } = input;
    const content = toContent(input);
    const found = packetFault({ stream, at }, nowMs) ?? ('rule' in content ? content : undefined);
    if (found) faults.push(fault(`input.packets.${i}.${found.field}`, found.rule));
    if (faults.length >= mostFaults) break;
    if (!('rule' in content)) packets.push({ stream, at, form: forms[variant ?? 'LOCAL'], content });
  }
  return { packets, faults: faults.length > 0 ? faults : rivalFaults(packets) };
}

/** A fault for each stream that the vendor does not have; where it can't be asked now, that is left to the push itself. */
export async function unknownStreams(
  packets: readonly Packet[],
  vendor: string,
  check: (streams: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<readonly UserError[]> {
  const firstIndexes = new Map<string, number>();
  for (const [i, { stream }] of packets.entries()) if (!firstIndexes.has(stream)) firstIndexes.set(stream, i);
  const unknown = await check([...firstIndexes.keys()]).catch(() => new Set<string>());
  return [...unknown]
    .slice(0, mostFaults)
    .map((stream) =>
      fault(
        `input.packets.${firstIndexes.get(stream)}.stream`,
        `${vendor} has no meter with the reference "${stream.slice(0, 64)}".`,
      ),
    );
}

type Judged = Packet['content'] | { readonly field: 'value' | 'electricity'; readonly rule: string };

function toContent({ value, electricity }: MeasurementPacketInput): Judged {
  const has = { value: value !== null && value !== undefined, electricity: electricity ?? undefined };
  if (has.value && has.electricity)
    return { field: 'electricity', rule: 'a packet has `value` or `electricity`, not both.' };
  if (has.electricity) return toElectricity(has.electricity);
  if (typeof value !== 'number')
    return { field: 'value', rule: 'a packet has `value` or `electricity`; give one of them.' };
  return Number.isFinite(value) ? { value } : { field: 'value', rule: `${value} is no finite number.` };
}

function toElectricity(input: ElectricityInput): Judged {
  const given = electricityFields.flatMap((field) => {
    const figure = input[field];
    return typeof figure === 'number' ? [[field, figure] as const] : [];
  });
  if (given.length === 0)
    return { field: 'electricity', rule: 'it has no figure; give at least one, or leave the packet out.' };
  const odd = given.find(([, figure]) => !Number.isFinite(figure));
  if (odd) return { field: 'electricity', rule: `${odd[0]}: ${odd[1]} is no finite number.` };
  return { electricity: Object.fromEntries(given) };
}

function rivalFaults(packets: readonly Packet[]): readonly UserError[] {
  const rivals = findRivals(packets);
  if (!rivals) return [];
  const { stream = '', at = '' } = packets[rivals.second] ?? {};
  const rule = `"${stream.slice(0, 64)}" has ${at} already, in packet ${rivals.first}; which of the two holds?`;
  return [fault(`input.packets.${rivals.second}.at`, rule)];
}

function fault(field: string, rule: string): UserError {
  return { code: 'BAD_USER_INPUT', message: `${field}: ${rule}`, field };
}
