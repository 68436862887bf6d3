/** The process, which keeps what Node makes of the sources for its next start; then the command. */

import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Where it cannot be written, as in an image that is read only, Node does without.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/wattgraph', import.meta.url)));
await import('./commands.ts');
