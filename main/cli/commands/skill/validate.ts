import { join } from 'node:path';
import { ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { setProblems } from '../../../../core/skills/problems.ts';
import { problemLine } from '../../../skills/problem-line.ts';
import { isSkill, skillAt, skillsIn } from '../../../skills/skills-in.ts';
import type { FoundSkill } from '../../../skills/skills-in.ts';
import type { Command } from '../../command-line/command.ts';
import { clean } from '../../screen.ts';

export const skillValidate: Command = {
  name: 'skill validate',
  about: 'Check skills as they are written; every problem is told with its line',
  positionals: [{ name: 'PATH', optional: true, about: 'a skill, or a folder of skills (default: this folder)' }],
  async run({ args, screen }) {
    const found = await skillsAt(args.optional('PATH') ?? '.');
    if (!found.ok) return found;
    const together = setProblems(found.value.flatMap(({ skill }) => skill ?? []));
    const problemsOf = ({ name, problems }: FoundSkill) => [
      ...problems,
      ...together.filter((each) => each.skill === name).map(({ problem }) => problem),
    ];
    for (const each of found.value) {
      const { name, folder, skill } = each;
      const problems = problemsOf(each);
      const lines = problems.map((problem) => clean(problemLine(folder, problem)));
      screen.print(
        { name, folder, valid: problems.length === 0, hash: skill?.hash, problems },
        lines.length === 0 ? `${clean(name)} is valid` : lines.join('\n'),
      );
    }
    return ok(found.value.some((each) => problemsOf(each).length > 0) ? 1 : 0);
  },
};

/** One skill where SKILL.md lies in the folder itself, otherwise all below it. */
async function skillsAt(path: string): Promise<Result<readonly FoundSkill[]>> {
  const one = await skillAt(path);
  if (!one.ok || isSkill(one.value)) return one.ok ? ok([one.value]) : one;
  for (const folder of [path, join(path, 'skills')]) {
    const below = await skillsIn(folder);
    if (below.some(isSkill)) return ok(below);
  }
  return ok([one.value]);
}
