import type { ToolCall } from '../../model/action.ts';

/** Skills that an agent opened by itself: by its own tool for skills, or by reading the file. */
export function skillsOpened(calls: readonly ToolCall[]): readonly string[] {
  const names = calls.flatMap(({ tool, input }) => {
    const named = tool.toLowerCase() === 'skill' ? [input['skill'], input['name'], input['command']] : [];
    const read = [...JSON.stringify(input).matchAll(/skills\/([a-z0-9-]+)\/SKILL\.md/g)].map(([, name]) => name);
    return [...named, ...read].flatMap((name) => (typeof name === 'string' ? [name] : []));
  });
  return [...new Set(names)];
}
