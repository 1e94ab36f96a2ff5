import type { Ask } from '../../../core/model/ask.ts';
import { givenTo } from '../../../core/views/transcript.ts';
import type { ToolRow } from '../../../core/views/transcript.ts';
import { printed, visible } from '../../../core/views/text/visible.ts';
import { verdictMarks } from '../../gate/verdict-marks.ts';
import { MakeLesson } from '../../learning/make-lesson.tsx';
import { useWindow } from '../../window/window-state.ts';
import { LongText } from '../long-text.tsx';
import { Fact, Facts } from '../../ui/section.tsx';

export function ToolDetails({ row, ask }: { readonly row: ToolRow; readonly ask: Ask | undefined }) {
  const { call, permission, result, output } = row;
  const answer = ask?.state.kind === 'answered' ? ask.state.answer : undefined;
  return (
    <div className="mb-2 ml-6 flex flex-col gap-3 rounded-card border bg-card p-3">
      <Facts>
        <Fact name="in" mono>
          {visible(call.cwd)}
        </Fact>
        {call.why !== undefined && <Fact name="why">{visible(call.why)}</Fact>}
        {row.agent !== undefined && <Fact name="sub-agent">{visible(row.agent)}</Fact>}
        {permission && <Permission permission={permission} />}
        {answer && <Fact name="you">{answer.kind}</Fact>}
        {result && result.summary !== '' && <Fact name="result">{visible(result.summary)}</Fact>}
        {result && <Decision result={result} />}
      </Facts>
      {permission?.verdict === 'deny' && <Learn call={call.id} />}
      <Block title="As written" text={rawInput(call.input)} />
      {ask?.subject.kind === 'gate' && <Asked ask={ask} expanded={ask.subject.action.expanded} />}
      {output !== '' && <Block title="Output" text={printed(output)} />}
    </div>
  );
}

function Learn({ call }: { readonly call: string }) {
  const thread = useWindow(({ place }) => (place.view === 'thread' ? place.thread : undefined));
  return thread && <MakeLesson of={{ kind: 'action', thread, call }} />;
}

/** What the person was asked about, and what they had run in its place. */
function Asked({ ask: { state }, expanded }: { readonly ask: Ask; readonly expanded: readonly string[] }) {
  const edited = state.kind === 'answered' && state.answer.kind === 'edit' ? state.answer.command : undefined;
  return (
    <>
      {expanded.length > 0 && <Block title="Would really run" text={expanded.join('\n')} />}
      {edited !== undefined && <Block title="Your command in its place" text={edited} />}
    </>
  );
}

function Permission({ permission }: { readonly permission: NonNullable<ToolRow['permission']> }) {
  const { verdict, rule, reason, notes } = permission;
  return (
    <>
      <Fact name="gate">
        {verdictMarks[verdict].word} by {visible(rule)}: {visible(reason)}
      </Fact>
      {notes?.map((note) => (
        <Fact key={note} name="note">
          {visible(note)}
        </Fact>
      ))}
    </>
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
  const given = givenTo(input);
  return typeof given.command === 'string' ? given.command : JSON.stringify(given, undefined, 2);
}
