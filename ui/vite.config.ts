// The desktop's pages: built to `dist`, which the Tauri shell embeds. `--mode scenes` builds the same pages against
// the fake backend, for pictures and for a plain browser.

import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  plugins: [svelte()],
  root,
  base: './',
  clearScreen: false,
  resolve: process.env.VITEST ? { conditions: ['browser'] } : {},
  server: { port: 5173, strictPort: false, fs: { allow: ['..'] } },
  build: {
    target: ['safari18', 'chrome125'],
    outDir: 'dist',
    emptyOutDir: true,
    // Tauri embeds the files: one request more costs nothing, an inlined data URL needs a hole in the CSP.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  test: {
    include: ['tests/**/*.test.ts', 'src/**/*.test.ts', 'contact/**/*.test.ts'],
    environment: 'jsdom',
    globalSetup: ['tests/browser/serve.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A condition comes when it comes: what is waited for may take long on a busy machine, and fails only if it never comes.
    expect: { poll: { timeout: 15_000 } },
  },
});
