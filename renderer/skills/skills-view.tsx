import { archivedWhy } from '../../core/skills/listed-skill.ts';
import type { SkillInfo } from '../../core/skills/listed-skill.ts';
import { Empty } from '../ui/empty.tsx';
import { Problem } from '../ui/field.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { AddSkill } from './add-skill.tsx';
import { DeadWeight } from './dead-weight.tsx';
import { SkillRow } from './skill-row.tsx';
import { useSkillFields, useSkills } from './use-skills.ts';

/** What agents can look up, where it comes from, and whether it is of any use. */
export function SkillsView() {
  const { skills, lookAgain } = useSkills();
  return (
    <div tabIndex={0} role="region" aria-label="Skills" className="min-h-0 flex-1 overflow-y-auto px-5 py-6">
      <div className="mx-auto flex max-w-240 flex-col gap-6">
        <header>
          <h1 className="text-xl font-semibold tracking-tight">Skills</h1>
          <p className="text-pretty text-ink-2">
            What agents may look up while they work. A run gets those that fit its repos, paths and phase; what it took
            up is on record.
          </p>
        </header>
        {skills && <AddSkill onAdded={lookAgain} />}
        {skills?.ok === false && <Problem message={skills.error.message} next={skills.error.next} />}
        {!skills && <Waiting text="Reading the skills" />}
        {skills?.ok && skills.value.length === 0 && (
          <Empty title="No skills" text="Add one of yours, or trust those of a repo." />
        )}
        {skills?.ok && <Groups skills={skills.value} onChanged={lookAgain} />}
      </div>
    </div>
  );
}

type GroupsProps = { readonly skills: readonly SkillInfo[]; readonly onChanged: () => void };

function Groups({ skills, onChanged }: GroupsProps) {
  const fields = useSkillFields();
  const archived = skills.filter(({ why }) => why === archivedWhy);
  const active = skills.filter(({ why }) => why !== archivedWhy);
  const groups = new Map<string, SkillInfo[]>();
  for (const skill of active) groups.set(groupOf(skill), [...(groups.get(groupOf(skill)) ?? []), skill]);
  if (archived.length > 0) groups.set('Archived', archived);
  return (
    <>
      <DeadWeight skills={active.filter(({ name }) => fields.get(name)?.deadWeight)} onArchived={onChanged} />
      {[...groups].map(([name, each]) => (
        <section key={name} aria-label={name} className="flex flex-col gap-2">
          <h2 className="untrusted flex items-center gap-3 text-sm font-medium text-ink-3">
            {name} <span className="font-normal tabular-nums">{each.length}</span>
          </h2>
          <ul className="flex flex-col overflow-hidden rounded-card border bg-card">
            {each.map((skill) => (
              <SkillRow key={skill.name} skill={skill} field={fields.get(skill.name)} onChanged={onChanged} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function groupOf({ source }: SkillInfo): string {
  return source.kind === 'repo' ? source.repo : source.kind === 'yours' ? 'Yours' : 'Teatree';
}
