import { useState } from 'react';
import type { ComponentType } from 'react';
import { cutAt, visible } from '../../core/views/text/visible.ts';

/** More than this is not read at a glance, and takes long to lay out when it is one line. */
const atOnce = 20_000;
const step = 200_000;

type LongTextProps = {
  readonly text: string;
  /** Draws it instead of as it was written. */
  readonly as?: ComponentType<{ readonly text: string }>;
};

/** Untrusted text of any length: its beginning, and more of it when asked for. */
export function LongText({ text, as: Drawn }: LongTextProps) {
  const [limit, setLimit] = useState(atOnce);
  const shown = cutAt(text, limit);
  return (
    <>
      {Drawn ? <Drawn text={shown.text} /> : visible(shown.text)}
      {shown.more > 0 && (
        <button
          type="button"
          onClick={() => setLimit(limit + step)}
          className="ml-1 font-sans text-sm text-ink-3 underline hover:text-ink"
        >
          show more ({Math.ceil(shown.more / 1000)} 000 characters left)
        </button>
      )}
    </>
  );
}
