import { useEffect, useState } from 'react';
import type { SearchAnswer } from '../../core/contract/search-methods.ts';
import type { Result } from '../../core/result.ts';
import type { SearchKind } from '../../core/search/texts.ts';
import { bridge } from '../bridge.ts';

/** Typing goes on; who asks at every letter asks for nothing. */
const pauseMs = 120;
const askAgainMs = 600;

/** What is found, as it was typed last; the earlier answer stands until the next one is there. */
export function useSearch(text: string, kind: SearchKind | undefined): Result<SearchAnswer> | undefined {
  const [answer, setAnswer] = useState<Result<SearchAnswer>>();
  useEffect(() => {
    let wanted = true;
    let timer: number;
    const look = async () => {
      const found = await bridge().call('search.find', { text, ...(kind && { kinds: [kind], limit: 100 }) });
      if (!wanted) return;
      setAnswer(found);
      if (found.ok && found.value.behind) timer = window.setTimeout(() => void look(), askAgainMs);
    };
    timer = window.setTimeout(() => void look(), pauseMs);
    return () => {
      wanted = false;
      window.clearTimeout(timer);
    };
  }, [text, kind]);
  return answer;
}
