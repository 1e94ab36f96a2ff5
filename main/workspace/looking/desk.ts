import type { Against, Discarded, LinesFound } from '../../../core/contract/thread/change-methods.ts';
import type { FileDiff, RepoFiles } from '../../../core/contract/thread/work-methods.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Result } from '../../../core/result.ts';
import type { Compared, DeskParts } from './desk-parts.ts';
import { discard } from './discard.ts';
import type { DiscardWish } from './discard.ts';
import { look, lookAtFile } from './look.ts';
import type { FileWish } from './look.ts';
import { open } from './open.ts';
import type { OpenWish } from './open.ts';
import { searchLines } from './search.ts';
import { rememberLooks } from './unchanged/remember-looks.ts';

/** Where a person looks at what a thread changed, and takes pieces of it back. */
export type ChangeDesk = {
  /** `anew`: git is asked, whatever an earlier look found. */
  files(thread: Thread, against: Against, anew?: boolean): Promise<Result<readonly RepoFiles[]>>;
  diff(thread: Thread, wish: FileWish): Promise<Result<FileDiff>>;
  search(thread: Thread, text: string, repos: readonly Compared[]): Promise<Result<LinesFound>>;
  /** Refused while the thread's agent is at work. */
  discard(thread: Thread, wish: DiscardWish): Promise<Result<Discarded>>;
  open(thread: Thread, wish: OpenWish): Promise<Result<true>>;
};

export function changeDesk(parts: DeskParts): ChangeDesk {
  return {
    files: rememberLooks(parts, (thread, how) => look(parts, thread, how)),
    diff: (thread, wish) => lookAtFile(parts, thread, wish),
    search: (thread, text, repos) => searchLines(parts, thread, { text, repos }),
    discard: (thread, wish) => discard(parts, thread, wish),
    open: (thread, wish) => open(parts, thread, wish),
  };
}
