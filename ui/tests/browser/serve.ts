// Before the tests: the desktop's page as it is released, but with the fake backend, served under the shell's own
// content security policy.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    url: string;
  }
}

export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  const shell = JSON.parse(readFileSync(new URL('../../../src-tauri/tauri.conf.json', import.meta.url), 'utf8')) as {
    app: { security: { csp: Record<string, string> } };
  };
  const policy = Object.entries(shell.app.security.csp)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
  const outDir = mkdtempSync(join(tmpdir(), 'konsil-scenes-'));
  await build({ mode: 'scenes', logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  const server = await preview({
    logLevel: 'warn',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1', headers: { 'content-security-policy': policy } },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('the preview has no port');
  project.provide('url', `http://127.0.0.1:${address.port}/`);
  return async () => {
    await server.close();
    rmSync(outDir, { recursive: true, force: true });
  };
}
