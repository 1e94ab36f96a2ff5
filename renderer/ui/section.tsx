import type { ReactNode } from 'react';

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

export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">{children}</dl>;
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
      <dd className={`untrusted text-ink-2 ${mono ? 'font-mono' : ''}`}>{children}</dd>
    </>
  );
}
