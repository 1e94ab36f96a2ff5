import type { CommitId } from '../../../core/ids.ts';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { git } from '../hardening/git.ts';

export type FoundLine = { readonly path: string; readonly line: number; readonly text: string };

const longestLine = 500;

/** Lines of a commit's text files that have one of the words as a whole word, at most `most` of them. */
export async function grepCommit(
  repo: string,
  commit: CommitId,
  { words, most }: { readonly words: readonly string[]; readonly most: number },
): Promise<Result<readonly FoundLine[]>> {
  const patterns = words.flatMap((word) => ['-e', word]);
  const flags = ['--no-color', '--full-name', '-nIzw', '--max-count=20', '-F'];
  // 1: nothing was found.
  const output = await git(repo, ['grep', ...flags, ...patterns, commit, '--'], { accept: [0, 1], maxOutput: 4 << 20 });
  if (!output.ok) return output;
  return ok(
    output.value.stdout
      .split('\n')
      .flatMap((row) => {
        const [name = '', line, text] = row.split('\0');
        if (text === undefined) return [];
        return [{ path: name.slice(commit.length + 1), line: Number(line), text: text.slice(0, longestLine) }];
      })
      .slice(0, most),
  );
}
