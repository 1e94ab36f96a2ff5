const ROOT = 'refs/teatree/checkpoints';

/** Where a thread's checkpoints stand; without a thread, those of all. */
export function folderOf(thread: string | undefined): string {
  return thread === undefined ? ROOT : `${ROOT}/${thread}`;
}

export function refOf(thread: string, number: number): string {
  return `${ROOT}/${thread}/${String(number)}`;
}

/** Undefined: not the ref of a checkpoint of ours. */
export function placeOfRef(ref: string): { readonly thread: string; readonly number: number } | undefined {
  const [, thread, number] = /^refs\/teatree\/checkpoints\/(thr_[a-z0-9]+)\/(\d{1,9})$/.exec(ref) ?? [];
  return thread === undefined || number === undefined ? undefined : { thread, number: Number(number) };
}
