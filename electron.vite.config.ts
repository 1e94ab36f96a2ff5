import { join } from 'node:path';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;
const out = process.env.TEATREE_BUILD_OUT ?? join(root, 'out');

/** Programs that start on their own: the window, the command line, the factory without a window, the recipe agent, who plays recordings again, who starts programs, the way to the seat's tools. */
const PROGRAMS = {
  index: 'main/index.ts',
  cli: 'main/cli/index.ts',
  headless: 'main/headless.ts',
  'recipe-agent': 'main/harness/recipe/agent/index.ts',
  'replay-agent': 'main/harness/replay/agent/index.ts',
  spawner: 'main/process/spawner/index.ts',
  'seat-pipe': 'main/orchestrator/deciding/seat/pipe/index.ts',
  'terminal-host': 'main/terminal/host/index.ts',
  'search-worker': 'main/search/worker/index.ts',
};

/** Everything is bundled, so that the packaged app needs no node_modules, except what holds native code. */
const NATIVE = ['@photostructure/sqlite', '@lydell/node-pty'];

// The oldest runtime the app must run on is Electron 33: Node 20 and Chromium 130.
export default defineConfig({
  main: {
    build: {
      outDir: join(out, 'main'),
      target: 'node20',
      externalizeDeps: false,
      rolldownOptions: {
        input: PROGRAMS,
        external: NATIVE,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: join(out, 'preload'),
      target: 'node20',
      externalizeDeps: false,
      // A sandboxed preload must be a single CommonJS file.
      rolldownOptions: {
        input: { index: 'preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'renderer'),
    plugins: [react(), tailwind()],
    build: {
      outDir: join(out, 'renderer'),
      target: 'chrome130',
      // A third of the size, and so much less to read before the first paint.
      minify: true,
      emptyOutDir: true,
      rolldownOptions: { input: join(root, 'renderer/index.html') },
    },
  },
});
