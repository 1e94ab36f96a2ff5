import { costText, spentSince } from '../../../core/views/text/usage.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { useThreads } from '../../mirror/selectors.ts';
import { useClockText } from '../../window/clock.ts';

/** How the machine is and what today cost. What nobody tells does not stand here. */
export function MachineStatus() {
  const { load, freeGb } = useMirror((mirror) => mirror.gauges);
  return (
    <>
      {load !== undefined && <span title="Load of this machine, over a minute">load {load}</span>}
      {freeGb !== undefined && <span title="Memory that is free">{freeGb} GB free</span>}
      <Spent />
    </>
  );
}

function Spent() {
  const threads = useThreads();
  const midnight = Number(useClockText((now) => String(new Date(now).setHours(0, 0, 0, 0))));
  const { costUsd, silent } = spentSince(threads, midnight);
  if (costUsd === undefined) return null;
  const rest = silent === 0 ? '' : `; ${String(silent)} ${silent === 1 ? 'run' : 'runs'} did not say`;
  return <span title={`What the runs that began today said they cost${rest}`}>{costText(costUsd)} today</span>;
}
