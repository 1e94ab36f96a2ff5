import { resolve } from 'node:path';
import type { Repo } from '../../../core/model/repo.ts';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { Command, CommandContext } from '../command-line/command.ts';
import { snapshotThere } from '../factory/snapshot-there.ts';
import type { SnapshotThere } from '../factory/snapshot-there.ts';
import { findRepo } from '../names.ts';
import { cleanLine, table } from '../screen.ts';

const REPO = { name: 'REPO', about: 'its name or id' };

const add: Command = {
  name: 'repo add',
  about: 'Register a clone: its remote, default branch and checks are detected',
  positionals: [{ name: 'PATH', about: 'a folder of the clone' }],
  async run({ args, screen, connect }) {
    const path = resolve(args.positional('PATH'));
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const added = await connection.value.call('repos.add', { path });
    if (!added.ok) return added;
    const { name, path: root, remote, defaultBranch, config } = added.value;
    const checks = (config.checks ?? []).map((check) => check.name).join(', ');
    const text = `Added ${name}: ${root} → ${remote.url} (${defaultBranch}); checks: ${checks || 'none found'}`;
    screen.print(added.value, cleanLine(text, 500));
    const { cloneNotes } = await import('../../intake/clone-notes.ts');
    for (const note of await cloneNotes(root)) screen.note(`note: ${note}`);
    return ok(0);
  },
};

const list: Command = {
  name: 'repo list',
  about: 'Show the registered repos',
  async run({ screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { snapshot } = there.value;
    const { repos } = snapshot;
    const rows = repos.map(({ name, defaultBranch, path, remote }) => [name, defaultBranch, path, remote.url]);
    screen.print(repos, repos.length > 0 ? table(rows) : 'No repos yet. Add one: teatree repo add PATH');
    return ok(0);
  },
};

const remove: Command = {
  name: 'repo remove',
  about: 'Forget a repo; the clone and its remote stay as they are',
  positionals: [REPO],
  async run({ args, screen, connect }) {
    const there = await repoThere({ args, connect });
    if (!there.ok) return there;
    const { call, repo } = there.value;
    const removed = await call('repos.remove', { repo: repo.id });
    if (!removed.ok) return removed;
    screen.print(removed.value, `Removed ${repo.name}; ${repo.path} is untouched`);
    return ok(0);
  },
};

const trust: Command = {
  name: 'repo trust',
  about: 'Let agents read the skills that a repo brings, or no longer',
  positionals: [REPO],
  options: { off: { about: 'no longer' } },
  async run({ args, screen, connect }) {
    const there = await repoThere({ args, connect });
    if (!there.ok) return there;
    const { call, repo } = there.value;
    const trusted = !args.has('off');
    const done = await call('repos.trust-skills', { repo: repo.id, trusted });
    if (!done.ok) return done;
    const { name, defaultBranch } = repo;
    const text = trusted
      ? `Agents in threads of ${name} get its skills as ${defaultBranch} has them`
      : `The skills of ${name} are not given to agents`;
    screen.print(done.value, text);
    return ok(0);
  },
};

/** Reaches the factory and finds the repo that was named. */
async function repoThere({
  args,
  connect,
}: Pick<CommandContext, 'args' | 'connect'>): Promise<Result<SnapshotThere & { readonly repo: Repo }>> {
  const there = await snapshotThere(connect);
  if (!there.ok) return there;
  const repo = findRepo(there.value.snapshot, args.positional(REPO.name));
  return repo.ok ? ok({ ...there.value, repo: repo.value }) : repo;
}

export const repoCommands: readonly Command[] = [add, list, trust, remove];
