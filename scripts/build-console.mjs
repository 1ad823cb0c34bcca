// Builds the console (apps/console) into apps/console/dist: names with a hash, each file compressed once for all who will read it.
// install.mjs runs it when the sources have changed, the Dockerfile in a stage of its own.
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { built, digestOfConsole } from './console-digest.mjs';

// React's development build is ten times as large.
process.env.NODE_ENV = 'production';
const { build } = await import('vite');

const digest = digestOfConsole();
// Beside the old one, which may be read meanwhile.
const outDir = `${built}.${process.pid}`;
try {
  await build({
    root: fileURLToPath(new URL('../apps/console/', import.meta.url)),
    configFile: false,
    envDir: false,
    publicDir: false,
    base: '/console/',
    logLevel: 'warn',
    css: { modules: { generateScopedName: '[local]_[hash:base64:5]' } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      // With light-dark(), which older ones would need a second sheet for.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      // A script within the page, which its policy forbids.
      modulePreload: { polyfill: false },
      // Nothing within other files: the policy allows no data: URLs.
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: {
        onwarn(warning, warn) {
          // Packages say so for servers that render; there is none here.
          if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
        },
      },
    },
  });
  compressAll(path.join(outDir, 'assets'));
  writeFileSync(path.join(outDir, '.digest'), digest);
  replace();
} finally {
  rmSync(outDir, { recursive: true, force: true });
}

/** Another build may put its own there in between. */
function replace() {
  for (;;) {
    rmSync(built, { recursive: true, force: true });
    try {
      return renameSync(outDir, built);
    } catch (error) {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    }
  }
}

/** As small as possible: it is done once. */
function compressAll(folder) {
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(path.join(folder, name));
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(path.join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
    writeFileSync(path.join(folder, `${name}.gz`), gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
  }
}
