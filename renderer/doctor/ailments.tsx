import { useState } from 'react';
import { toast } from 'sonner';
import type { Finding } from '../../core/contract/doctor-methods.ts';
import type { Tone } from '../../core/views/board.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Button } from '../ui/button.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { request } from '../window/request.ts';

type AilmentsProps = { readonly findings: readonly Finding[]; readonly onMended: () => void };

const tones: Readonly<Record<Finding['state'], Tone>> = {
  error: 'failed',
  warning: 'needs-you',
  unknown: 'quiet',
  ok: 'ready',
};
const order = Object.keys(tones);

/** What does not hold, the worst first. */
export function Ailments({ findings, onMended }: AilmentsProps) {
  const { busy, mend } = useMending(onMended);
  const sorted = findings.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const mendable = sorted.filter(({ repair }) => repair !== undefined);
  if (sorted.length === 0)
    return (
      <p role="status" className="flex items-center gap-2 rounded-card border px-4 py-3 font-medium">
        <StateMark word="Everything holds" tone="ready" />
      </p>
    );
  return (
    <section aria-label="Findings" className="flex flex-col gap-2">
      <header className="flex h-8 items-center justify-between">
        <h2 className="text-sm font-medium text-ink-3">
          {sorted.length === 1 ? 'One thing does not hold' : `${String(sorted.length)} things do not hold`}
        </h2>
        {mendable.length > 1 && (
          <Button small disabled={busy !== undefined} onClick={() => void mend(mendable)}>
            Mend all {mendable.length}
          </Button>
        )}
      </header>
      <ul className="flex flex-col overflow-hidden rounded-card border">
        {sorted.map((finding) => (
          <Ailment key={finding.id} finding={finding} busy={busy} onMend={() => void mend([finding])} />
        ))}
      </ul>
    </section>
  );
}

type AilmentProps = { readonly finding: Finding; readonly busy: string | undefined; readonly onMend: () => void };

function Ailment({ finding: { id, name, state, text, next, repair }, busy, onMend }: AilmentProps) {
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <div className="min-w-60 flex-1">
        <p className="flex items-center gap-2 font-medium">
          <StateMark word={state} tone={tones[state]} className="font-normal" />
          <span className="untrusted">{visible(name)}</span>
        </p>
        <p className="untrusted text-pretty wrap-anywhere select-text">{visible(text)}</p>
        {next !== undefined && <p className="untrusted text-sm text-pretty text-ink-2">{visible(next)}</p>}
      </div>
      {repair !== undefined && (
        <Button disabled={busy !== undefined} onClick={onMend} className="mt-0.5">
          {busy === id ? 'Mending…' : repair}
        </Button>
      )}
    </li>
  );
}

/** One after another; each is looked at again before it is mended, and a refusal stops nothing else. */
function useMending(onMended: () => void) {
  const [busy, setBusy] = useState<string>();
  const mend = async (findings: readonly Finding[]) => {
    for (const { id } of findings) {
      setBusy(id);
      const done = await request('app.repair', { finding: id });
      if (done.ok) toast.success(visible(done.value.text));
    }
    setBusy(undefined);
    onMended();
  };
  return { busy, mend };
}
