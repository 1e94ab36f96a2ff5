import { resolve } from 'node:path';
import type { CommitId } from '../../../../core/ids.ts';
import { closest } from '../../../../core/placed-problem.ts';
import type { FileConflict, Meeting, RadarHead } from '../../../../core/radar/conflict.ts';
import { suggestLandingOrder } from '../../../../core/radar/landing-order.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { placesText } from '../../../../core/views/radar/overlap.ts';
import { togetherChecker } from '../../../checks/check-together.ts';
import type { Together } from '../../../checks/check-together.ts';
import { readBranches } from '../../../git/merge-tree/branches.ts';
import { createRadar } from '../../../radar/radar.ts';
import type { Command } from '../../command-line/command.ts';
import { clean, cleanLine } from '../../screen.ts';

/**
 * Reads a local repository: no data folder, no lock, no running app, and nothing is written into it; only with --check
 * it gets commits that no branch holds, and for a while a worktree.
 */
export const radar: Command = {
  name: 'radar',
  about: 'Tell which branches of a repository conflict with each other, with files and lines',
  positionals: [{ name: 'REPO', about: 'the folder of a local repository' }],
  options: {
    branches: { about: 'names of branches; without it all local ones', value: 'NAME', many: true, list: true },
    check: { about: 'Also try COMMAND on the merge of each two that merge cleanly and share a file', value: 'COMMAND' },
    order: { about: 'Suggest an order to land them in instead, with reasons' },
  },
  async run({ args, screen }) {
    const repo = resolve(args.positional('REPO'));
    const heads = await headsOf(repo, args.values('branches'));
    if (!heads.ok) return heads;
    const met = await createRadar(repo).look(heads.value);
    if (!met.ok) return met;
    const checked = await checkTogether(repo, args.value('check'), { heads: heads.value, met: met.value });
    if (!checked.ok) return checked;
    const conflicts = checked.value.filter(({ files, together }) => files.length > 0 || together === 'red-together');
    if (args.has('order')) {
      const order = suggestLandingOrder(heads.value, conflicts);
      const rows = order.map(({ name, reason }, at) => `${String(at + 1)}. ${clean(name)}: ${clean(reason)}`);
      screen.print(order, rows.join('\n'));
    } else screen.print(conflicts.map(answerOf), describe(conflicts, heads.value.length));
    return ok(0);
  },
};

async function headsOf(repo: string, names: readonly string[]): Promise<Result<readonly RadarHead[]>> {
  const branches = await readBranches(repo);
  if (!branches.ok) return branches;
  const local = [...branches.value.keys()].filter((name) => branches.value.has(`refs/heads/${name}`));
  const wanted = names.length === 0 ? local : names.flatMap((name) => asList(name, branches.value));
  const unknown = wanted.find((name) => !branches.value.has(name));
  if (unknown !== undefined) return fail(unknownBranch(unknown, repo, local));
  const distinct = [...new Set(wanted)];
  return ok(
    distinct.flatMap((name) => {
      const commit = branches.value.get(name);
      return commit === undefined ? [] : [{ name, commit }];
    }),
  );
}

/** `a,b` is two branches unless there is one of that name. */
function asList(text: string, branches: ReadonlyMap<string, CommitId>): readonly string[] {
  return branches.has(text) ? [text] : text.split(',');
}

function unknownBranch(name: string, repo: string, known: readonly string[]) {
  const meant = closest(name, known);
  const message = `There is no branch "${cleanLine(name)}" in ${repo}.`;
  const next = meant === undefined ? `See: git -C ${repo} branch --all` : `Did you mean ${meant}?`;
  return { code: 'unknown-branch', message, next };
}

/** `together`: what a command said of the merge, where the two merge cleanly and share a file. */
type Checked = Meeting & { readonly together?: Together };

async function checkTogether(
  repo: string,
  command: string | undefined,
  { heads, met }: { readonly heads: readonly RadarHead[]; readonly met: readonly Meeting[] },
): Promise<Result<readonly Checked[]>> {
  if (command === undefined) return ok(met);
  const commits = new Map(heads.map(({ name, commit }) => [name, commit]));
  const check = togetherChecker({ repo, command, signal: new AbortController().signal });
  const checked: Checked[] = [];
  for (const meeting of met) {
    const [a, b] = [commits.get(meeting.a), commits.get(meeting.b)];
    if (meeting.files.length > 0 || !a || !b) {
      checked.push(meeting);
      continue;
    }
    const together = await check(a, b);
    if (!together.ok) return together;
    checked.push({ ...meeting, together: together.value });
  }
  return ok(checked);
}

/** `lines` are those of `a`, `linesOfB` those of `b`. */
function answerOf({ a, b, files, shared, together }: Checked) {
  const open = files.map(({ theirLines, ...file }) => ({ ...file, linesOfB: theirLines }));
  return { a, b, files: open, ...(together && { shared, together }) };
}

function describe(conflicts: readonly Checked[], branches: number): string {
  if (conflicts.length === 0) return `None of ${String(branches)} branches conflict.`;
  return conflicts
    .flatMap(({ a, b, files, shared, together }) => [
      `${clean(a)} and ${clean(b)}`,
      ...files.map((file) => `  ${lineOf(file)}`),
      ...(together
        ? [`  merge cleanly, but the check is red on both together; both touch ${cleanLine(shared.join(', '))}`]
        : []),
    ])
    .join('\n');
}

function lineOf(file: FileConflict): string {
  return `${cleanLine(placesText(file), 160)} (${file.kind})`;
}
