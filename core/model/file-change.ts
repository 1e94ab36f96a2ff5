/** One changed file of a repo between two commits. Paths are repo-relative with forward slashes. */
export type FileChange = {
  readonly path: string;
  readonly oldPath: string | undefined;
  readonly state: 'added' | 'modified' | 'deleted' | 'renamed' | 'copied' | 'type-changed';
  /** Undefined for a binary file. */
  readonly added: number | undefined;
  readonly deleted: number | undefined;
  /** Of the content it has now, or had last. Undefined where git does not say. */
  readonly blob: string | undefined;
};
