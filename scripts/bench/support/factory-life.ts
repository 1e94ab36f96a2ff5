import { AskId, ClearId, CommitId, InstructionId, LandingId, RepoId, RunId, ThreadId } from '../../../core/ids.ts';
import type { Entry, FactoryEvent } from '../../../core/loop/event.ts';

const commit = CommitId.parse('a'.repeat(40));
const head = CommitId.parse('b'.repeat(40));
const repo = RepoId.parse('rep_a');
const by = { who: 'person', via: 'window' } as const;

/** The journal of a factory that took this many threads from brief to landing, 40 events each, interleaved as they would be. */
export function factoryLife(threads: number): readonly Entry[] {
  const lives = Array.from({ length: threads }, (_, n) => threadLife(n));
  const longest = Math.max(...lives.map((life) => life.length));
  const events = Array.from({ length: longest }, (_, step) => lives.flatMap((life) => life[step] ?? [])).flat();
  return events.map((event, index) => ({ seq: index + 1, at: 1_700_000_000_000 + index, event }));
}

function threadLife(n: number): readonly FactoryEvent[] {
  const thread = ThreadId.parse(`thr_t${String(n)}`);
  const run = RunId.parse(`run_r${String(n)}`);
  const ask = AskId.parse(`ask_a${String(n)}`);
  const landing = LandingId.parse(`lnd_l${String(n)}`);
  const clear = ClearId.parse(`clr_c${String(n)}`);
  const instruction = { id: InstructionId.parse(`ins_i${String(n)}`), kind: 'goal', text: 'Rename it' } as const;
  const brief = {
    thread,
    title: `Thread ${String(n)}`,
    goal: 'Rename it',
    repos: [repo],
    harness: { id: 'recipe', config: {} },
  };
  const heads = [{ repo, commit: head }];
  const worktrees = [{ repo, path: '/w/a', branch: 'teatree/x', base: commit }];
  const action = {
    call: 'c',
    tool: 'shell',
    title: 'npm test',
    raw: 'npm test',
    cwd: '/w/a',
    expanded: ['npm test'],
    fingerprint: 'f',
  };
  const change = { repo, base: commit, head, commits: 1, files: 2, added: 10, deleted: 3, uncommitted: [] };
  const judged = (kind: 'allow' | 'ask'): FactoryEvent => ({
    type: 'action.judged',
    thread,
    run,
    action,
    verdict: { kind, rule: 'default', reason: 'r' },
    policy: 'p',
  });
  return [
    { type: 'thread.created', thread, number: n, brief, instruction },
    { type: 'workspace.entered-phase', thread, phase: 'Fetching' },
    { type: 'workspace.prepared', thread, path: '/w', worktrees, ports: { first: 1, count: 10 } },
    { type: 'run.started', thread, run, instruction: instruction.id },
    { type: 'run.spawned', thread, run, process: { pid: 1, startedAt: '1' }, session: 's' },
    ...Array.from({ length: 20 }, () => judged('allow')),
    judged('ask'),
    { type: 'ask.opened', thread, run, ask, subject: { kind: 'question', question: 'q', text: 'Which?', options: [] } },
    { type: 'ask.answered', thread, ask, generation: 1, answer: { kind: 'choose', text: 'A' }, by },
    { type: 'change-set.recorded', thread, changes: [change] },
    { type: 'run.ended', thread, run, outcome: 'succeeded', reason: 'done' },
    { type: 'checks.started', thread, round: 1, heads, planned: [{ repo, name: 'test', command: 'npm test' }] },
    {
      type: 'check.ended',
      thread,
      round: 1,
      end: { repo, name: 'test', outcome: 'passed', durationMs: 1, tail: '', fingerprint: 'f' },
    },
    { type: 'checks.ended', thread, round: 1 },
    { type: 'clear.given', thread, clear: { id: clear, heads, at: 1 }, by },
    { type: 'landing.started', thread, landing, clear, heads },
    { type: 'landing.prepared', thread, landing, repo, target: commit, merge: head },
    { type: 'landing.push-claimed', thread, landing, repo },
    { type: 'landing.pushed', thread, landing, repo },
    { type: 'landing.ended', thread, landing, outcome: 'landed', reason: 'ok' },
  ];
}
