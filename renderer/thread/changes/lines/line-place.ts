import type { RepoId, ThreadId } from '../../../../core/ids.ts';
import { lineKey } from '../../../../core/review/words.ts';
import type { DiffLine } from '../../../../core/views/changes/diff.ts';

export type FilePlace = { readonly repo: RepoId; readonly path: string };

/** A line as comments name it: by its number after the change, or, where it is gone, before it. */
export type LinePlace = { readonly side: 'new' | 'old'; readonly line: number };

export function placeOf({ kind, old, now }: DiffLine): LinePlace | undefined {
  if (kind !== 'deleted' && now !== undefined) return { side: 'new', line: now };
  return old === undefined ? undefined : { side: 'old', line: old };
}

/** The name of the draft of a comment. */
export function draftOf(thread: ThreadId, file: FilePlace, { side, line }: LinePlace): string {
  return `${draftsOf(thread, file)}${lineKey(side, line)}`;
}

/** How the names of all drafts of a file begin; the key of the line follows. */
export function draftsOf(thread: ThreadId, { repo, path }: FilePlace): string {
  return `comment ${thread} ${repo} ${path} `;
}

/** The lines a comment is being written on. `names`: of all drafts. */
export function writtenOn(names: readonly string[], begin: string): readonly LinePlace[] {
  return names.flatMap((name): LinePlace[] => {
    const [, side, line] = name.startsWith(begin) ? (/^(new|old):(\d+)$/.exec(name.slice(begin.length)) ?? []) : [];
    return side === undefined ? [] : [{ side: side === 'old' ? 'old' : 'new', line: Number(line) }];
  });
}
