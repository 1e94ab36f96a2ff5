import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** A way in which the gate of a run breaks. `folder` is where its address and its shim stand. */
export type Break = {
  readonly name: string;
  /** Only agents with a command hook have a shim. */
  readonly hookOnly?: boolean;
  /** Answers how to clean up. */
  act(folder: string): Promise<() => void>;
};

const nothing = () => undefined;

const onFile = (name: string, change: (file: string) => void): Break['act'] => {
  return (folder) => Promise.resolve(change(join(folder, name))).then(() => nothing);
};

/** Somebody else on the gate's port, who knows what the gate knows. */
const impostor = (answer: (proof: string) => string): Break['act'] => {
  return async (folder) => {
    const [, token = '', proof = ''] = readFileSync(join(folder, 'gate'), 'utf8').trim().split(' ');
    const server = createServer((socket) => {
      socket.on('error', nothing);
      socket.on('data', () => socket.write(answer(proof)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    writeFileSync(join(folder, 'gate'), `${String(port)} ${token} ${proof}\n`);
    return () => void server.close();
  };
};

export const breaks: readonly Break[] = [
  { name: 'its socket is gone', act: onFile('gate', (file) => writeFileSync(file, '1 token proof\n')) },
  { name: 'it hangs', act: impostor(() => '') },
  { name: 'it answers garbage', act: impostor(() => '\xff\u0000{{{\n') },
  { name: 'somebody else gives leave', act: impostor(() => '0 {"allow":true}\n0 {}\n') },
  { name: 'it says something that is no answer', act: impostor((proof) => `${proof} 0 perhaps\n`) },
  { name: 'its address is deleted', act: onFile('gate', (file) => rmSync(file)) },
  { name: 'its shim is deleted', hookOnly: true, act: onFile('shim', (file) => rmSync(file)) },
  { name: 'its shim is emptied', hookOnly: true, act: onFile('shim', (file) => writeFileSync(file, '')) },
  { name: 'its hook ends with 1', hookOnly: true, act: onFile('shim', (file) => writeFileSync(file, 'exit 1\n')) },
  { name: 'its hook is killed', hookOnly: true, act: onFile('shim', (file) => writeFileSync(file, 'kill -9 $$\n')) },
];

/** Breaks the gate for as long as `work` takes; a hook then waits 2 s for it instead of 20. */
export async function whileBroken(folder: string, { act }: Break, work: () => Promise<void>): Promise<void> {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const kept = files.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  for (const { file, text } of kept) writeFileSync(file, text.replace(' -t 20 ', ' -t 2 '));
  const cleanUp = await act(folder);
  try {
    await work();
  } finally {
    cleanUp();
    for (const { file, text } of kept) writeFileSync(file, text, { mode: 0o600 });
  }
}
