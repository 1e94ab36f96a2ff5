import type { ParsedInput } from '../../../../core/contract.ts';
import type { TerminalId, TerminalInfo, TerminalPush } from '../../../../core/contract/thread/terminal-methods.ts';
import type { Thread } from '../../../../core/model/thread.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { Terminal } from '../../../terminal/open-terminal.ts';
import type { CallContext, HandlersOf } from '../../handler.ts';
import type { Services } from '../../services.ts';
import { withThread } from './thread-of.ts';

type Parts = Pick<Services, 'orchestrator' | 'terminals' | 'takeOver'>;

export function terminalHandlers(parts: Parts): HandlersOf<'terminals'> {
  const { terminals, orchestrator } = parts;
  const done = (result: Result<unknown>) => (result.ok ? ok({ done: true } as const) : result);
  const tell = (terminal: TerminalId, what: (one: Terminal) => void) => done(terminals.use(terminal, what));
  return {
    'terminals.list': fromWindow(({ thread }) => ok(terminals.ofThread(thread))),
    'terminals.open': fromWindow((input) =>
      withThread(orchestrator, input.thread, (thread) => openIn(parts, thread, input)),
    ),
    'terminals.attach': fromWindow(({ terminal, size }, { caller, feed }) => {
      const viewer = { window: caller.id, sink: (push: TerminalPush) => feed.tell(caller, push) };
      return terminals.use(terminal, (one) => one.attach(size, viewer));
    }),
    'terminals.detach': fromWindow(({ terminal }, { caller }) => tell(terminal, (one) => one.detach(caller.id))),
    'terminals.write': fromWindow(({ terminal, text }) => tell(terminal, (one) => one.write(text))),
    'terminals.resize': fromWindow(({ terminal, size }) => tell(terminal, (one) => one.resize(size))),
    'terminals.drawn': fromWindow(({ terminal, count }) => tell(terminal, (one) => one.drawn(count))),
    'terminals.close': fromWindow(({ terminal }) => done(terminals.close(terminal))),
  };
}

/** The command line's socket is of the same person, but what is behind a token may be reached by what runs here. */
function fromWindow<I, O>(handle: (input: I, context: CallContext) => Result<O> | Promise<Result<O>>) {
  return (input: I, context: CallContext): Result<O> | Promise<Result<O>> =>
    context.caller.via === 'window'
      ? handle(input, context)
      : fail({ code: 'window-only', message: 'Terminals are opened and used in the window' });
}

async function openIn(
  { terminals, takeOver }: Parts,
  thread: Thread,
  { repo, kind }: ParsedInput<'terminals.open'>,
): Promise<Result<TerminalInfo>> {
  const worktree = thread.workspace.kind === 'ready' && thread.workspace.worktrees.find((each) => each.repo === repo);
  if (!worktree)
    return fail({
      code: 'workspace-missing',
      message: 'There is no worktree of that repo',
      next: 'It is made when the thread starts',
    });
  const about = { thread: thread.thread, repo, kind };
  if (kind === 'shell')
    return terminals.open(about, { file: process.env['SHELL'] ?? '/bin/sh', args: [], cwd: worktree.path, env: {} });
  if (thread.halt?.kind !== 'taken-over')
    return fail({ code: 'not-taken-over', message: 'The agent has its session itself', next: 'Take the thread over' });
  const command = await takeOver(thread.thread);
  return command.ok ? terminals.open(about, command.value) : command;
}
