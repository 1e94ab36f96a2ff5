import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPolicy } from '../../../../core/gates/policy.ts';
import type { Policy } from '../../../../core/gates/policy.ts';
import type { PolicyFile } from '../../../../core/gates/policy/policy-file.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { homeFolder } from '../../../store/home-folder.ts';
import type { ReadPolicy } from '../../../gates/policy/read-policy.ts';

export const policyOption = { about: 'a policy file as the user’s layer', value: 'FILE' } as const;

/** The shipped policy with a file's layer over it. */
export async function openPolicy(file: string | undefined): Promise<Result<Policy>> {
  if (file === undefined) return ok(defaultPolicy);
  const read = await readPolicyFile(file, 'user');
  if (!read.ok) return read;
  if (read.value.ok) return ok({ ...defaultPolicy, user: read.value.policy });
  const { problemLine } = await import('../../../gates/policy/read-policy.ts');
  const message = read.value.problems.map(problemLine).join('\n');
  return fail({ code: 'policy-malformed', message, next: 'Correct these lines' });
}

/** Reads and checks a policy file; refused only where there is no such text. */
export async function readPolicyFile(file: string, layer: PolicyFile['layer']): Promise<Result<ReadPolicy>> {
  // Late: most calls need no YAML.
  const { fileText } = await import('../../../gates/policy/policy-text.ts');
  const text = await fileText(file)();
  if (text.kind === 'text') {
    const { readPolicy } = await import('../../../gates/policy/read-policy.ts');
    return ok(readPolicy(text.text, { layer, source: file, file }));
  }
  const reason = text.kind === 'none' ? 'does not exist' : `cannot be read: ${text.reason}`;
  return fail({ code: 'file-unreadable', message: `${file} ${reason}`, next: 'Check the path' });
}

export function ownPolicyPath(): string {
  return join(homeFolder(), 'policy.yaml');
}

/** The person's own policy file, if they have one. */
export function ownPolicyFile(): string | undefined {
  return existsSync(ownPolicyPath()) ? ownPolicyPath() : undefined;
}
