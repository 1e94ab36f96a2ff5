import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { openHomeFolder } from '../../store/home-folder.ts';
import type { ExitCode } from '../command-line/command.ts';
import { openFactory } from './connect.ts';
import type { CliFacts } from './facts.ts';
import type { Screen } from '../screen.ts';

/** The factory without a window, until a signal ends it in order. Prints one line when it takes calls. */
export async function serve(facts: CliFacts, screen: Screen, ended: Promise<unknown>): Promise<Result<ExitCode>> {
  const home = openHomeFolder();
  if (!home.ok) return home;
  const host = await openFactory({ home: home.value, listen: true, watched: true }, facts);
  if (!host.ok) return host;
  try {
    await host.value.factory.orchestrator.start();
    const { address } = host.value;
    const ready = { ready: true, pid: process.pid, home: home.value, socket: address };
    screen.print(ready, `Teatree ${facts.version} works on ${home.value} (process ${String(process.pid)})`);
    await ended;
  } finally {
    await host.value.close();
  }
  return ok(0);
}
