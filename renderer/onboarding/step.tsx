import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

type StepProps = {
  readonly n: number;
  readonly title: string;
  readonly open: boolean;
  /** What came of it, once it is done. */
  readonly done: string | undefined;
  readonly children: ReactNode;
};

/** Only the next step is open; the others are a line. */
export function Step({ n, title, open, done, children }: StepProps) {
  return (
    <li className="hairline rounded-card bg-card" aria-current={open ? 'step' : undefined}>
      <div className="flex h-11 items-center gap-3 px-4">
        {done === undefined ? (
          <span className="w-4 text-center text-ink-3">{n}</span>
        ) : (
          <Check className="size-4 text-ready" aria-label="Done" />
        )}
        <h2 className={`flex-1 font-medium ${open || done !== undefined ? '' : 'text-ink-3'}`}>{title}</h2>
        {done !== undefined && <span className="text-sm text-ink-3">{done}</span>}
      </div>
      {open && <div className="flex flex-col gap-3 border-t p-4">{children}</div>}
    </li>
  );
}
