/** The process: how Node runs it, and what it keeps of the sources for its next start; then the command. */

import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

// V8 puts things of a kind that mostly outlives a collection where only the big ones look. Of what operations hold while
// they wait for vendors most does; but what lies there holds all that it points to, so that nothing of any operation would
// go before a big collection again.
setFlagsFromString('--no-allocation-site-pretenuring');
// Where it cannot be written, as in an image that is read only, Node does without.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/wattgraph', import.meta.url)));
await import('./commands.ts');
