import type { HarnessInfo } from '../../core/contract.ts';
import { limitOn, limitWords } from '../../core/loop/limits/limit.ts';
import type { Tone } from '../../core/views/board.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useHarnesses } from '../mirror/harnesses.ts';
import { useMirror } from '../mirror/mirror.ts';
import { Button } from '../ui/button.tsx';
import { CommandLine } from '../ui/rows/command-line.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { tell } from '../window/request.ts';

/** Every agent that a thread can be given to: whether it is there, and whether its account takes anything on. */
export function HarnessSettings() {
  const found = useHarnesses();
  return (
    <section aria-label="Known agents" className="flex flex-col gap-1 border-b py-4">
      <h3 className="font-medium">Known agents</h3>
      {!found && <p className="text-sm text-ink-3">Looking for them…</p>}
      {found && !found.ok && <p className="text-sm text-failed">{found.error.message}</p>}
      <ul>{found?.ok && found.value.map((harness) => <HarnessRow key={harness.id} harness={harness} />)}</ul>
    </section>
  );
}

const tones: Readonly<Record<HarnessInfo['state'], Tone>> = { ready: 'ready', missing: 'quiet', unsupported: 'failed' };

/** What is known of an agent on one line: where it is, why it takes nothing on, or how to get it. */
export function HarnessRow({ harness: { id, title, state, text, next } }: { readonly harness: HarnessInfo }) {
  const limit = useMirror((mirror) => limitOn(mirror.factory.limits, id));
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-3 py-1 text-sm">
      <span className="w-36 shrink-0">{visible(title)}</span>
      <span className="w-24 shrink-0" title={visible(text)}>
        <StateMark word={limit ? 'held back' : state} tone={limit ? 'needs-you' : tones[state]} />
      </span>
      {state === 'missing' && next !== undefined ? (
        <CommandLine command={next} />
      ) : (
        <span className="untrusted min-w-0 flex-1 text-ink-2">
          {visible(limit ? `${limitWords(limit)}: ${limit.reason}` : text)}
        </span>
      )}
      {limit && (
        <Button small onClick={() => tell('harnesses.release', { harness: id })}>
          Start anyway
        </Button>
      )}
      {state === 'unsupported' && next !== undefined && (
        <div className="flex basis-full pl-[16.5rem]">
          <CommandLine command={next} />
        </div>
      )}
    </li>
  );
}
