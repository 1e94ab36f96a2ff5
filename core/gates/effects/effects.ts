import type { ActionEffect, EffectiveCommand, Word } from '../../model/action.ts';
import type { GateContext } from '../context.ts';
import { placeOf } from '../places.ts';
import { isWithin, resolveTarget } from '../paths.ts';
import type { Step } from '../shell/session.ts';
import { archives, credentialsOf } from './credentials.ts';
import { files } from './files.ts';
import { outputs } from './outputs.ts';
import { permissions } from './permissions.ts';
import { git } from './git.ts';
import { infrastructure } from './infrastructure/infrastructure.ts';
import { machine } from './machine.ts';
import { network } from './network.ts';
import { packages } from './packages.ts';
import { patches } from './patches.ts';
import { readsOf } from './reads.ts';
import { notOption, type EffectState, type EffectReader, type ReaderContext } from './reader.ts';

/** Every program's readers, from all tables: built once, looked up for every command. */
const readers = new Map<string, readonly EffectReader[]>();
for (const table of [files, outputs, permissions, git, packages, network, machine, archives, patches, infrastructure])
  for (const [program, reader] of Object.entries(table))
    if (reader) readers.set(program, [...(readers.get(program) ?? []), reader]);

/** Everything the steps of shell text would do to the world, in their order. */
export function effectsOf(steps: readonly Step[], context: GateContext): readonly ActionEffect[] {
  const state: EffectState = { context, aliases: new Map(), links: new Map(), sourced: new Set() };
  return tied(steps.flatMap((step) => safely(step, state)));
}

/** An interactive shell in one text with a raw connection is a shell for the other side. */
function tied(effects: readonly ActionEffect[]): readonly ActionEffect[] {
  const shell = effects.some(
    (effect) =>
      effect.kind === 'exec' && /(^|\/)(ba|z|da|k)?sh$/.test(effect.program) && /(^|\s)-\w*i\b/.test(effect.segment),
  );
  if (!shell) return effects;
  return effects.map((effect) =>
    effect.kind === 'network' && /\b(nc|ncat|netcat|telnet|socat|openssl|mkfifo)\b/.test(effect.segment)
      ? { ...effect, exposes: true }
      : effect,
  );
}

/** A reader that breaks hides one step, not the ones around it. */
function safely(step: Step, state: EffectState): readonly ActionEffect[] {
  try {
    return effectsOfStep(step, state);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return [{ kind: 'opaque', reason: `the gate could not read it (${cause})`, segment: step.segment }];
  }
}

function effectsOfStep(step: Step, state: EffectState): readonly ActionEffect[] {
  const { segment } = step;
  switch (step.kind) {
    case 'command':
      return effectsOfCommand(step.command, state);
    case 'redirect':
      return effectOfRedirect(step, state);
    case 'variable':
      return [{ kind: 'environment', name: step.name, value: step.value, segment }];
    case 'code':
      return [{ kind: 'code', origin: step.origin, program: step.program, segment }];
    case 'fork-bomb':
      return [{ kind: 'system', area: 'fork-bomb', program: 'shell', segment }];
    case 'opaque':
      return [{ kind: 'opaque', reason: step.reason, segment }];
  }
}

function effectOfRedirect(step: Extract<Step, { kind: 'redirect' }>, state: EffectState): readonly ActionEffect[] {
  const { file, segment, cwd } = step;
  const host = /^\/dev\/(?:tcp|udp)\/([^/]+)/.exec(file.text)?.[1];
  if (host !== undefined) return [{ kind: 'network', host, exposes: true, segment }];
  const target = resolveTarget(file, { cwd, context: state.context, links: state.links });
  return [{ kind: step.mode, target, segment }];
}

function effectsOfCommand(command: EffectiveCommand, state: EffectState): readonly ActionEffect[] {
  const [head, ...words] = command.argv;
  if (!head) return [];
  const { segment } = command;
  const program = programOf(head.text);
  const at: ReaderContext = { command, state, program };
  const exec: ActionEffect = { kind: 'exec', program: head.text, argv: command.argv.map((word) => word.text), segment };
  const read = (readers.get(program) ?? []).flatMap((reader) => reader(words, at));
  const variables = Object.entries(command.env).map(
    ([name, value]) => ({ kind: 'environment', name, value, segment }) as const,
  );
  const secret = [...readsOf(words, at), ...credentialsOf(words, at)];
  return [exec, ...outsideProgram(head, at), ...variables, ...read, ...secret];
}

/** `python3.11` is `python3`, `mkfs.ext4` is `mkfs`, and a package is run under its name without the version. */
function programOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!/[.@]/.test(name)) return name;
  return name
    .replace(/^(mkfs)\..+$/, '$1')
    .replace(/^(python|pip)(\d)\.[\d.]+$/, '$1$2')
    .replace(/(?<=.)@[^/]*$/, '');
}

const toolFolders =
  /^\/\.(cargo|local|nvm|pyenv|rbenv|bun|deno|volta|asdf|rustup|poetry|npm-global|nodenv|goenv|sdkman)\/(.*\/)?(bin|shims)\/|^\/go\/bin\//;

const scriptRunners = /^(\.|source|sh|bash|dash|zsh|ksh|mksh|ash|rbash|fish)$/;

/** A program or script named by its path lies in own roots or where programs are installed; for others nobody vouches. */
function outsideProgram(head: Word, at: ReaderContext): readonly ActionEffect[] {
  const script = scriptRunners.test(head.text) ? at.command.argv.slice(1).find(notOption) : undefined;
  const file = script ?? (head.text.includes('/') ? head : undefined);
  if (!file) return [];
  const { context, links } = at.state;
  const { path, known } = resolveTarget(file, { cwd: at.command.cwd, context, links });
  if (known && isVouchedFor(path, context)) return [];
  return [
    { kind: 'opaque', reason: `runs a program outside its own roots: ${file.text}`, segment: at.command.segment },
  ];
}

function isVouchedFor(path: string, context: GateContext): boolean {
  if (isWithin(path, context.scratch) || path.startsWith('/dev/fd/')) return true;
  const place = placeOf(path, context);
  if (place === 'own' || place === 'system' || place === 'own-git') return true;
  return path.startsWith(context.home) && toolFolders.test(path.slice(context.home.length));
}
