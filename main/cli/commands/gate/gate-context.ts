import { z } from 'zod';
import type { GateContext } from '../../../../core/gates/context.ts';
import { exampleContext } from '../../../../core/gates/example/context.ts';
import { joinPath } from '../../../../core/gates/paths.ts';
import { parseJson } from '../../../../core/parse-json.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { readTextFile } from '../../../files/read-text-file.ts';

const worktree = z.object({ path: z.string(), branch: z.string(), defaultBranch: z.string(), remote: z.string() });

/** The parts of a gate's context that a file or a row may give; what is missing stays as it was. */
export const ContextFacts = z
  .object({
    home: z.string(),
    worktrees: z.array(worktree),
    scratch: z.string(),
    workspace: z.string(),
    workspaces: z.string(),
    primaryClones: z.array(z.string()),
    appState: z.string(),
    protectedBranches: z.array(z.string()),
    env: z.record(z.string(), z.string()),
    tools: z.array(z.string()),
    processes: z.array(z.number()),
    symlinks: z.record(z.string(), z.string()),
  })
  .partial();
type ContextFacts = z.infer<typeof ContextFacts>;

/** The example's context, or what `--context FILE` makes of it. */
export async function openContext(file: string | undefined): Promise<Result<GateContext>> {
  if (file === undefined) return ok(exampleContext);
  const text = await readTextFile(file);
  if (!text.ok) return text;
  const facts = ContextFacts.safeParse(parseJson(text.value));
  if (facts.success) return ok(withFacts(exampleContext, facts.data, exampleContext.home));
  const message = `${file} is not a gate context: ${z.prettifyError(facts.error).replace(/\s+/g, ' ')}`;
  return fail({
    code: 'invalid-input',
    message,
    next: 'Give a JSON object such as {"symlinks": {"/link": "/target"}}',
  });
}

/** Facts of one row over the context; variables are added, and links may be named from the row's directory. */
export function withFacts(context: GateContext, facts: ContextFacts, cwd: string): GateContext {
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  const links = Object.entries(facts.symlinks ?? {}).map(([link, target]) => [joinPath(cwd, link) ?? link, target]);
  return {
    ...context,
    ...given,
    env: { ...context.env, ...facts.env },
    symlinks: { ...context.symlinks, ...(Object.fromEntries(links) as Record<string, string>) },
  };
}
