import type { ToolCall } from '../model/action.ts';

/** Tools by which programs load a skill themselves: `Skill`, `skill`, `activate_skill`. */
const loaders = /^(activate_|use_|load_)?skills?$/i;
const nameFields = ['skill', 'name', 'skill_name', 'command'];

/** The skill that a call takes up: by the program's own tool, or by reading its SKILL.md below `folder`. */
export function skillTakenUp(
  { tool, input }: Pick<ToolCall, 'tool' | 'input'>,
  given: { readonly names: readonly string[]; readonly folder: string },
): string | undefined {
  if (loaders.test(tool)) {
    const asked = nameFields.map((field) => input[field]).filter((value) => typeof value === 'string');
    return given.names.find((name) => asked.includes(name));
  }
  const said = JSON.stringify(input);
  return given.names.find((name) => said.includes(`${given.folder}/${name}/SKILL.md`));
}
