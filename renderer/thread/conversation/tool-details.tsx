import type { ReactNode } from 'react';
import type { Ask } from '../../../core/model/ask.ts';
import type { ToolRow } from '../../../core/views/transcript.ts';
import { Fact, Facts } from '../../ui/section.tsx';

export function ToolDetails({ row, ask }: { readonly row: ToolRow; readonly ask: Ask | undefined }) {
  const { call, permission, result, output } = row;
  const expanded = ask?.subject.kind === 'gate' ? ask.subject.action.expanded : [];
  return (
    <div className="mb-2 ml-6 flex flex-col gap-3 rounded-card border bg-card p-3">
      <Facts>
        <Fact name="in" mono>
          {call.cwd}
        </Fact>
        {call.why !== undefined && <Fact name="why">{call.why}</Fact>}
        {permission && (
          <Fact name="gate">
            {verdictWords[permission.verdict]} by {permission.rule}: {permission.reason}
          </Fact>
        )}
        {ask && ask.state.kind === 'answered' && <Fact name="you">{ask.state.answer.kind}</Fact>}
        {result && result.summary !== '' && <Fact name="result">{result.summary}</Fact>}
      </Facts>
      <Block title="As written">{rawInput(call.input)}</Block>
      {expanded.length > 0 && <Block title="Would really run">{expanded.join('\n')}</Block>}
      {output !== '' && <Block title="Output">{output}</Block>}
    </div>
  );
}

const verdictWords = { allow: 'allowed', deny: 'denied', ask: 'asked' } as const;

function Block({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <h4 className="pb-1 text-sm text-ink-3">{title}</h4>
      <pre className="untrusted max-h-80 overflow-y-auto rounded-control bg-canvas px-3 py-2 font-mono text-code text-ink-2">
        {children}
      </pre>
    </div>
  );
}

function rawInput(input: ToolRow['call']['input']): string {
  const { command } = input;
  return typeof command === 'string' ? command : JSON.stringify(input, undefined, 2);
}
