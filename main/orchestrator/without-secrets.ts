import type { Command } from '../../core/loop/command.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { redactDeep, redactSecrets } from '../../core/secrets/redact.ts';
import { certainSecretIn } from '../../core/secrets/scan.ts';

/**
 * A command as it may be recorded. Whatever the world reports and people write passes here, so that no secret reaches
 * the journal, whoever sent it. What is run as it is written, set-ups, checks and a recipe's inputs, cannot be redacted:
 * with a secret in it it is refused.
 */
export function withoutSecrets(command: Command): Result<Command> {
  switch (command.type) {
    case 'repo.add': {
      const { repo } = command;
      const clean = { ...repo, remote: { ...repo.remote, url: redactSecrets(repo.remote.url) } };
      return kept({ ...command, repo: clean }, repo.config, `The set-up of ${repo.name}`);
    }
    case 'repo.configure':
      return kept(command, command.config, 'The set-up');
    case 'thread.create': {
      const { title, goal } = redactDeep({ title: command.brief.title, goal: command.brief.goal });
      const clean = { ...command.brief, title, goal };
      const instruction = redactDeep(command.instruction);
      return kept(
        { ...command, brief: clean, instruction },
        command.brief.harness,
        "What the thread's harness is given",
      );
    }
    case 'ask.answer':
      if (command.answer.kind === 'edit') return kept(command, command.answer, 'The command');
      return ok(redactDeep(command));
    default:
      return ok(redactDeep(command));
  }
}

function kept(command: Command, asWritten: unknown, what: string): Result<Command> {
  const rule = certainSecretIn(textsIn(asWritten).join('\n'));
  if (rule === undefined) return ok(command);
  return fail({
    code: 'secret-in-command',
    message: `${what} holds a secret (${rule}), and would be kept for good`,
    next: 'Keep the secret in a file or in the environment of the machine, and name that instead',
  });
}

/** As it is written, not as JSON would quote it. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
