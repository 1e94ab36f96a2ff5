import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeWhenCut } from './left-open.ts';

/** A copy of the built app that a suite may spoil, and that a build in the midst of it does not change. */
export type Program = {
  /** The command that starts the factory. */
  readonly headless: Command;
  /** The same in its window; only where there is Electron and a display. */
  readonly window: Command;
  /** Spoils the stream of the agent in that workspace from its next line on; undefined: of none. */
  orderMischief(order: { readonly kind: string; readonly workspace: string } | undefined): void;
  dispose(): void;
};

type Command = readonly [file: string, ...args: string[]];

export function copyProgram(root: string): Program {
  const folder = join(root, 'node_modules', '.cache', 'teatree', `faults-${String(process.pid)}`);
  const main = join(folder, 'out', 'main');
  mkdirSync(folder, { recursive: true });
  for (const part of ['out', 'skills', 'package.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  const programs = join(root, 'scripts', 'faults', 'programs');
  renameSync(join(main, 'recipe-agent.js'), join(main, 'the-real-agent.js'));
  cpSync(join(programs, 'agent.mjs'), join(main, 'recipe-agent.js'));
  const inside = join(programs, 'inside.mjs');
  const order = join(main, 'mischief.json');
  const dispose = () => rmSync(folder, { recursive: true, force: true });
  const forget = closeWhenCut(dispose);
  return {
    headless: [process.execPath, '--expose-gc', '--import', inside, join(main, 'headless.js')],
    window: [process.env['TEATREE_FAULTS_ELECTRON'] ?? '', folder],
    orderMischief(wanted) {
      if (wanted) {
        writeFileSync(`${order}.new`, JSON.stringify(wanted));
        renameSync(`${order}.new`, order);
      } else if (existsSync(order)) rmSync(order);
    },
    dispose() {
      forget();
      dispose();
    },
  };
}
