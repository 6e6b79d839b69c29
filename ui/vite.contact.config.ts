// The contact's page and its widget, built to `dist-contact`, which the server embeds: `index.html` with hashed
// `assets/`, and `widget.js` under its fixed name. The build fails where the page grows beyond its budget.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { build, defineConfig, type InlineConfig, type Plugin } from 'vite';

/** Everything a contact's browser loads, gzip, in bytes. */
const BUDGET = 60 * 1024;

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const target = ['es2022', 'safari17.5', 'chrome123', 'firefox120'];

function word(language: string, id: string): string {
  const bundle = new FluentBundle(language);
  bundle.addResource(new FluentResource(readFileSync(at(`../locales/${language}/contact.ftl`), 'utf8')));
  const pattern = bundle.getMessage(id)?.value;
  if (!pattern) throw new Error(`locales/${language}/contact.ftl has no ${id}`);
  return bundle.formatPattern(pattern);
}

/** Words for places without a formatter: the widget, and the page before its script runs. */
function fixedWords(): Plugin {
  const name = 'virtual:widget-words';
  const words = (language: string) => ({
    open: word(language, 'widget-open'),
    close: word(language, 'widget-close'),
    label: word(language, 'widget-label'),
    frame: word(language, 'widget-frame'),
  });
  return {
    name: 'konsil:fixed-words',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? `export default ${JSON.stringify({ de: words('de'), en: words('en') })}` : null),
    transformIndexHtml: (html) => html.replace(/%([a-z-]+):(de|en)%/gu, (_, id: string, language: string) => word(language, id)),
  };
}

/** Builds the widget beside the page, says what both weigh, and holds the budget. */
function widgetAndBudget(): Plugin {
  return {
    name: 'konsil:widget-and-budget',
    apply: 'build',
    async generateBundle(_options, files) {
      const widget = await build(widgetConfig);
      const output = Array.isArray(widget) ? widget[0] : widget;
      if (output === undefined || !('output' in output)) throw new Error('the widget was not built');
      this.emitFile({ type: 'asset', fileName: 'widget.js', source: output.output[0].code });
      const sizes = Object.values(files).map((file) => ({
        name: file.fileName,
        size: gzipSync(file.type === 'chunk' ? file.code : file.source).length,
      }));
      sizes.push({ name: 'widget.js', size: gzipSync(output.output[0].code).length });
      const total = sizes.reduce((sum, { size }) => sum + size, 0);
      for (const { name, size } of sizes) this.info(`${name}: ${size} bytes gzip`);
      this.info(`contact's page: ${(total / 1024).toFixed(1)} of ${BUDGET / 1024} KiB gzip`);
      if (total > BUDGET) this.error(`the contact's page weighs ${total} bytes gzip; at most ${BUDGET} are allowed`);
    },
  };
}

const widgetConfig: InlineConfig = {
  configFile: false,
  root: at('contact'),
  plugins: [fixedWords()],
  logLevel: 'warn',
  build: {
    target,
    write: false,
    modulePreload: false,
    lib: { entry: at('contact/src/widget.ts'), formats: ['iife'], name: 'konsil', fileName: () => 'widget.js' },
  },
};

export default defineConfig({
  root: at('contact'),
  base: '/',
  plugins: [fixedWords(), widgetAndBudget()],
  // The stand-in for development is a running server: `konsil-server --listen 127.0.0.1:8080 …`.
  server: { fs: { allow: [at('..')] }, proxy: { '/v1': { target: 'http://127.0.0.1:8080', ws: true } } },
  build: { target, outDir: at('dist-contact'), emptyOutDir: true, assetsInlineLimit: 0, modulePreload: false, reportCompressedSize: false },
});
