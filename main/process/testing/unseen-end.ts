import { fail, ok } from '../../../core/result.ts';
import { forkDirectly } from '../fork.ts';
import type { ForkLine } from '../fork.ts';
import { forkThrough } from '../spawn.ts';

type Which = (line: ForkLine) => boolean;

/** As when what starts programs dies: of the next so many nobody sees how they end. Undone by `forkThrough()`. */
export function loseEnds(times: number, which: Which): void {
  let left = times;
  forkThrough(async (line) => {
    const forked = await forkDirectly(line);
    if (!forked.ok || left === 0 || !which(line)) return forked;
    left -= 1;
    const exited = forked.value.exited.then(() => ({ exitCode: undefined, signal: undefined }));
    return ok({ ...forked.value, exited });
  });
}

/** As where there are too few processes. Undone by `forkThrough()`. */
export function refuseStarts(message: string, which: Which): void {
  forkThrough(async (line) => (which(line) ? fail({ code: 'EAGAIN', message }) : forkDirectly(line)));
}
