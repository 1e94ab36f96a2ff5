import type { LineFound, LinesFound } from '../../../core/contract/thread/change-methods.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { ok, type Result } from '../../../core/result.ts';
import { findLines } from '../../../core/views/changes/find-lines.ts';
import { diffFiles, diffText } from '../../git/diff.ts';
import type { Compared, DeskParts } from './desk-parts.ts';
import { folderOf } from './look.ts';

const mostLines = 300;
/** Some 300,000 lines. */
const maxBytes = 16 * 1024 * 1024;
const longest = 400;

/** Looks through the whole diff of a thread, also of files that nobody has opened. */
export async function searchLines(
  parts: DeskParts,
  thread: Thread,
  { text, repos }: { readonly text: string; readonly repos: readonly Compared[] },
): Promise<Result<LinesFound>> {
  const lines: LineFound[] = [];
  let total = 0;
  let truncated = false;
  for (const { repo, from, to } of repos) {
    const folder = folderOf(parts, thread, repo);
    if (!folder.ok) return folder;
    const files = await diffFiles(folder.value, { from, to });
    if (!files.ok) return files;
    const diff = await diffText(folder.value, { from, to, maxBytes });
    if (!diff.ok) return diff;
    const found = findLines(diff.value.text, text, mostLines - lines.length);
    total += found.total;
    truncated ||= diff.value.truncated;
    for (const { file, line } of found.hits) {
      const path = files.value[file]?.path;
      const at = line.kind === 'deleted' ? line.old : line.now;
      if (path !== undefined && at !== undefined)
        lines.push({ repo, path, kind: line.kind, line: at, text: line.text.slice(0, longest) });
    }
  }
  return ok({ lines, total, truncated });
}
