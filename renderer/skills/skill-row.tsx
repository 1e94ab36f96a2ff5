import type { SkillField } from '../../core/skills/field.ts';
import type { SkillInfo } from '../../core/skills/listed-skill.ts';
import { visible } from '../../core/views/text/visible.ts';
import { UnfoldingRow } from '../ui/rows/unfolding-row.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { SkillDetails } from './skill-details.tsx';

type SkillRowProps = {
  readonly skill: SkillInfo;
  readonly field: SkillField | undefined;
  readonly onChanged: () => void;
};

/** One skill on one line; opened, what it says and what became of it. */
export function SkillRow({ skill, field, onChanged }: SkillRowProps) {
  const { name, description, given, scenarios, problems } = skill;
  const tone = problems.length > 0 ? 'failed' : given ? 'ready' : 'quiet';
  return (
    <UnfoldingRow
      line={
        <>
          <StateMark
            word={problems.length > 0 ? 'broken' : given ? 'given' : 'not given'}
            tone={tone}
            className="w-22 text-sm"
          />
          <span className="untrusted line-clamp-1 w-52 font-medium">{visible(name)}</span>
          <span className="untrusted line-clamp-1 min-w-40 flex-1 text-sm text-ink-2">{visible(description)}</span>
          <span className="text-sm text-ink-3 tabular-nums">
            {[usedText(field), ...(scenarios === undefined ? [] : [scenariosText(scenarios)])].join(' · ')}
          </span>
        </>
      }
      details={() => <SkillDetails skill={skill} field={field} onChanged={onChanged} />}
    />
  );
}

function usedText(field: SkillField | undefined): string {
  return field ? `taken up in ${String(field.used)} of ${String(field.given)} runs` : 'no run yet';
}

function scenariosText(count: number): string {
  return count === 1 ? '1 scenario' : `${String(count)} scenarios`;
}
