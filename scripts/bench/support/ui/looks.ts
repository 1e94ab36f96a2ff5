/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { setTimeout as pause } from 'node:timers/promises';
import type { Push } from '../../../../core/contract.ts';
import type { TranscriptItem } from '../../../../core/model/harness/transcript-item.ts';
import type { BenchApp, Watched } from './bench-app.ts';
import { lineOf, runOf } from './seed.ts';

export type Switch = {
  readonly ms: number;
  /** What the page's main thread ran meanwhile: others on the machine do not count. */
  readonly ranMs: number;
};

/** Opens a thread as its row of the rail does, until the end of its conversation was painted: the last of `said` is an action. */
export async function switchTo(app: BenchApp, n: number, said: number): Promise<Switch> {
  const before = await app.ranSeconds();
  const ms = await app.page.evaluate(
    async ({ title, last }) => {
      const rows = [...document.querySelectorAll<HTMLElement>('nav[aria-label="Rail"] button')];
      const row = rows.find((each) => each.title.startsWith(`${title} (`));
      if (!row) throw new Error(`The rail has no ${title}`);
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const began = performance.now();
      row.click();
      const isThere = () =>
        document.querySelector('h1')?.textContent?.includes(title) === true &&
        document.querySelector(`[aria-label="Conversation"] [data-tool="${last}"]`) !== null;
      while (!isThere()) await frame();
      await frame();
      return performance.now() - began;
    },
    { title: titleOf(n), last: `c${String(said - 1)}` },
  );
  return { ms, ranMs: ((await app.ranSeconds()) - before) * 1000 };
}

export type Review = { readonly ms: number; readonly nodes: number; readonly nodesAfterMoving: number };

/** Opens the changes of the thread on screen. */
export async function openReview({ page }: BenchApp): Promise<Review> {
  const ms = await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const began = performance.now();
    document.querySelector<HTMLElement>('#tab-changes')?.click();
    while (!document.querySelector('[data-line]')) await frame();
    await frame();
    return performance.now() - began;
  });
  const count = () => page.evaluate(() => document.querySelectorAll('*').length);
  const nodes = await count();
  for (let file = 0; file < 20; file += 1) await page.keyboard.press('l');
  await pause(500);
  return { ms, nodes, nodesAfterMoving: await count() };
}

/** What an agent says arrives while its conversation is on screen, as main would push it. */
export async function stream(
  app: BenchApp,
  { n, from, events, perSecond }: { n: number; from: number; events: number; perSecond: number },
): Promise<Watched> {
  const everyMs = 40;
  return app.watched(async () => {
    const began = performance.now();
    let sent = Promise.resolve();
    for (let done = 0; done < events;) {
      const due = Math.min(events, Math.ceil(((performance.now() - began) / 1000) * perSecond));
      const items = Array.from({ length: due - done }, (_, at): TranscriptItem => {
        const seq = from + done + at + 1;
        return { seq, at: Date.now(), event: lineOf(seq) };
      });
      const push: Push = { kind: 'transcript', stream: runOf(n), items };
      sent = sent.then(() => app.push([push]));
      done = due;
      await pause(everyMs);
    }
    await sent;
  });
}

/** All rows of the rail, not only the first of each repo. */
export async function unfoldRail({ page }: BenchApp): Promise<void> {
  for (const more of await page
    .getByRole('navigation', { name: 'Rail' })
    .getByRole('button', { name: /^\d+ more$/ })
    .all())
    await more.click();
}

export async function showBoard({ page }: BenchApp): Promise<void> {
  await page.keyboard.press('Control+1');
  await page.locator('[data-board]').waitFor();
}

function titleOf(n: number): string {
  return `Bench thread number ${String(n)}`;
}
