import type { GateState, Pause } from '../../../core/model/gate.ts';
import { pausesAt } from '../../../core/model/gate.ts';
import type { ThreadId } from '../../../core/ids.ts';
import { isUnguarded } from '../../../core/views/gate/pauses.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { useClockText } from '../../window/clock.ts';

export function useGate(): GateState {
  return useMirror((mirror) => mirror.factory.gate);
}

/** The pauses that hold now; one whose time is over leaves by itself. */
export function usePauses(): readonly Pause[] {
  const gate = useGate();
  const holding = useClockText((now) =>
    pausesAt(gate, now)
      .map((pause) => gate.pauses.indexOf(pause))
      .join(' '),
  );
  return holding === '' ? [] : holding.split(' ').flatMap((index) => gate.pauses[Number(index)] ?? []);
}

/** Whether the gate holds nothing back of what this thread does now. */
export function useUnguarded(thread: ThreadId): boolean {
  const gate = useGate();
  return useClockText((now) => (isUnguarded(gate, thread, now) ? 'yes' : '')) !== '';
}
