// What our way of running an agent costs: the gate at each tool call, and the port between a prompt and its first word.
import { loadavg } from 'node:os';
import { pinnedClaude } from './support/claude-program.ts';
import { compareFirstEvents } from './support/first-event.ts';
import { compareGateWays } from './support/gate-ways.ts';
import { median } from './support/measure.ts';
import { stopTimes } from './support/stop-times.ts';

const rounds = 40;
const stops = 15;
const limits = { gate: 0.1, prompt: 1.25, start: 3, stopMs: 300 };

const ways = await compareGateWays(rounds);
const gate = { ours: ways.stdioCallback, naive: ways.nodeHook, ratio: ways.stdioCallback / ways.nodeHook };
const program = pinnedClaude();
const words = program === undefined ? undefined : await compareFirstEvents(program, { starts: 3, prompts: 12 });
const stopped = program === undefined ? undefined : await stopTimes(stops);

console.log(
  JSON.stringify(
    {
      bench: 'harness',
      gate: {
        counted: 'milliseconds that a tool call waits, seen by the program; each verdict is journalled and fsynced',
        ...{ calls: rounds, ...gate, shHook: ways.shHook, shHookRatio: ways.shHook / ways.nodeHook },
        ...{ limit: `at most ${limits.gate} of a Node hook`, pass: gate.ratio <= limits.gate },
      },
      ...(words && {
        prompt: {
          counted: 'milliseconds from a prompt to a program that is up to the first word, same scripted model',
          ...against(words.ours.again, words.bare.again, limits.prompt),
        },
        start: {
          counted: 'the same from nothing: ours also proves the gate with a second process before the first turn',
          ...against(words.ours.fresh, words.bare.fresh, limits.start),
        },
      }),
      ...(stopped && {
        stop: {
          counted:
            'milliseconds from the stop of a turn in the middle of a command to its end; the session stays usable',
          ...{ stops, median: median(stopped), worst: Math.max(...stopped) },
          ...{ limit: `the median at most ${limits.stopMs} ms`, pass: median(stopped) <= limits.stopMs },
        },
      }),
      ...{ skipped: words ? 0 : 3, load: loadavg()[0] },
      pass: gate.ratio <= limits.gate && (!words || passes(words)) && (!stopped || median(stopped) <= limits.stopMs),
    },
    undefined,
    2,
  ),
);

function against(ours: number, naive: number, limit: number) {
  const ratio = ours / naive;
  return { ours, naive, ratio, limit: `at most ${limit} of the bare program`, pass: ratio <= limit };
}

function passes({ ours, bare }: NonNullable<typeof words>): boolean {
  return ours.again / bare.again <= limits.prompt && ours.fresh / bare.fresh <= limits.start;
}
