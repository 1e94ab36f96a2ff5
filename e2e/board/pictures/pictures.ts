import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { every, screens } from '../screens.ts';
import type { Screen } from '../screens.ts';
import { test } from '../stage.ts';
import { withPalette } from './palette-png.ts';
import { states } from './states.ts';

// `npm run screens` takes these pictures. They prove nothing but that every screen can be drawn and comes to rest.
const folder = join(import.meta.dirname, '../../../docs/screens');
const wanted = (process.env['TEATREE_SCREENS'] ?? '').split(',').filter((name) => name !== '');
const isWanted = ({ name }: Screen) => wanted.length === 0 || wanted.includes(name);

/** A Monday morning, for every picture the same. */
const now = Date.UTC(2026, 10, 23, 9, 41);
const height = 1000;

for (const theme of ['dark', 'light'] as const)
  for (const width of [1100, 1720])
    for (const threads of every) {
      // A state is as seen on two pictures, which have both themes and both widths.
      const further = (theme === 'dark') === (width === 1720) ? states : [];
      test(`pictures in ${theme}, ${String(width)} px wide, with ${String(threads)} threads`, async ({ stage }) => {
        test.setTimeout(900_000);
        mkdirSync(folder, { recursive: true });
        for (const screen of [...screens, ...further].filter(isWanted)) {
          if (!(screen.counts ?? every).includes(threads)) continue;
          const page = await stage.show({ threads, theme, now, ...screen.at(threads), ...screen.scene });
          await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
          await page.setViewportSize({ width, height });
          await page.mouse.move(0, 0);
          await screen.open?.(page);
          const name = [screen.name, theme, width, threads].join('-');
          writeFileSync(join(folder, `${name}.png`), withPalette(await still(page, name)));
        }
      });
    }

/** Looked at until it is twice the same. */
async function still(page: Page, name: string): Promise<Buffer> {
  await page.evaluate(() => document.fonts.ready);
  let last: Buffer | undefined;
  for (let looks = 0; looks < 30; looks += 1) {
    const next = await page.screenshot({ animations: 'disabled' });
    if (last?.equals(next)) return next;
    last = next;
  }
  throw new Error(`${name} does not come to rest`);
}
