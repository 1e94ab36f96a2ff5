import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { offSwitches } from './off-switches.ts';
import type { Files, OffSwitch } from './off-switches.ts';

/** All that there are, to name them by; none of it may be planted. */
export const knownSwitches = offSwitches({ mark: () => 'true', url: 'http://127.0.0.1:9' });

/**
 * Fills a repo with what it could ship to be let alone, to be run, or to be talked to. `ran` names what was run or spoken
 * to, although nobody asked for it.
 */
export async function plantHostileFiles(
  repo: string,
  marks: string,
  wanted: (each: OffSwitch) => boolean = () => true,
) {
  mkdirSync(marks, { recursive: true });
  let spoken = 0;
  const listener = createServer((socket) => {
    spoken += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const trap = { mark: (name: string) => `touch '${join(marks, name)}'`, url: `http://127.0.0.1:${String(port)}` };
  for (const [name, content] of Object.entries(joined(offSwitches(trap).filter(wanted)))) {
    const file = join(repo, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return {
    ran: () => [...readdirSync(marks), ...(spoken > 0 ? [`${String(spoken)} connections`] : [])],
    close: () => void listener.close(),
  };
}

/** What several write into one file stands in it side by side. */
function joined(switches: readonly OffSwitch[]): Files {
  const files: Record<string, Files[string]> = {};
  for (const [name, content] of switches.flatMap((each) => Object.entries(each.files))) {
    const before = files[name];
    if (before === undefined || before === content) files[name] = content;
    else if (typeof before === 'string' || typeof content === 'string')
      files[name] = [before, content].map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join('');
    else files[name] = { ...before, ...content };
  }
  return files;
}
