import type { Ask } from '../../../core/model/ask.ts';
import type { ToolRow } from '../../../core/views/transcript.ts';
import { printed, visible } from '../../../core/views/text/visible.ts';
import { verdictMarks } from '../../gate/verdict-marks.ts';
import { LongText } from './long-text.tsx';
import { Fact, Facts } from '../../ui/section.tsx';

export function ToolDetails({ row, ask }: { readonly row: ToolRow; readonly ask: Ask | undefined }) {
  const { call, permission, result, output } = row;
  const expanded = ask?.subject.kind === 'gate' ? ask.subject.action.expanded : [];
  return (
    <div className="mb-2 ml-6 flex flex-col gap-3 rounded-card border bg-card p-3">
      <Facts>
        <Fact name="in" mono>
          {visible(call.cwd)}
        </Fact>
        {call.why !== undefined && <Fact name="why">{visible(call.why)}</Fact>}
        {row.agent !== undefined && <Fact name="sub-agent">{visible(row.agent)}</Fact>}
        {permission && (
          <Fact name="gate">
            {verdictMarks[permission.verdict].word} by {visible(permission.rule)}: {visible(permission.reason)}
          </Fact>
        )}
        {permission?.notes?.map((note) => (
          <Fact key={note} name="note">
            {visible(note)}
          </Fact>
        ))}
        {ask && ask.state.kind === 'answered' && <Fact name="you">{ask.state.answer.kind}</Fact>}
        {result && result.summary !== '' && <Fact name="result">{visible(result.summary)}</Fact>}
        {result && <Decision result={result} />}
      </Facts>
      <Block title="As written" text={rawInput(call.input)} />
      {expanded.length > 0 && <Block title="Would really run" text={expanded.join('\n')} />}
      {output !== '' && <Block title="Output" text={printed(output)} />}
    </div>
  );
}

/** Which decision of the gate let it run. */
function Decision({ result }: { readonly result: NonNullable<ToolRow['result']> }) {
  if (result.ran === false) return <Fact name="decision">none: the program turned the call down before it asked</Fact>;
  return result.decision === undefined ? null : (
    <Fact name="decision" mono>
      {visible(result.decision)}
    </Fact>
  );
}

function Block({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div>
      <h4 className="pb-1 text-sm text-ink-3">{title}</h4>
      <pre className="untrusted max-h-80 overflow-y-auto rounded-control bg-canvas px-3 py-2 font-mono text-code text-ink-2">
        <LongText text={text} />
      </pre>
    </div>
  );
}

function rawInput(input: ToolRow['call']['input']): string {
  const { command } = input;
  return typeof command === 'string' ? command : JSON.stringify(input, undefined, 2);
}
