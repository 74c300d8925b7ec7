import react from '@vitejs/plugin-react'
import { resolve } from 'node:path'
import type { UserConfig } from 'vite'
import { defineConfig } from 'electron-vite'

const root = import.meta.dirname

/**
 * The page that both shells show. Addresses are relative: one build serves from the loopback host and from Electron's
 * own scheme.
 */
export const rendererConfig: UserConfig = {
  root: resolve(root, 'src-renderer'),
  base: './',
  plugins: [react()],
  build: {
    outDir: resolve(root, 'out/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    chunkSizeWarningLimit: 4_000,
    // The page's policy allows no code in the page itself.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: { input: resolve(root, 'src-renderer/index.html') },
  },
}

/**
 * Electron's side: the main process with the files that it starts (trainer, reader thread), and the preload, which a
 * sandbox takes as one CommonJS file only.
 */
export default defineConfig({
  main: {
    build: {
      outDir: resolve(root, 'out/main'),
      rollupOptions: {
        input: {
          electron: resolve(root, 'src-main/shells/electron/main.ts'),
          trainer: resolve(root, 'src-main/training/worker/entry.ts'),
          'reader-thread': resolve(root, 'src-main/reading/reader-thread.ts'),
          'figure-thread': resolve(root, 'src-main/figure/figure-thread.ts'),
          'export-thread': resolve(root, 'src-main/reading/export-thread.ts'),
          'try-out': resolve(root, 'src-main/engines/tfjs/native-install/try-out.ts'),
        },
        // Only a checkout compiles kernels; elsewhere they lie ready.
        external: [/^assemblyscript/],
        // All in one folder: what starts another file looks beside itself.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: resolve(root, 'out/preload'),
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: resolve(root, 'src-main/shells/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: rendererConfig,
})
