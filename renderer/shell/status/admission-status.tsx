import { limitWords } from '../../../core/loop/limits/limit.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { go } from '../../window/window-state.ts';

const shape = 'flex h-5 min-w-24 shrink! items-center gap-1 rounded-tiny px-1.5 text-needs-you hover:bg-hover';
const open = () => go({ view: 'settings' });

/** What keeps new work from starting: harnesses at their limit, and the machine. Nothing stands here while nothing does. */
export function AdmissionStatus() {
  const limits = useMirror((mirror) => mirror.factory.limits);
  const hold = useMirror((mirror) => mirror.admission.hold);
  return (
    <>
      {Object.values(limits).map((limit) => (
        <button key={limit.harness} type="button" className={shape} title={visible(limit.reason)} onClick={open}>
          <Glyph shape="pause" className="size-3!" /> <span className="truncate">{visible(limitWords(limit))}</span>
        </button>
      ))}
      {hold && (
        <button type="button" className={shape} title={hold.text} onClick={open}>
          <Glyph shape="pause" className="size-3!" /> <span className="truncate">waits for {waitsFor[hold.kind]}</span>
        </button>
      )}
    </>
  );
}

const waitsFor = { disk: 'the disk', files: 'open files', memory: 'memory', load: 'the processor' } as const;
