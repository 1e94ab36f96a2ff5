import { useEffect, useState } from 'react';
import type { Input, MethodName, Output } from '../../core/contract.ts';
import type { Result } from '../../core/result.ts';
import { bridge } from '../bridge.ts';

/**
 * What main answers to a question, asked again when the input or `version` changes.
 * Undefined while the answer is under way; an answer to an earlier question is never shown.
 */
export function useAnswer<M extends MethodName>(name: M, input: Input<M>, version = ''): Result<Output<M>> | undefined {
  const key = JSON.stringify([name, input, version]);
  const [answer, setAnswer] = useState<{ key: string; result: Result<Output<M>> }>();
  useEffect(() => {
    let wanted = true;
    const [asked, given] = JSON.parse(key) as [M, Input<M>];
    void bridge()
      .call(asked, given)
      .then((result) => {
        if (wanted) setAnswer({ key, result });
      });
    return () => {
      wanted = false;
    };
  }, [key]);
  return answer?.key === key ? answer.result : undefined;
}
