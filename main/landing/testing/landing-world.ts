import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../../core/loop/command.ts';
import { evolve } from '../../../core/loop/evolve.ts';
import { emptyState } from '../../../core/loop/state.ts';
import { ClearId, CommitId, InstructionId, LandingId, RepoId, ThreadId } from '../../../core/ids.ts';
import { ok } from '../../../core/result.ts';
import { cleanEnvironment } from '../../process/environment.ts';
import { run } from '../../process/run.ts';
import type { LandingDesk, LandingRepo } from '../desk.ts';

const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid', '-c', 'commit.gpgsign=false'];

async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  const done = await run({ file: 'git', args: [...identity, ...args], cwd, env: cleanEnvironment() });
  if (!done.ok || done.value.exitCode !== 0)
    throw new Error(`git ${args.join(' ')}: ${done.ok ? done.value.stderr : done.error.message}`);
  return done.value.stdout.trim();
}

/** A bare remote and a clone of it with one commit beyond the remote's main, as an agent's branch has. */
async function makeRepo(folder: string, name: string): Promise<LandingRepo> {
  const remote = join(folder, `${name}.git`);
  const clone = join(folder, name);
  await git(folder, 'init', '-q', '--bare', '-b', 'main', remote);
  await git(folder, 'clone', '-q', remote, clone);
  await git(clone, 'checkout', '-q', '-b', 'main');
  await commitFile(clone, 'a.txt', 'one\n');
  await git(clone, 'push', '-q', 'origin', 'main');
  const base = CommitId.parse(await git(clone, 'rev-parse', 'HEAD'));
  await git(clone, 'checkout', '-q', '-b', 'teatree/x');
  const head = await commitFile(clone, 'a.txt', 'two\n');
  await git(clone, 'checkout', '-q', 'main');
  return {
    id: RepoId.parse(`rep_${name}`),
    name,
    path: clone,
    remote: { name: 'origin', url: remote },
    branch: 'main',
    head,
    base,
    reverted: undefined,
  };
}

async function commitFile(clone: string, file: string, text: string): Promise<CommitId> {
  await writeFile(join(clone, file), text);
  await git(clone, 'add', '-A');
  await git(clone, 'commit', '-q', '-m', `Change ${file}`);
  return CommitId.parse(await git(clone, 'rev-parse', 'HEAD'));
}

export type LandingWorld = Awaited<ReturnType<typeof makeLandingWorld>>;

/** Three repos and a journal in memory that is folded by the real reducer. */
export async function makeLandingWorld() {
  const folder = await mkdtemp(join(tmpdir(), 'teatree-landing-'));
  const repos = await Promise.all(['lib', 'web', 'cli'].map((name) => makeRepo(folder, name)));
  const thread = ThreadId.parse('thr_t');
  const state = emptyState();
  const reports: Report[] = [];
  let seq = 0;
  const fold = (event: Parameters<typeof evolve>[1]['event']) => {
    evolve(state, { seq: (seq += 1), at: 1_700_000_000_000 + seq, event });
  };
  const brief = {
    thread,
    title: 'Rename it',
    goal: 'g',
    repos: repos.map((repo) => repo.id),
    harness: { id: 'recipe', config: {} },
  };
  fold({
    type: 'thread.created',
    thread,
    number: 1,
    brief,
    instruction: { id: InstructionId.parse('ins_g'), kind: 'goal', text: 'g' },
  });

  let hooks: { onReport?: (event: Report) => Promise<void>; check?: LandingDesk['check'] } = {};
  let checked = 0;

  function desk(landing: LandingId, change: (repo: LandingRepo) => LandingRepo = (repo) => repo): LandingDesk {
    const read = () => {
      const found = state.threads.get(thread)?.landings.find((each) => each.id === landing);
      if (!found) throw new Error('no such landing');
      return found;
    };
    return {
      thread,
      landing,
      title: 'Rename it',
      repos: repos.map(change),
      at: read().startedAt,
      read,
      async report(event) {
        reports.push(event);
        fold(event);
        await hooks.onReport?.(event);
        return ok(undefined);
      },
      async check(heads) {
        checked += 1;
        return (await hooks.check?.(heads)) ?? { green: true, reason: '' };
      },
      pause: () => Promise.resolve(),
    };
  }

  return {
    folder,
    repos,
    reports,
    desk,
    begin(n = 1): LandingId {
      const landing = LandingId.parse(`lnd_${String(n)}`);
      const heads = repos.map(({ id, head }) => ({ repo: id, commit: head }));
      fold({ type: 'landing.started', thread, landing, clear: ClearId.parse('clr_c'), heads });
      return landing;
    },
    use: (next: typeof hooks) => {
      hooks = next;
    },
    checks: () => checked,
    remoteLog: (name: string) => git(join(folder, `${name}.git`), 'log', '--format=%s', 'main'),
    remoteFile: (name: string, file: string) => git(join(folder, `${name}.git`), 'show', `main:${file}`),
    /** Somebody else pushes to the target. */
    async strangerPushes(name: string, file: string, text: string) {
      const other = await mkdtemp(join(folder, 'other-'));
      await git(other, 'clone', '-q', join(folder, `${name}.git`), 'c');
      await commitFile(join(other, 'c'), file, text);
      await git(join(other, 'c'), 'push', '-q', 'origin', 'main');
    },
    /** The remote refuses pushes to main from the n-th on. */
    async refusePushes(name: string, after = 0) {
      const hookFolder = join(folder, `${name}.git`, 'hooks');
      await mkdir(hookFolder, { recursive: true });
      const script = `#!/bin/sh\nn=$(cat "$PWD/count" 2>/dev/null || echo 0)\necho $((n+1)) > "$PWD/count"\n[ "$n" -lt ${String(after)} ] || { echo "policy: frozen" >&2; exit 1; }\n`;
      await writeFile(join(hookFolder, 'pre-receive'), script, { mode: 0o755 });
    },
  };
}
