import { useMirror } from '../mirror/mirror.ts';
import { Glyph } from '../ui/glyph.tsx';
import { go } from '../window/window-state.ts';
import { usePauses } from './pause/use-pauses.ts';

const shape = 'flex h-5 items-center gap-1 rounded-tiny px-1.5 hover:bg-hover';

/** The gate in two words, always in sight; it leads to its page. */
export function GateStatus() {
  const pauses = usePauses();
  const problems = useMirror((mirror) => mirror.policy.problems.length);
  const open = () => go({ view: 'gate' });
  return (
    <>
      {pauses.length > 0 ? (
        <button type="button" className={`${shape} text-needs-you`} onClick={open}>
          <Glyph shape="pause" className="size-3!" /> gate paused
          {pauses.length > 1 && ` (${String(pauses.length)})`}
        </button>
      ) : (
        <button type="button" className={`${shape} hover:text-ink`} onClick={open}>
          <Glyph shape="check" className="size-3! text-ready" /> gate on
        </button>
      )}
      {problems > 0 && (
        <button type="button" className={`${shape} text-failed`} onClick={open}>
          <Glyph shape="cross" className="size-3!" /> policy: {problems} {problems === 1 ? 'problem' : 'problems'}
        </button>
      )}
    </>
  );
}
