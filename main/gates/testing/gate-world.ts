import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GateContext } from '../../../core/gates/context.ts';
import { defaultPolicy } from '../../../core/gates/policy.ts';
import type { Policy } from '../../../core/gates/policy.ts';
import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import type { Report } from '../../../core/loop/command.ts';
import { createStory, ids, person } from '../../../core/loop/testing/story.ts';
import type { ToolCall } from '../../../core/model/action.ts';
import type { Answer, Ask } from '../../../core/model/ask.ts';
import type { Result } from '../../../core/result.ts';
import { passGate } from '../gatekeeper.ts';
import type { GateDesk } from '../gatekeeper.ts';

/** A thread in its first run, with a worktree and a primary clone on disk, and a journal in memory. */
export async function gateWorld() {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'teatree-gate-')));
  const worktree = join(root, 'data', 'workspaces', 'one', 'api');
  const clone = join(root, 'src', 'api');
  await Promise.all([worktree, join(clone, 'sub')].map((folder) => mkdir(folder, { recursive: true })));
  await writeFile(join(clone, 'a.txt'), "the person's own\n");
  const story = createStory();
  story.begin();
  story.prepared();
  story.started(1);
  const listeners = new Set<() => void>();
  let asks = 0;
  let refusing = false;
  let policy: Policy = defaultPolicy;
  const warned: string[] = [];

  async function report(event: Report): Promise<Result<unknown>> {
    await new Promise((resolve) => setImmediate(resolve));
    if (refusing) return { ok: false, error: { code: 'journal-unwritable', message: 'The journal is full' } };
    return heard(story.report(event));
  }
  function heard<T>(told: T): T {
    for (const listener of listeners) listener();
    return told;
  }
  function desk(run: number): GateDesk {
    return {
      run: ids.run(run),
      thread: ids.thread,
      context: contextOf(root, worktree, clone),
      policy: async () => ({ policy, hash: 'test' }),
      read: () => story.state.threads.get(ids.thread),
      report,
      onChange(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      newAskId: () => ids.ask((asks += 1)),
      onVerdict: () => undefined,
      onWarning: (rule, text) => void warned.push(`${rule}: ${text}`),
    };
  }
  const world = {
    ...{ story, worktree, clone, desk, report },
    judged: () => story.entries.flatMap(({ event }) => (event.type === 'action.judged' ? [event.verdict.kind] : [])),
    verdicts: () => story.entries.flatMap(({ event }) => (event.type === 'action.judged' ? [event.verdict] : [])),
    actions: () => story.entries.flatMap(({ event }) => (event.type === 'action.judged' ? [event.action] : [])),
    asks: () => story.thread().asks.filter((ask) => ask.subject.kind === 'gate'),
    pass: (call: ToolCall, run = 1, edit = true): Promise<PermissionAnswer> => passGate(desk(run), call, { edit }),
    shell: (command: string, id = 'call'): ToolCall => ({ id, tool: 'shell', input: { command }, cwd: worktree }),
    write: (path: string): ToolCall => ({ id: 'call', tool: 'write', input: { path }, cwd: worktree }),
    answer: (ask: Ask, answer: Answer, generation = ask.generation) =>
      heard(story.tell({ type: 'ask.answer', thread: ids.thread, ask: ask.id, generation, answer, by: person })),
    tell: (command: Parameters<typeof story.tell>[0]) => heard(story.tell(command)),
    /** The next gate ask that is open. */
    async asked(generation = 1): Promise<Ask> {
      for (;;) {
        const open = world.asks().find((ask) => ask.state.kind === 'open' && ask.generation === generation);
        if (open) return open;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
    /** The run ends so, and the same instruction is begun again by run `next`. */
    again(outcome: Extract<Report, { type: 'run.ended' }>['outcome'], next: number) {
      const run = story.thread().runs.at(-1)?.id ?? ids.run(1);
      heard(story.report({ type: 'run.ended', thread: ids.thread, run, outcome, reason: 'r' }));
      story.started(next);
    },
    warned,
    setPolicy: (is: Policy) => {
      policy = is;
    },
    setRefusing: (is: boolean) => {
      refusing = is;
    },
    listeners: () => listeners.size,
  };
  return world;
}

function contextOf(root: string, worktree: string, clone: string): GateContext {
  const data = join(root, 'data');
  return {
    home: homedir(),
    worktrees: [{ path: worktree, branch: 'teatree/one', defaultBranch: 'main', remote: 'origin' }],
    scratch: join(data, 'scratch'),
    workspace: join(data, 'workspaces', 'one'),
    workspaces: join(data, 'workspaces'),
    primaryClones: [clone],
    appState: data,
    protectedBranches: ['main'],
    env: { HOME: homedir(), TMPDIR: join(data, 'scratch') },
    symlinks: {},
  };
}
