import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { _electron, expect, test as base } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { build } from 'vite';
import { z } from 'zod';
import type { Place } from '../../core/contract.ts';
import type { Scene } from './fixture/bridge.ts';

export { expect };

const root = dirname(dirname(import.meta.dirname));
const out = process.env['TEATREE_BUILD_OUT'] ?? join(root, 'out');
const executable = z.string().parse(createRequire(import.meta.url)('electron'));
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** Each show is a window that opens, though the pages share what a browser keeps; only a reload is the same one. */
function beginAnew(): void {
  const [how] = performance.getEntriesByType('navigation');
  if (location.protocol === 'about:' || (how as PerformanceNavigationTiming | undefined)?.type === 'reload') return;
  for (const storage of [sessionStorage, localStorage]) storage.removeItem('place');
}

/** Shows the built window over a factory that exists only in the page. */
export type Stage = {
  readonly show: (scene: Scene) => Promise<Page>;
  /** To another place in the window that is open. */
  readonly go: (to: Place) => Promise<Page>;
  readonly errors: string[];
};

export const test = base.extend<{ stage: Stage }, { place: string; script: string }>({
  place: [
    async ({ browserName: _ }, use) => {
      const server = createServer((request, response) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const file = join(out, 'renderer', pathname === '/' ? 'index.html' : pathname);
        if (!existsSync(file)) return response.writeHead(404).end();
        return response
          .writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain' })
          .end(readFileSync(file));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      await use(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
      server.close();
    },
    { scope: 'worker' },
  ],
  script: [
    async ({ browserName: _ }, use) => {
      const entry = join(import.meta.dirname, 'fixture/bridge.ts');
      const lib = { entry, formats: ['iife' as const], name: 'fixture' };
      const built = await build({ root, configFile: false, logLevel: 'silent', build: { write: false, lib } });
      const [bundle] = [built].flat();
      await use(bundle && 'output' in bundle ? bundle.output[0].code : '');
    },
    { scope: 'worker' },
  ],
  stage: async ({ place, script }, use) => {
    // The host starts on an empty page, which has no policy to warn about.
    const env = { ...process.env, ELECTRON_DISABLE_SECURITY_WARNINGS: 'true' };
    const args = [join(import.meta.dirname, 'host.mjs')];
    const electron = await _electron.launch({ executablePath: executable, args, env });
    const errors: string[] = [];
    const page = await electron.firstWindow();
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && errors.push(message.text()));
    await page.addInitScript(script);
    await page.addInitScript(beginAnew);
    const show = async (scene: Scene) => {
      await page.goto(`${place}?scene=${encodeURIComponent(JSON.stringify(scene))}`);
      if (scene.board !== 'awaited') await expect(drawn(page)).toBeVisible();
      return page;
    };
    const go = async (to: Place) => {
      await page.evaluate((place) => dispatchEvent(new CustomEvent('stage', { detail: place })), to);
      return page;
    };
    await use({ show, go, errors });
    await electron.close();
    expect(errors, 'errors in the page').toEqual([]);
  },
});

/** The window with its board, or why there is none. */
function drawn(page: Page): Locator {
  return page
    .getByRole('navigation', { name: 'Rail' })
    .or(page.getByRole('heading', { level: 2, name: /cannot be read/ }));
}

/** As a person without a pointer comes there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 200; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target, 'the Tab key leads there').toBeFocused();
}

/** Until nothing has changed on the page for a moment. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    (quietMs) =>
      new Promise<void>((resolve) => {
        const done = () => {
          watcher.disconnect();
          resolve();
        };
        let timer = setTimeout(done, quietMs);
        const watcher = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(done, quietMs);
        });
        watcher.observe(document.body, { subtree: true, childList: true });
      }),
    150,
  );
}
