import { counted } from '../../core/views/text/counted.ts';

/** What the person chose when quitting would end living runs. */
export type QuitChoice = 'quit' | 'background' | 'cancel';

/** What the end of the app would end with it. */
export type Alive = {
  /** Threads whose run, checks or landing are under way. */
  readonly threads: number;
  /** Of the person, with a program in them. */
  readonly terminals: number;
};

export type QuitDeeds = {
  readonly alive: () => Alive;
  readonly ask: (alive: Alive) => Promise<QuitChoice>;
  readonly hide: () => void;
  /** Ends everything in order. */
  readonly stop: () => Promise<void>;
  readonly exit: (code: number) => void;
  readonly say: (line: string) => void;
};

const STOP_LIMIT_MS = 15_000;

/** Quitting, once: asks while work is under way, stops the factory, then ends the process. */
export function quitting(deeds: QuitDeeds) {
  let asking = false;
  let stopping: Promise<void> | undefined;

  const now = (code = 0): Promise<void> => {
    stopping ??= stopInTime(deeds).then(
      () => deeds.exit(code),
      (error: unknown) => {
        deeds.say(`teatree: could not stop in order: ${error instanceof Error ? error.message : String(error)}`);
        deeds.exit(1);
      },
    );
    return stopping;
  };
  const request = async (): Promise<void> => {
    if (asking || stopping) return;
    const alive = deeds.alive();
    asking = true;
    const choice = alive.threads + alive.terminals === 0 ? 'quit' : await deeds.ask(alive);
    asking = false;
    if (choice === 'background') deeds.hide();
    if (choice === 'quit') await now();
  };
  return { request, now };
}

/** What the person is asked, and what each answer brings. */
export function quitWords({ threads, terminals }: Alive): { readonly message: string; readonly detail: string } {
  const parts = [
    ...(threads > 0 ? [`${counted(threads, 'thread')} at work`] : []),
    ...(terminals > 0 ? [`${counted(terminals, 'terminal')} open`] : []),
  ];
  const details = [
    ...(threads > 0 ? ['What threads are doing is cut off and goes on from there at the next start.'] : []),
    ...(terminals > 0 ? ['Terminals are closed with what runs in them; files that were saved stay.'] : []),
  ];
  return { message: parts.join(', '), detail: `When you quit: ${details.join(' ')}` };
}

async function stopInTime({ stop }: QuitDeeds): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`something still runs after ${String(STOP_LIMIT_MS / 1000)} s`)),
      STOP_LIMIT_MS,
    );
  });
  await Promise.race([stop(), late]).finally(() => clearTimeout(timer));
}
