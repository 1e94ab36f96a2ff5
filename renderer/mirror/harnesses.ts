import { useEffect } from 'react';
import { create } from 'zustand';
import type { HarnessInfo } from '../../core/contract.ts';
import type { Result } from '../../core/result.ts';
import { bridge } from '../bridge.ts';

/** Which harnesses there are; looking for programs takes a moment, so one look serves the whole window. */
const useFound = create<{ readonly answer: Result<readonly HarnessInfo[]> | undefined }>(() => ({ answer: undefined }));

/** `anew` looks again: the person may have installed one meanwhile. The earlier answer stands until then. */
export function useHarnesses(anew = false): Result<readonly HarnessInfo[]> | undefined {
  useEffect(() => {
    if (anew || !useFound.getState().answer) void look(anew);
  }, [anew]);
  return useFound((state) => state.answer);
}

/** Those that can be given work now; the recipe harness is given recipes alone. Undefined while it is not known. */
export function useReadyAgents(anew = false): readonly HarnessInfo[] | undefined {
  const answer = useHarnesses(anew);
  if (!answer?.ok) return answer && [];
  return answer.value.filter(({ id, state }) => id !== 'recipe' && state === 'ready');
}

/** Undefined while it is not known, or where there is none of that id. */
export function useHarness(id: string): HarnessInfo | undefined {
  const answer = useHarnesses();
  return answer?.ok ? answer.value.find((each) => each.id === id) : undefined;
}

async function look(refresh: boolean): Promise<void> {
  useFound.setState({ answer: await bridge().call('harnesses.list', { refresh }) });
}
