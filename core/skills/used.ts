import type { ToolCall } from '../model/action.ts';

/** Tools by which programs load a skill themselves: `Skill`, `skill`, `activate_skill`. */
const loaders = /^(activate_|use_|load_)?skills?$/i;
/** Some programs name no tool, and say in words what they do. */
const loading = /\bskill\b/i;
const nameFields = ['skill', 'name', 'skill_name', 'command'];

/** The skill that a call takes up: by the program's own tool, or by reading its SKILL.md below `folder`. */
export function skillTakenUp(
  { tool, input }: Pick<ToolCall, 'tool' | 'input'>,
  given: { readonly names: readonly string[]; readonly folder: string },
): string | undefined {
  const said = JSON.stringify(input);
  const read = given.names.find((name) => said.includes(`${given.folder}/${name}/SKILL.md`));
  if (read !== undefined) return read;
  const { rawInput = input } = input;
  const title = typeof input['title'] === 'string' ? input['title'] : '';
  // Gemini CLI tells nothing but this.
  const titled = given.names.find((name) => title.startsWith(`"${name}": `));
  if (titled !== undefined) return titled;
  if (!loaders.test(tool) && !loading.test(title)) return undefined;
  const fields = typeof rawInput === 'object' && rawInput !== null && !Array.isArray(rawInput) ? rawInput : {};
  const asked = [...nameFields.map((field) => fields[field]), ...title.split(/[^a-z0-9-]+/)];
  return given.names.find((name) => asked.includes(name));
}
