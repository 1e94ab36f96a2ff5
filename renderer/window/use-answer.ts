import { useEffect, useState } from 'react';
import type { Input, MethodName, Output } from '../../core/contract.ts';
import type { Result } from '../../core/result.ts';
import { bridge } from '../bridge.ts';

/**
 * What main answers to a question, asked again when the input or `version` changes.
 * Undefined while the answer is under way; an answer to an earlier question is never shown.
 */
export function useAnswer<M extends MethodName>(name: M, input: Input<M>, version = ''): Result<Output<M>> | undefined {
  return useSteadyAnswer(name, input, { of: JSON.stringify([input, version]), version });
}

/** `of`: what is asked about. */
export type Asked = { readonly of: string; readonly version: string };

/** The same, but while something is asked anew about the same thing the last answer stays. */
export function useSteadyAnswer<M extends MethodName>(
  name: M,
  input: Input<M>,
  { of, version }: Asked,
): Result<Output<M>> | undefined {
  const key = JSON.stringify([name, input, version, of]);
  const [answer, setAnswer] = useState<{ readonly of: string; readonly result: Result<Output<M>> }>();
  useEffect(() => {
    let wanted = true;
    const [asked, given, , about] = JSON.parse(key) as [M, Input<M>, string, string];
    void bridge()
      .call(asked, given)
      .then((result) => {
        if (wanted) setAnswer({ of: about, result });
      });
    return () => {
      wanted = false;
    };
  }, [key]);
  return answer?.of === of ? answer.result : undefined;
}
