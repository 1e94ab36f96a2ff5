import { Play } from 'lucide-react';
import type { Pause } from '../../../core/model/gate.ts';
import { pauseLeft, pauseName } from '../../../core/views/gate/pauses.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { Button } from '../../ui/button.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { useClockText } from '../../window/clock.ts';
import { tell } from '../../window/request.ts';
import { go } from '../../window/window-state.ts';
import { usePauses } from './use-pauses.ts';

const shownOneByOne = 2;

/** Stands over every page for as long as anything of the gate is switched off. */
export function PauseBanner() {
  const pauses = usePauses();
  if (pauses.length === 0) return null;
  const everything = pauses.find((pause) => pause.target.kind === 'everything');
  const shown = everything ? [everything] : pauses.slice(0, shownOneByOne);
  const more = pauses.length - shown.length;
  return (
    <section
      aria-label="Paused gate"
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-needs-you/40 bg-needs-you/10 px-5 py-1.5 text-sm"
    >
      <Glyph shape="pause" className="text-needs-you" />
      {shown.map((pause) => (
        <OnePause key={JSON.stringify(pause.target)} pause={pause} />
      ))}
      {more > 0 && (
        <Button small look="quiet" onClick={() => go({ view: 'gate' })}>
          and {more} more
        </Button>
      )}
    </section>
  );
}

function OnePause({ pause }: { readonly pause: Pause }) {
  const name = useMirror((mirror) => pauseName(pause.target, mirror.factory.threads));
  const left = useClockText((now) => pauseLeft(pause, now));
  return (
    <span className="flex items-center gap-2">
      <span>
        <span className="font-medium text-needs-you">{name} is paused</span>{' '}
        <span className="text-ink-2">{left}. It still judges and records, and holds nothing back.</span>
      </span>
      <Button small aria-label={`Resume: ${name}`} onClick={() => tell('gate.resume', { target: pause.target })}>
        <Play className="size-3" aria-hidden /> Resume
      </Button>
    </span>
  );
}
