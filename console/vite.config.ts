import { defineConfig } from 'vite';

// A running node for `npm run dev`; the built console is served by the node itself.
const node = 'http://127.0.0.1:8081';

export default defineConfig({
  // Relative, so that the console works below any path of a reverse proxy.
  base: './',
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // The map library is one lazy chunk of about 1 MB.
    chunkSizeWarningLimit: 1300,
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        // The map's worker comes as .mjs, an ending that not every server knows as a script.
        assetFileNames: ({ names }) =>
          names[0]?.endsWith('.mjs') ? 'assets/maplibre-worker-[hash].js' : 'assets/[name]-[hash][extname]',
      },
    },
    license: { fileName: 'third-party-licences.md' },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': node, '/ngsi-ld': node, '/catalogue': node },
  },
});
