import { useEffect, useState } from 'react';
import type { LineFound, LinesFound } from '../../../../core/contract/thread/change-methods.ts';
import type { RepoFiles } from '../../../../core/contract/thread/work-methods.ts';
import type { ThreadId } from '../../../../core/ids.ts';
import { bridge } from '../../../bridge.ts';

/** Nobody wants an answer to half a word. */
const settledAfterMs = 200;
const shortest = 2;

/** What main finds in the lines of these changes; undefined while nothing is looked for, or nothing is known yet. */
export function useLines(thread: ThreadId, repos: readonly RepoFiles[], text: string): LinesFound | undefined {
  const [found, setFound] = useState<{ readonly key: string; readonly lines: LinesFound }>();
  const compared = repos.flatMap(({ repo, between }) => (between ? [{ repo, ...between }] : []));
  const key = JSON.stringify({ thread, text, repos: compared });
  useEffect(() => {
    const asked = JSON.parse(key) as { thread: ThreadId; text: string; repos: typeof compared };
    if (asked.text.length < shortest) return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      void bridge()
        .call('changes.search', asked)
        .then((result) => {
          if (wanted && result.ok) setFound({ key, lines: result.value });
        });
    }, settledAfterMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [key]);
  return found?.key === key ? found.lines : undefined;
}

/** A line to show; `times` tells two wishes for the same apart. */
export type LineWish = Pick<LineFound, 'kind' | 'line'> & { readonly file: string; readonly times: number };
