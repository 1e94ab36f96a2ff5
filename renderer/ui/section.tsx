import type { ReactNode } from 'react';
import { visible } from '../../core/views/text/visible.ts';

type SectionProps = { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode };

/** A titled part of a panel or a page. */
export function Section({ title, aside, children }: SectionProps) {
  return (
    <section className="flex flex-col gap-2" aria-label={title}>
      <header className="flex h-6 items-center justify-between gap-2">
        <h3 className="text-sm font-medium text-ink-3">{title}</h3>
        {aside}
      </header>
      {children}
    </section>
  );
}

/** `wide`: on a page of its own, where the names of several lists stand in one column. */
export function Facts({ wide = false, children }: { readonly wide?: boolean; readonly children: ReactNode }) {
  return (
    <dl
      className={`grid items-baseline gap-x-4 gap-y-1.5 text-sm ${wide ? 'grid-cols-[9rem_minmax(0,1fr)]' : 'grid-cols-[max-content_minmax(0,1fr)]'}`}
    >
      {children}
    </dl>
  );
}

export function Fact({
  name,
  mono = false,
  children,
}: {
  readonly name: string;
  readonly mono?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className={`untrusted text-ink-2 ${mono ? 'font-mono' : ''}`}>
        {typeof children === 'string' ? visible(children) : children}
      </dd>
    </>
  );
}
