import type { ReactNode } from 'react';

type EmptyProps = { readonly title: string; readonly text: string; readonly children?: ReactNode };

/** Nothing here yet, why, and at most one next action. */
export function Empty({ title, text, children }: EmptyProps) {
  return (
    <div className="grid h-full place-items-center p-8">
      <div className="appearing flex max-w-100 flex-col items-center gap-2 text-center">
        <h2 className="text-lg font-medium">{title}</h2>
        <p className="text-pretty text-ink-2">{text}</p>
        {children != null && <div className="pt-3">{children}</div>}
      </div>
    </div>
  );
}
