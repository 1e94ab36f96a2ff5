import { expect, test, vi } from 'vitest';
import { quitting, quitWords } from './quit.ts';
import type { QuitChoice } from './quit.ts';

function given(threads: number, choice: QuitChoice = 'cancel', terminals = 0) {
  const deeds = {
    alive: () => ({ threads, terminals }),
    ask: vi.fn(async () => choice),
    hide: vi.fn(),
    stop: vi.fn(async () => undefined),
    exit: vi.fn(),
    say: vi.fn(),
  };
  return { deeds, quit: quitting(deeds) };
}

test('with nothing alive the app stops and ends without a question', async () => {
  const { deeds, quit } = given(0);
  await quit.request();
  expect(deeds.ask).not.toHaveBeenCalled();
  expect(deeds.stop).toHaveBeenCalledOnce();
  expect(deeds.exit).toHaveBeenCalledWith(0);
});

test('living runs are asked about, and Cancel changes nothing', async () => {
  const { deeds, quit } = given(2, 'cancel');
  await quit.request();
  expect(deeds.ask).toHaveBeenCalledWith({ threads: 2, terminals: 0 });
  expect(deeds.stop).not.toHaveBeenCalled();
  await quit.request();
  expect(deeds.ask).toHaveBeenCalledTimes(2);
});

test('a terminal that is open is asked about as well, and the question says what is alive and what becomes of it', async () => {
  const { deeds, quit } = given(0, 'cancel', 1);
  await quit.request();
  expect(deeds.ask).toHaveBeenCalledWith({ threads: 0, terminals: 1 });
  expect(quitWords({ threads: 2, terminals: 1 }).message).toBe('2 threads at work, 1 terminal open');
  const [agents, terminal] = [/goes on from there at the next start/, /closed with what runs in them/];
  expect(quitWords({ threads: 0, terminals: 1 }).detail).toMatch(terminal);
  expect(quitWords({ threads: 0, terminals: 1 }).detail).not.toMatch(agents);
  expect(quitWords({ threads: 1, terminals: 0 }).detail).toMatch(agents);
  expect(quitWords({ threads: 1, terminals: 0 }).detail).not.toMatch(terminal);
});

test('working on in the background hides the window', async () => {
  const { deeds, quit } = given(1, 'background');
  await quit.request();
  expect(deeds.hide).toHaveBeenCalledOnce();
  expect(deeds.exit).not.toHaveBeenCalled();
});

test('quitting twice stops once', async () => {
  const { deeds, quit } = given(1, 'quit');
  await Promise.all([quit.request(), quit.request(), quit.now()]);
  expect(deeds.ask).toHaveBeenCalledOnce();
  expect(deeds.stop).toHaveBeenCalledOnce();
  expect(deeds.exit).toHaveBeenCalledOnce();
});

test('a stop that fails or hangs ends the app with 1 and says why', async () => {
  vi.useFakeTimers();
  const { deeds } = given(0);
  const hanging = quitting({ ...deeds, stop: () => new Promise<void>(() => undefined) });
  const ended = hanging.now();
  await vi.advanceTimersByTimeAsync(15_000);
  await ended;
  expect(deeds.exit).toHaveBeenCalledWith(1);
  expect(deeds.say).toHaveBeenCalledWith('teatree: could not stop in order: something still runs after 15 s');
  vi.useRealTimers();
});
