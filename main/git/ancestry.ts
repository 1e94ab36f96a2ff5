import { CommitId } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';
import { git, gitText } from './hardening/git.ts';

/** `at` is milliseconds since the epoch (git keeps seconds). */
export type Person = { readonly name: string; readonly email: string };
export type CommitInfo = {
  readonly id: CommitId;
  readonly tree: string;
  readonly parents: readonly CommitId[];
  readonly author: Person;
  readonly at: number;
  readonly subject: string;
  readonly body: string;
};

/** The commit that a name stands for. Failure `unknown-revision` when there is none. */
export async function revParse(repo: string, revision: string): Promise<Result<CommitId>> {
  const id = await gitText(repo, ['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`]);
  return id.ok ? ok(CommitId.parse(id.value.trim())) : id;
}

/** Whether `commit` contains `ancestor`; a commit contains itself. */
export async function isAncestor(
  repo: string,
  { ancestor, commit }: { readonly ancestor: CommitId; readonly commit: CommitId },
): Promise<Result<boolean>> {
  const answer = await git(repo, ['merge-base', '--is-ancestor', ancestor, commit], { accept: [0, 1] });
  return answer.ok ? ok(answer.value.exitCode === 0) : answer;
}

/** The best common ancestor; undefined when the histories have none. */
export async function mergeBase(repo: string, a: CommitId, b: CommitId): Promise<Result<CommitId | undefined>> {
  const answer = await git(repo, ['merge-base', a, b], { accept: [0, 1] });
  if (!answer.ok) return answer;
  return ok(answer.value.exitCode === 0 ? CommitId.parse(answer.value.stdout.trim()) : undefined);
}

export async function readCommit(repo: string, revision: string): Promise<Result<CommitInfo>> {
  const id = await revParse(repo, revision);
  if (!id.ok) return id;
  const output = await gitText(repo, ['log', '--max-count=1', ...FORMAT, id.value]);
  if (!output.ok) return output;
  const [commit] = parseLog(output.value);
  if (!commit) throw new Error(`git log shows nothing for the existing commit ${id.value}`);
  return ok(commit);
}

/** The commits that `to` contains and `from` does not, newest first. */
export async function log(
  repo: string,
  { from, to, limit = 1000 }: { readonly from: CommitId; readonly to: CommitId; readonly limit?: number },
): Promise<Result<readonly CommitInfo[]>> {
  const output = await gitText(repo, ['log', `--max-count=${limit}`, ...FORMAT, `${from}..${to}`]);
  return output.ok ? ok(parseLog(output.value)) : output;
}

/** The number of commits that `to` contains and `from` does not. */
export async function countCommits(
  repo: string,
  { from, to }: { readonly from: CommitId; readonly to: CommitId },
): Promise<Result<number>> {
  const output = await gitText(repo, ['rev-list', '--count', `${from}..${to}`]);
  return output.ok ? ok(Number(output.value)) : output;
}

const FORMAT = ['-z', '--no-show-signature', '--format=tformat:%H%x00%T%x00%P%x00%an%x00%ae%x00%at%x00%s%x00%b'];
const FIELDS = 8;

function parseLog(output: string): readonly CommitInfo[] {
  const fields = output.split('\0');
  const commits: CommitInfo[] = [];
  for (let at = 0; at + FIELDS <= fields.length; at += FIELDS) {
    const [id, tree = '', parents = '', name = '', email = '', time, subject = '', body = ''] = fields.slice(
      at,
      at + FIELDS,
    );
    commits.push({
      id: CommitId.parse(id),
      tree,
      parents: parents
        .split(' ')
        .filter(Boolean)
        .map((parent) => CommitId.parse(parent)),
      author: { name, email },
      at: Number(time) * 1000,
      subject,
      body: body.trimEnd(),
    });
  }
  return commits;
}
