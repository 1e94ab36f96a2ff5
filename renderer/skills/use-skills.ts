import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { SkillInfo } from '../../core/skills/listed-skill.ts';
import { skillFields } from '../../core/skills/field.ts';
import type { SkillField } from '../../core/skills/field.ts';
import type { Result } from '../../core/result.ts';
import { useMirror } from '../mirror/mirror.ts';
import { useAnswer } from '../window/use-answer.ts';

/** What there is; what was read last stands while it is read again. */
export function useSkills() {
  const [look, setLook] = useState(1);
  const [last, setLast] = useState<Result<readonly SkillInfo[]>>();
  const answer = useAnswer('skills.list', {}, String(look));
  if (answer && answer !== last) setLast(answer);
  return { skills: answer ?? last, lookAgain: () => setLook(look + 1) };
}

/** What became of each in the threads of this factory. */
export function useSkillFields(): ReadonlyMap<string, SkillField> {
  const { threads } = useMirror(useShallow(({ factory, version }) => ({ threads: factory.threads, version })));
  return skillFields(threads.values());
}
