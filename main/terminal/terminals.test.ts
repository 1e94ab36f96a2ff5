import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { TerminalPush } from '../../core/contract/thread/terminal-methods.ts';
import { RepoId, ThreadId } from '../../core/ids.ts';
import { personEnvironment } from './environment.ts';
import { flowControl } from './host/flow.ts';
import { createTerminals } from './terminals.ts';
import type { Terminals } from './terminals.ts';
import { buildHost } from './testing/built-host.ts';

const about = { thread: ThreadId.parse('thr_1'), repo: RepoId.parse('rep_api'), kind: 'shell' } as const;
const size = { columns: 80, rows: 24 };
const patience = { timeout: 20_000, interval: 25 };

let programs: string;
let folder: string;
let terminals: Terminals;

beforeAll(async () => {
  programs = await buildHost();
}, 60_000);
beforeEach(() => {
  let count = 0;
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'teatree-terminal-')));
  terminals = createTerminals({ programs, newId: (prefix) => `${prefix}_${String((count += 1))}` });
});
afterEach(async () => {
  await terminals.stop();
  rmSync(folder, { recursive: true });
});

/** A program in a terminal, as a window sees it. */
async function shown(script: string, window = 'w1', drawMs = 0) {
  const opened = await terminals.open(about, { file: '/bin/sh', args: ['-c', script], cwd: folder, env: {} });
  if (!opened.ok) throw new Error(opened.error.message);
  return watch(opened.value.terminal, window, drawMs);
}

function watch(terminal: TerminalPush['terminal'], window: string, drawMs = 0) {
  const seen = { text: '', ended: undefined as TerminalPush['info'], at: 0 };
  const attached = terminals.use(terminal, (one) =>
    one.attach(size, {
      window,
      sink: (push) => {
        expect(push.at).toBe(seen.at);
        seen.at += push.text.length;
        seen.text += push.text;
        seen.ended ??= push.info;
        const drawn = () => terminals.use(terminal, (one) => one.drawn(push.text.length));
        if (drawMs === 0) drawn();
        else setTimeout(drawn, drawMs);
        return true;
      },
    }),
  );
  if (!attached.ok) throw new Error(attached.error.message);
  seen.text = attached.value.backlog;
  seen.at = attached.value.printed;
  return { terminal, seen };
}

test('a program runs in a real terminal in its worktree, hears what is typed, and tells its end', async () => {
  const { terminal, seen } = await shown('pwd; tty; stty size; read line; echo "heard $line"; exit 3');
  await vi.waitFor(() => expect(seen.text).toMatch(/24 80/), patience);
  expect(seen.text).toContain(`${folder}\r\n/dev/pts/`);
  terminals.use(terminal, (one) => one.write('hello\r'));
  await vi.waitFor(() => expect(seen.ended?.ended).toEqual({ exitCode: 3 }), patience);
  expect(seen.text).toContain('heard hello');
});

test('the last words of a program are heard, also by a window that is slow to draw', async () => {
  const script = `head -c 262144 /dev/zero | tr '\\0' x; head -c 2000 /dev/zero | tr '\\0' y; echo 'the end'`;
  const { seen } = await shown(script, 'w1', 600);
  await vi.waitFor(() => expect(seen.ended?.ended).toEqual({ exitCode: 0 }), patience);
  expect(seen.text.slice(-9)).toBe('the end\r\n');
});

test('what was printed before a window looked is shown to it, each character once', async () => {
  const first = await shown('for i in 1 2 3; do echo "line $i"; sleep 0.1; done; sleep 60');
  await vi.waitFor(() => expect(first.seen.text).toContain('line 3'), patience);
  const second = watch(first.terminal, 'w2');
  expect(second.seen.text).toBe(first.seen.text);
});

test('a terminal that is closed, or whose app ends, hangs up on its program', async () => {
  const mark = join(folder, 'ended');
  const { terminal, seen } = await shown(`trap 'touch ${mark}; exit' HUP; echo up; while :; do sleep 0.1; done`);
  await vi.waitFor(() => expect(seen.text).toContain('up'), patience);
  terminals.close(terminal);
  await vi.waitFor(() => expect(existsSync(mark)).toBe(true), patience);
  const stubborn = await shown(`trap '' HUP; echo "pid $$"; while :; do sleep 0.1; done`);
  await vi.waitFor(() => expect(stubborn.seen.text).toMatch(/pid \d+/), patience);
  const pid = /pid (\d+)/.exec(stubborn.seen.text)?.[1] ?? '';
  await terminals.stop();
  await vi.waitFor(() => expect(() => execFileSync('kill', ['-0', pid], { stdio: 'ignore' })).toThrow(), patience);
});

test('there are at most 8 terminals, and closing one makes room', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => shown('sleep 60')));
  const ninth = { file: '/bin/sh', args: [], cwd: folder, env: {} };
  expect(await terminals.open(about, ninth)).toMatchObject({ ok: false, error: { code: 'too-many-terminals' } });
  expect(terminals.ofThread(about.thread)).toHaveLength(8);
  if (all[0]) terminals.close(all[0].terminal);
  expect((await terminals.open(about, ninth)).ok).toBe(true);
}, 60_000);

test('a program that floods is held until what it printed is drawn', () => {
  const held: string[] = [];
  const flow = flowControl({ pause: () => held.push('held'), resume: () => held.push('goes on') });
  flow.printed(200_000);
  flow.printed(200_000);
  flow.printed(200_000);
  flow.drawn(300_000);
  expect(held).toEqual(['held']);
  flow.drawn(300_000);
  expect(held).toEqual(['held', 'goes on']);
});

test('a person’s terminal has their environment, without what is the factory’s own', () => {
  const source = { PATH: '/bin', SSH_AUTH_SOCK: '/s', TEATREE_MODEL_URL: 'x', ELECTRON_RUN_AS_NODE: '1' };
  expect(personEnvironment(source)).toMatchObject({ PATH: '/bin', SSH_AUTH_SOCK: '/s', TERM: 'xterm-256color' });
  expect(Object.keys(personEnvironment(source)).filter((name) => /^(TEATREE|ELECTRON)_/.test(name))).toEqual([]);
});
