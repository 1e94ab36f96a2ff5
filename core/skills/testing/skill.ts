import type { Applies, Skill } from '../skill.ts';

/** A skill for all runs that says little. */
export function skill(
  name: string,
  description: string,
  more: Partial<Omit<Skill, 'applies'>> & { readonly applies?: Partial<Applies> } = {},
): Skill {
  const files = [{ path: 'SKILL.md', text: `${name}: ${description}` }];
  return {
    ...{ name, description, body: 'Do it.', files, hash: `hash of ${name}` },
    ...{ license: undefined, compatibility: undefined, allowedTools: undefined },
    ...more,
    applies: { phases: [], kinds: [], repos: [], paths: [], ...more.applies },
  };
}
