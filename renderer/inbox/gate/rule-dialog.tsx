import { useState } from 'react';
import type { AskId } from '../../../core/ids.ts';
import type { Ask } from '../../../core/model/ask.ts';
import type { RulePreview } from '../../../core/model/gate.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useInbox } from '../../mirror/selectors.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/field.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useAnswer } from '../../window/use-answer.ts';
import { closeDialog } from '../../window/window-state.ts';
import { answerAsks } from '../answer.ts';
import { BackTestFacts } from './back-test.tsx';
import type { WideScope } from './wide-scopes.ts';

type RuleDialogProps = { readonly id: AskId; readonly scope: WideScope };

const titles = { repo: 'Always allow this in this repo?', always: 'Always allow this, in every repo?' } as const;

/** An approval that writes a rule: the exact text, where it goes, and what it would have changed about the past. */
export function RuleDialog({ id, scope }: RuleDialogProps) {
  const asks = useInbox().find((group) => group.asks.some((ask) => ask.id === id))?.asks ?? [];
  const preview = useAnswer('gate.previewRule', { ask: id, scope });
  const offered = preview?.ok && preview.value.offered ? preview.value : undefined;
  const [busy, setBusy] = useState(false);
  const write = async () => {
    if (busy) return;
    setBusy(true);
    const given = await answerAsks(byFirst(asks, id), { kind: 'approve', scope });
    setBusy(false);
    if (given) closeDialog();
  };
  const gone = asks.length === 0;
  return (
    <Dialog
      wide
      title={titles[scope]}
      description="From then on the gate does not ask about it. The rule can be taken out again on the Gate page."
      footer={
        <>
          <span className="flex-1 text-sm text-ink-3">
            {asks.length > 1 && `Approves all ${String(asks.length)} threads that ask`}
          </span>
          <Button look="quiet" onClick={closeDialog}>
            Cancel
          </Button>
          <Button
            look="primary"
            autoFocus
            disabled={!offered || gone || busy}
            onClick={() => void write()}
            key={String(offered !== undefined)}
          >
            Write the rule and approve <Kbd chord="Enter" />
          </Button>
        </>
      }
    >
      {gone && <Problem message="This ask is not open any more." next="Nothing will be written." />}
      {!preview && <Waiting text="Trying the rule on the last actions" />}
      {preview && !offered && <NoSuchRule answer={preview.ok ? preview.value : preview.error} />}
      {offered && <Offered offered={offered} />}
    </Dialog>
  );
}

/** The rule is written for the ask that was looked at; the others of its group are approved by it. */
function byFirst(asks: readonly Ask[], id: AskId): readonly Ask[] {
  return asks.toSorted((a, b) => Number(b.id === id) - Number(a.id === id));
}

function NoSuchRule({
  answer,
}: {
  readonly answer: RulePreview | { readonly message: string; readonly next?: string | undefined };
}) {
  if ('message' in answer) return <Problem {...answer} />;
  return answer.offered ? null : <Problem message={answer.reason} next="Approve it once or for this thread instead." />;
}

function Offered({ offered }: { readonly offered: Extract<RulePreview, { offered: true }> }) {
  return (
    <div className="flex flex-col gap-4">
      <section className="flex flex-col gap-1.5">
        <h3 className="text-sm text-ink-3">
          Will be written to <span className="untrusted font-mono text-ink-2">{offered.file}</span>
        </h3>
        <pre
          aria-label="The rule to be written"
          tabIndex={0}
          className="untrusted max-h-60 overflow-y-auto rounded-control bg-canvas px-3 py-2 font-mono text-code"
        >
          {visible(offered.yaml)}
        </pre>
      </section>
      <BackTestFacts test={offered.backTest} />
    </div>
  );
}
