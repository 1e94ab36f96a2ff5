import { AskId, ClearId, CommitId, InstructionId, LandingId, RepoId, RunId, ThreadId } from '../../../core/ids.ts';
import type { Entry, FactoryEvent } from '../../../core/loop/event.ts';

const commit = CommitId.parse('a'.repeat(40));
const head = CommitId.parse('b'.repeat(40));
const repo = RepoId.parse('rep_a');
const heads = [{ repo, commit: head }];
const by = { who: 'person', via: 'window' } as const;

/** The journal of a factory that took this many threads from brief to landing, 39 events each, interleaved as they would be. */
export function factoryLife(threads: number): readonly Entry[] {
  const lives = Array.from({ length: threads }, (_, n) => threadLife(n));
  const longest = Math.max(...lives.map((life) => life.length));
  const events = Array.from({ length: longest }, (_, step) => lives.flatMap((life) => life[step] ?? [])).flat();
  return events.map((event, index) => ({ seq: index + 1, at: 1_700_000_000_000 + index, event }));
}

function threadLife(n: number): readonly FactoryEvent[] {
  const thread = ThreadId.parse(`thr_t${String(n)}`);
  return [...workOf(thread, n), ...checksOf(thread), ...landingOf(thread, n)];
}

function workOf(thread: ThreadId, n: number): readonly FactoryEvent[] {
  const run = RunId.parse(`run_r${String(n)}`);
  const ask = AskId.parse(`ask_a${String(n)}`);
  const instruction = { id: InstructionId.parse(`ins_i${String(n)}`), kind: 'goal', text: 'Rename it' } as const;
  const harness = { id: 'recipe', config: {} };
  const brief = { thread, title: `Thread ${String(n)}`, goal: 'Rename it', repos: [repo], harness };
  const worktrees = [{ repo, path: '/w/a', branch: 'teatree/x', base: commit }];
  const change = { repo, base: commit, head, commits: 1, files: 2, added: 10, deleted: 3, uncommitted: [] };
  const process = { pid: 1, startedAt: '1' };
  const subject = { kind: 'question', question: 'q', text: 'Which?', options: [] as string[] } as const;
  return [
    { type: 'thread.created', thread, number: n, brief, instruction },
    { type: 'workspace.entered-phase', thread, phase: 'Fetching' },
    { type: 'workspace.prepared', thread, path: '/w', worktrees, ports: { first: 1, count: 10 } },
    { type: 'run.started', thread, run, instruction: instruction.id },
    { type: 'run.spawned', thread, run, process, session: 's' },
    ...Array.from({ length: 20 }, () => judged(thread, run, 'allow')),
    judged(thread, run, 'ask'),
    { type: 'ask.opened', thread, run, ask, subject: { ...subject, options: [] } },
    { type: 'ask.answered', thread, ask, generation: 1, answer: { kind: 'choose', text: 'A' }, by },
    { type: 'change-set.recorded', thread, changes: [change] },
    { type: 'run.ended', thread, run, outcome: 'succeeded', reason: 'done' },
  ];
}

function judged(thread: ThreadId, run: RunId, kind: 'allow' | 'ask'): FactoryEvent {
  const raw = 'npm test';
  const action = { call: 'c', tool: 'shell', title: raw, raw, cwd: '/w/a', expanded: [raw], fingerprint: 'f' };
  return { type: 'action.judged', thread, run, action, verdict: { kind, rule: 'default', reason: 'r' }, policy: 'p' };
}

function checksOf(thread: ThreadId): readonly FactoryEvent[] {
  const end = { repo, name: 'test', outcome: 'passed', durationMs: 1, tail: '', fingerprint: 'f' } as const;
  return [
    { type: 'checks.started', thread, round: 1, heads, planned: [{ repo, name: 'test', command: 'npm test' }] },
    { type: 'check.ended', thread, round: 1, end },
    { type: 'checks.ended', thread, round: 1 },
  ];
}

function landingOf(thread: ThreadId, n: number): readonly FactoryEvent[] {
  const landing = LandingId.parse(`lnd_l${String(n)}`);
  const clear = ClearId.parse(`clr_c${String(n)}`);
  return [
    { type: 'clear.given', thread, clear: { id: clear, heads, at: 1 }, by },
    { type: 'landing.started', thread, landing, clear, heads },
    { type: 'landing.prepared', thread, landing, repo, target: commit, merge: head },
    { type: 'landing.push-claimed', thread, landing, repo },
    { type: 'landing.pushed', thread, landing, repo },
    { type: 'landing.ended', thread, landing, outcome: 'landed', reason: 'ok' },
  ];
}
