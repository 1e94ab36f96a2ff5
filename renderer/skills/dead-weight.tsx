import { useState } from 'react';
import type { SkillInfo } from '../../core/skills/listed-skill.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Button } from '../ui/button.tsx';
import { request } from '../window/request.ts';

type DeadWeightProps = { readonly skills: readonly SkillInfo[]; readonly onArchived: () => void };

/** Skills that take room in every run and that nobody opened: a proposal, which is the person's to take. */
export function DeadWeight({ skills, onArchived }: DeadWeightProps) {
  const [busy, setBusy] = useState(false);
  if (skills.length === 0) return null;
  const archive = async () => {
    setBusy(true);
    for (const { name } of skills) await request('skills.archive', { name, archived: true });
    setBusy(false);
    onArchived();
  };
  const names = skills.map(({ name }) => name).join(', ');
  const tokens = skills.reduce((sum, skill) => sum + skill.tokens, 0);
  return (
    <section
      aria-label="Proposed for the archive"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border bg-card px-4 py-3 shadow-card"
    >
      <p className="untrusted min-w-60 flex-1">
        {visible(names)}: given to 30 runs or more, and not taken up once. {tokens} tokens of each of these runs.
      </p>
      <Button disabled={busy} onClick={() => void archive()}>
        {skills.length === 1 ? 'Archive it' : `Archive all ${String(skills.length)}`}
      </Button>
    </section>
  );
}
