/** How a server of the bench says where it is: one line on stdout, as wattgraph does. */

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens on a free port of loopback and says `ready at http://127.0.0.1:PORT`; ends on SIGTERM. */
export function announce(server: Server): void {
  server.listen(0, '127.0.0.1', () => ready((server.address() as AddressInfo).port));
  process.on('SIGTERM', () => process.exit(0));
}

export function ready(port: number): void {
  process.stdout.write(`ready at http://127.0.0.1:${port}\n`);
}
