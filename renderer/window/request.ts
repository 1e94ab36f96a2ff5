import { toast } from 'sonner';
import type { Input, MethodName, Output } from '../../core/contract.ts';
import type { Failure, Result } from '../../core/result.ts';
import { bridge } from '../bridge.ts';

/** Asks main, and shows a refusal with its next step. For a form that shows the refusal itself, use `bridge().call`. */
export async function request<M extends MethodName>(name: M, input: Input<M>): Promise<Result<Output<M>>> {
  const result = await bridge().call(name, input);
  if (!result.ok) showFailure(result.error);
  return result;
}

/** The same, for a button that has nothing to do with the answer. */
export function tell<M extends MethodName>(name: M, input: Input<M>): void {
  void request(name, input);
}

function showFailure(failure: Failure): void {
  toast.error(failure.message, { description: failure.next });
}
