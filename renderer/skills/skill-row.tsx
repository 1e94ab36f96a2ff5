import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { SkillField } from '../../core/skills/field.ts';
import type { SkillInfo } from '../../core/skills/listed-skill.ts';
import { visible } from '../../core/views/text/visible.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { SkillDetails } from './skill-details.tsx';

type SkillRowProps = {
  readonly skill: SkillInfo;
  readonly field: SkillField | undefined;
  readonly onChanged: () => void;
};

/** One skill on one line; opened, what it says and what became of it. */
export function SkillRow({ skill, field, onChanged }: SkillRowProps) {
  const [open, setOpen] = useState(false);
  const details = useId();
  const { name, description, given, scenarios, problems } = skill;
  const tone = problems.length > 0 ? 'failed' : given ? 'ready' : 'quiet';
  return (
    <li className="border-b last:border-b-0">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={details}
        onClick={() => setOpen(!open)}
        className="flex w-full flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-left transition-colors duration-150 hover:bg-hover"
      >
        <ChevronRight
          aria-hidden
          className={clsx('size-3.5 shrink-0 text-ink-3 transition-transform duration-150', open && 'rotate-90')}
        />
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
      </button>
      <div id={details} hidden={!open}>
        {open && <SkillDetails skill={skill} field={field} onChanged={onChanged} />}
      </div>
    </li>
  );
}

function usedText(field: SkillField | undefined): string {
  return field ? `taken up in ${String(field.used)} of ${String(field.given)} runs` : 'no run yet';
}

function scenariosText(count: number): string {
  return count === 1 ? '1 scenario' : `${String(count)} scenarios`;
}
