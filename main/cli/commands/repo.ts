import { resolve } from 'node:path';
import { ok } from '../../../core/result.ts';
import type { Command } from '../command-line/command.ts';
import { snapshotThere } from '../factory/snapshot-there.ts';
import { findRepo } from '../names.ts';
import { cleanLine, table } from '../screen.ts';

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
  positionals: [{ name: 'REPO', about: 'its name or id' }],
  async run({ args, screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { call, snapshot } = there.value;
    const repo = findRepo(snapshot, args.positional('REPO'));
    if (!repo.ok) return repo;
    const removed = await call('repos.remove', { repo: repo.value.id });
    if (!removed.ok) return removed;
    screen.print(removed.value, `Removed ${repo.value.name}; ${repo.value.path} is untouched`);
    return ok(0);
  },
};

const trust: Command = {
  name: 'repo trust',
  about: 'Let agents read the skills that a repo brings, or no longer',
  positionals: [{ name: 'REPO', about: 'its name or id' }],
  options: { off: { about: 'no longer' } },
  async run({ args, screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { call, snapshot } = there.value;
    const repo = findRepo(snapshot, args.positional('REPO'));
    if (!repo.ok) return repo;
    const trusted = !args.has('off');
    const done = await call('repos.trust-skills', { repo: repo.value.id, trusted });
    if (!done.ok) return done;
    const { name, defaultBranch } = repo.value;
    const text = trusted
      ? `Agents in threads of ${name} get its skills as ${defaultBranch} has them`
      : `The skills of ${name} are not given to agents`;
    screen.print(done.value, text);
    return ok(0);
  },
};

export const repoCommands: readonly Command[] = [add, list, trust, remove];
