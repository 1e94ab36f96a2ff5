import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { visible } from '../../../core/views/text/visible.ts';
import { copyText } from '../../window/copy.ts';
import { Button } from '../button.tsx';

/** A command for the person's own shell. */
export function CommandLine({ command }: { readonly command: string }) {
  const [copied, setCopied] = useState(false);
  const Icon = copied ? Check : Copy;
  const word = copied ? 'Copied' : 'Copy';
  return (
    <div className="flex min-w-0 flex-1 items-center gap-2 rounded-control bg-canvas py-1 pr-1 pl-3">
      <code className="untrusted min-w-0 flex-1 font-mono text-code text-ink-2">{visible(command)}</code>
      <Button
        small
        look="quiet"
        aria-label={`${word} ${visible(command)}`}
        onClick={() => setCopied(copyText(command))}
      >
        <Icon className="size-3" aria-hidden />
        {word}
      </Button>
    </div>
  );
}
