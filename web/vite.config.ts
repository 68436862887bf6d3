import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The page is served at /graphql and its assets under /graphiql/, maybe behind a proxy prefix: the page names them
 * relative to itself, and the assets name each other relative to themselves. Nothing comes from another origin.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  logLevel: 'warn',
  experimental: {
    renderBuiltUrl: (fileName, { hostType }) => (hostType === 'html' ? `graphiql/${fileName}` : { relative: true }),
  },
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // A Content-Security-Policy without `data:` for scripts and images stays possible.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Monaco is 3 MB by nature; GraphiQL loads it beside the page, not before it.
    chunkSizeWarningLimit: 4096,
    target: 'es2022',
    reportCompressedSize: false,
    rolldownOptions: {
      // "use no memo" speaks to a React compiler that does not run here.
      onwarn: (warning, warn) => (warning.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : warn(warning)),
    },
  },
});
