import { useEffect, useState } from 'react';
import type { EvalPage, EvalProgress } from '../../core/evals/page/eval-page.ts';
import type { Failure } from '../../core/result.ts';
import { bridge } from '../bridge.ts';

type Evals = { readonly page?: EvalPage; readonly failure?: Failure };

const lookMs = 1000;

/** The scenarios and what they came to; read again whenever the suite under way has moved on. */
export function useEvals(): Evals & { readonly lookAgain: () => void } {
  const [evals, setEvals] = useState<Evals>({});
  const [look, setLook] = useState(0);
  useEffect(() => {
    let seen: string | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wanted = true;
    const read = async () => {
      const progress = await bridge().call('evals.progress', {});
      const now = progress.ok ? stepOf(progress.value) : '';
      if (wanted && now !== seen) {
        seen = now;
        const page = await bridge().call('evals.page', {});
        if (wanted) setEvals(page.ok ? { page: page.value } : { failure: page.error });
      }
      if (wanted) timer = setTimeout(() => void read(), lookMs);
    };
    void read();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [look]);
  return { ...evals, lookAgain: () => setLook(look + 1) };
}

function stepOf(progress: EvalProgress | undefined): string {
  if (!progress) return 'none';
  const { run, passed, failed, others, stopping } = progress;
  return JSON.stringify([run, passed, failed, others, stopping]);
}
