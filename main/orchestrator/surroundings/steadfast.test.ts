import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { InstructionId } from '../../../core/ids.ts';
import type { Entry } from '../../../core/loop/event.ts';
import { ids, repo } from '../../../core/loop/testing/story.ts';
import { createJournal } from '../../store/journal.ts';
import { openJournal } from '../../store/rescue/open-journal.ts';
import { createWriter } from '../writer.ts';
import { createSteadfast } from './steadfast.ts';

/** A factory whose journal may grow no further until `widen` is called: SQLite itself says that the disk is full. */
async function fullDisk() {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-full-'));
  const files = await openJournal({ folder, backups: [], now: () => 1, warn: () => undefined });
  const told: Entry[] = [];
  const writer = createWriter(createJournal(files, console.error), {
    now: () => 1,
    onRecorded: (entries) => told.push(...entries),
  });
  const limit = (pages: number) => files.database.exec(`PRAGMA max_page_count = ${String(pages)}`);
  return { writer, told, fill: () => limit(1), widen: () => limit(1_000_000) };
}

async function withThread() {
  const disk = await fullDisk();
  await disk.writer.dispatch({ type: 'repo.add', repo: repo(ids.api, 'api') });
  const goal = { id: InstructionId.parse('ins_goal'), kind: 'goal', text: 'Do it' } as const;
  const harness = { id: 'recipe', config: {} };
  const brief = { thread: ids.thread, title: 'T', goal: 'Do it', repos: [ids.api], harness };
  await disk.writer.dispatch({ type: 'thread.create', brief, instruction: goal });
  disk.told.length = 0;
  return disk;
}

const claim = (n: number) =>
  ({
    type: 'workspace.entered-phase',
    thread: ids.thread,
    phase: `phase ${String(n)} ${'x'.repeat(5000)}`,
  }) as const;

test('a fact that the full disk refuses is recorded once there is room, once and in order, and nobody is told before', async () => {
  const { writer, told, fill, widen } = await withThread();
  const troubles: (string | undefined)[] = [];
  const steadfast = createSteadfast(writer.dispatch, (trouble) => troubles.push(trouble?.message), 10);
  fill();
  const first = steadfast.report(claim(1)).then(() => steadfast.report(claim(2)));
  await sleep(100);
  expect(told).toEqual([]);
  expect(troubles).toEqual([expect.stringContaining('full')]);
  expect(writer.state.threads.get(ids.thread)?.workspace.kind).toBe('none');
  widen();
  expect((await first).ok).toBe(true);
  expect(told.map(({ event }) => event)).toEqual([claim(1), claim(2)]);
  expect(troubles.slice(1)).toEqual([undefined]);
});

test('what the person asks for meanwhile is refused with the reason, not kept waiting', async () => {
  const { writer, fill } = await withThread();
  fill();
  const by = { who: 'person', via: 'cli' } as const;
  const dropped = await writer.dispatch({ type: 'thread.drop', thread: ids.thread, reason: 'x'.repeat(9000), by });
  expect(dropped).toMatchObject({ ok: false, error: { code: 'journal-unwritable' } });
});

test('stopping gives up waiting: the fact is refused, and found again by the next start', async () => {
  const { writer, fill } = await withThread();
  const steadfast = createSteadfast(writer.dispatch, () => undefined, 60_000);
  fill();
  const reported = steadfast.report(claim(1));
  await sleep(50);
  steadfast.stop();
  expect(await reported).toMatchObject({ ok: false, error: { code: 'journal-unwritable' } });
});
