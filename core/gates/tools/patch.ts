export type FileUse = { readonly kind: 'read' | 'write' | 'delete'; readonly path: string };

/** The files that a patch touches, in the form of codex (`*** Update File: x`) or of `diff -u`. */
export function patchUses(patch: string): readonly FileUse[] {
  return patch.split('\n').flatMap((line): readonly FileUse[] => {
    const [, verb, named] = /^\*\*\* (Add File|Update File|Delete File|Move to): (.+)$/.exec(line) ?? [];
    if (named !== undefined) return [{ kind: verb === 'Delete File' ? 'delete' : 'write', path: named.trim() }];
    const path = /^(?:---|\+\+\+) (?:[ab]\/)?([^\t]+)/.exec(line)?.[1]?.trim();
    return path === undefined || path === '/dev/null' ? [] : [{ kind: 'write', path }];
  });
}
