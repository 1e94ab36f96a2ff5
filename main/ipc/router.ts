import { contract } from '../../core/contract.ts';
import type { MethodName } from '../../core/contract.ts';
import { fail } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import type { CallContext, Handlers } from './handler.ts';
import { appHandlers } from './handlers/app.ts';
import { askHandlers } from './handlers/asks.ts';
import { backupHandlers } from './handlers/backups.ts';
import { changeHandlers } from './handlers/changes.ts';
import { issueHandlers } from './handlers/thread/issues.ts';
import { commentHandlers } from './handlers/thread/comments.ts';
import { decisionHandlers } from './handlers/deciding/decisions.ts';
import { evalHandlers } from './handlers/skills/evals.ts';
import { lessonHandlers } from './handlers/lessons.ts';
import { orderHandlers } from './handlers/deciding/orders.ts';
import { signalHandlers } from './handlers/deciding/signals.ts';
import { gateHandlers } from './handlers/gate.ts';
import { harnessHandlers } from './handlers/harnesses.ts';
import { journalHandlers } from './handlers/journal.ts';
import { archiveHandlers } from './handlers/archive/search.ts';
import { recipeHandlers } from './handlers/skills/recipes.ts';
import { skillHandlers } from './handlers/skills/skills.ts';
import { repoHandlers } from './handlers/repos.ts';
import { settingsHandlers } from './handlers/settings.ts';
import { threadHandlers } from './handlers/threads.ts';
import { transcriptHandlers } from './handlers/transcripts.ts';
import { checkpointHandlers } from './handlers/workspace/checkpoints.ts';
import { workspaceHandlers } from './handlers/workspace/workspaces.ts';
import { messageHandlers } from './handlers/thread/messages.ts';
import { terminalHandlers } from './handlers/workspace/terminals.ts';
import { welcomeHandlers } from './handlers/welcome/welcome.ts';
import { inputProblems } from './input-problems.ts';
import { createPushFeed } from './push-feed.ts';
import type { Router } from './router-port.ts';
import type { Services } from './services.ts';

/** Connects the contract with its handlers, for every kind of caller alike. */
export function createRouter(services: Services): Router {
  const reportBug = services.reportBug ?? logToStderr;
  const feed = createPushFeed({ ...services, transcripts: services.store.transcripts, reportBug });
  const handlers = handlersFor(services);
  return {
    subscribe: (caller, listener) => feed.subscribe(caller, listener),
    async handle(caller, name, input) {
      if (!isMethod(name)) return fail({ code: 'unknown-method', message: `There is no method ${name}` });
      const parsed = contract[name].input.safeParse(input);
      if (!parsed.success) return fail({ code: 'bad-input', message: inputProblems(parsed.error) });
      try {
        const context = { caller, by: { who: 'person', via: caller.via }, feed } as const;
        return await invoke(handlers, { name, input: parsed.data }, context);
      } catch (error) {
        reportBug(name, error);
        const message = `${name} failed unexpectedly: ${error instanceof Error ? error.message : String(error)}`;
        return fail({ code: 'internal', message, next: 'This is a bug in teatree; details are on its stderr' });
      }
    },
  };
}

function isMethod(name: string): name is MethodName {
  return Object.hasOwn(contract, name);
}

type Validated = { readonly name: MethodName; readonly input: unknown };

async function invoke(handlers: Handlers, call: Validated, context: CallContext): Promise<Result<unknown>> {
  // The schema of this very method has just parsed the input; TypeScript cannot follow a union of methods that far.
  const handler = handlers[call.name] as (input: unknown, context: CallContext) => Promise<Result<unknown>>;
  return handler(call.input, context);
}

function handlersFor(services: Services): Handlers {
  return {
    ...appHandlers(services),
    ...settingsHandlers(services),
    ...backupHandlers(services),
    ...signalHandlers(services),
    ...decisionHandlers(services),
    ...orderHandlers(services),
    ...lessonHandlers(services),
    ...evalHandlers(services),
    ...repoHandlers(services),
    ...harnessHandlers(services),
    ...recipeHandlers(services),
    ...skillHandlers(services),
    ...threadHandlers(services),
    ...askHandlers(services),
    ...gateHandlers(services),
    ...changeHandlers(services),
    ...commentHandlers(services),
    ...issueHandlers(services),
    ...checkpointHandlers(services),
    ...workspaceHandlers(services),
    ...terminalHandlers(services),
    ...messageHandlers(services),
    ...transcriptHandlers(services),
    ...journalHandlers(services),
    ...archiveHandlers(services),
    ...welcomeHandlers(services),
  };
}

function logToStderr(where: string, error: unknown): void {
  console.error(`teatree: a bug in ${where}:`, error);
}
