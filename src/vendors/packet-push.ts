/** The part of the vendor port that takes measurements: one packet a call, of a meter one after the other. */

import type { Packet } from '../domain/packet.ts';
import type { Call } from '../upstream/call.ts';

export interface PacketPush {
  /**
   * Resolves when the vendor has accepted it. Whoever calls keeps each stream to one packet at a time, in the order of
   * time. A packet sent again takes the place of the one before.
   */
  send(packet: Packet, call: Call): Promise<void>;
  /** Those of the streams that the vendor does not have. Absent where it can't tell. */
  unknownStreams?(streams: readonly string[], call: Call): Promise<ReadonlySet<string>>;
}
