import type { Command } from '../../core/loop/command.ts';
import { redactDeep, redactSecrets } from '../../core/secrets/redact.ts';

/**
 * A command as it may be recorded. Whatever the world reports and people write passes here, so that no secret reaches
 * the journal, whoever sent it. What is run as it is written, set-ups, checks and a recipe's inputs, stays as it is.
 */
export function withoutSecrets(command: Command): Command {
  switch (command.type) {
    case 'repo.add': {
      const { repo } = command;
      return { ...command, repo: { ...repo, remote: { ...repo.remote, url: redactSecrets(repo.remote.url) } } };
    }
    case 'repo.configure':
      return command;
    case 'thread.create': {
      const { title, goal } = redactDeep({ title: command.brief.title, goal: command.brief.goal });
      return { ...command, brief: { ...command.brief, title, goal }, instruction: redactDeep(command.instruction) };
    }
    default:
      return redactDeep(command);
  }
}
