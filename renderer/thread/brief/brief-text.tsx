import { clsx } from 'clsx';
import type { BriefView } from '../../../core/brief/brief-view.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { Fact, Facts } from '../../ui/section.tsx';
import { LongText } from '../long-text.tsx';

type BriefFactsProps = {
  readonly brief: BriefView;
  /** The harness that it is for. */
  readonly reader: string;
};

/** What is to be known about a brief beside its text. */
export function BriefFacts({ brief, reader }: BriefFactsProps) {
  const { text, hash, skills, notGiven, cuts, budget, unknown, read, run } = brief;
  const named = skills.filter(({ why }) => why !== undefined);
  const others = skills.filter(({ why }) => why === undefined);
  return (
    <Facts wide>
      {!read && run === undefined && <Fact name="read by">nobody: the {reader} harness follows its recipe</Fact>}
      {unknown.length > 0 ? (
        <Fact name="preview">not known before the workspace is made: {unknown.join(', ')}</Fact>
      ) : (
        <Fact name="sha256" mono>
          {hash}
        </Fact>
      )}
      <Fact name="size">{sizeWords(text.length, budget)}</Fact>
      {named.map((skill) => (
        <Fact key={skillWords(skill)} name="skill">
          {skillWords(skill)}, because {visible(skill.why ?? '')}
        </Fact>
      ))}
      {others.length > 0 && <Fact name="skills to look up">{others.map(skillWords).join(', ')}</Fact>}
      {notGiven.map((each) => (
        <Fact key={each} name="skill not given">
          {visible(each)}
        </Fact>
      ))}
      {cuts.map(({ name, kept, of }) => (
        <Fact key={name} name="cut">
          {visible(name)}: {kept.toLocaleString('en')} of {of.toLocaleString('en')} characters are in it
        </Fact>
      ))}
    </Facts>
  );
}

export function BriefText({ text, low = false }: { readonly text: string; readonly low?: boolean }) {
  return (
    <pre
      tabIndex={low ? 0 : undefined}
      className={clsx(
        'untrusted hairline rounded-card bg-card p-4 font-mono text-code leading-5 whitespace-pre-wrap text-ink-2',
        low && 'max-h-80 overflow-y-auto',
      )}
    >
      <LongText text={text} />
    </pre>
  );
}

function sizeWords(length: number, budget: number | undefined): string {
  const size = length.toLocaleString('en');
  return budget === undefined ? `${size} characters` : `${size} of at most ${budget.toLocaleString('en')} characters`;
}

function skillWords({ name, from }: BriefView['skills'][number]): string {
  return visible(from === undefined ? name : `${name} of ${from}`);
}
