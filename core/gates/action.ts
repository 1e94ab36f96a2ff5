import type { Action, ActionEffect, ActionSummary, EffectiveCommand, Target, ToolCall } from '../model/action.ts';
import type { GateContext } from './context.ts';
import { effectsOf } from './effects/effects.ts';
import { resolveTarget } from './paths.ts';
import { onOneLine } from './rule.ts';
import { redactSecrets } from '../secrets/redact.ts';
import { knownTokenIn } from '../secrets/scan.ts';
import { analyse } from './shell/analyse.ts';
import { toolKind } from './tools/tool-names.ts';
import type { FileUse } from './tools/patch.ts';
import { readToolUse } from './tools/tool-use.ts';

type Understood = Pick<Action, 'title' | 'commands' | 'effects'>;

/** A tool call → what it would do. Never throws: what cannot be understood becomes an opaque effect. */
export function normalise(call: ToolCall, context: GateContext): Action {
  try {
    const understood = understand(call, context);
    return { call, ...understood, effects: [...understood.effects, ...literalSecrets(call)] };
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const title = oneLine(rawOf(call));
    return { call, title, commands: [], effects: [opaque(call, `the gate could not read it (${cause})`)] };
  }
}

function understand(call: ToolCall, context: GateContext): Understood {
  const use = readToolUse(call);
  switch (use.kind) {
    case 'shell':
      return understandShell(use, context);
    case 'files':
      return onFiles(call, use.uses, context);
    case 'fetch':
      return onNetwork(use.urls);
    case 'harmless':
      return { title: oneLine(call.tool), commands: [], effects: [] };
    case 'unknown':
      return {
        title: oneLine(`${call.tool} ${rawOf(call)}`),
        commands: [],
        effects: [opaque(call, use.reason)],
      };
  }
}

type ShellUse = { readonly command: string; readonly cwd: string };

function understandShell({ command: text, cwd }: ShellUse, context: GateContext): Understood {
  const steps = analyse(text, cwd, context);
  const commands = steps.flatMap((step) => (step.kind === 'command' ? [step.command] : []));
  return { title: titleOf(commands, text), commands, effects: effectsOf(steps, context) };
}

function onFiles(call: ToolCall, uses: readonly FileUse[], context: GateContext): Understood {
  const effects = uses.map(({ kind, path }): ActionEffect => {
    const target = targetOf(path, call.cwd, { context, pattern: kind === 'read' });
    const segment = path;
    return kind === 'delete' ? { kind, target, recursive: true, segment } : { kind, target, segment };
  });
  const names = uses.map(({ path }) => path).join(' → ');
  return { title: oneLine(`${call.tool} ${names}`), commands: [], effects };
}

type FileContext = { readonly context: GateContext; readonly pattern: boolean };

/** Only what is searched may be a pattern: `app/[id].tsx` is the name of a file like any other. */
function targetOf(path: string, cwd: string, { context, pattern }: FileContext): Target {
  const glob = pattern && /[*?[]/.test(path) ? { glob: true } : {};
  return resolveTarget({ text: path, known: true, ...glob }, { cwd, context, links: new Map() });
}

function onNetwork(urls: readonly string[]): Understood {
  const effects = urls.map((url): ActionEffect => {
    const host = /^\w+:\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^/:?#]+)/.exec(url)?.[1]?.replace(/^\[|\]$/g, '');
    return { kind: 'network', host, segment: url };
  });
  return { title: oneLine(`fetch ${urls.join(' ')}`), commands: [], effects };
}

const mostScanned = 200_000;

/** A token that stands in what is run, written or fetched. */
function literalSecrets(call: ToolCall): readonly ActionEffect[] {
  const kind = toolKind(call.tool);
  if (kind === undefined || !/^(shell|write|patch|fetch|web-search)$/.test(kind)) return [];
  const text = Object.values(call.input).map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  const all = text.join('\n').slice(0, mostScanned);
  const what = knownTokenIn(all);
  return what === undefined ? [] : [{ kind: 'literal-secret', what, segment: redactSecrets(all.slice(0, 2000)) }];
}

function opaque(call: ToolCall, reason: string): ActionEffect {
  return { kind: 'opaque', reason, segment: rawOf(call) };
}

/** The plain data of an action that is journalled and shown. `hash` is cryptographic: approvals are bound to it. */
export function summarise(action: Action, hash: (text: string) => string): ActionSummary {
  const { call } = action;
  return {
    call: call.id,
    tool: call.tool,
    title: action.title,
    raw: rawOf(call).slice(0, 10_000),
    cwd: call.cwd,
    expanded: action.commands.slice(0, 50).map((command) => lineOf(command).slice(0, 2000)),
    fingerprint: hash(canonical([call.tool, call.cwd, call.input])),
    ...(call.why === undefined ? {} : { why: call.why }),
  };
}

function rawOf(call: ToolCall): string {
  const { input } = call;
  const use = readToolUse(call);
  if (use.kind === 'shell') return use.command;
  return textOf(input['path']) ?? textOf(input['file_path']) ?? JSON.stringify(input);
}

function titleOf(commands: readonly EffectiveCommand[], text: string): string {
  const [first] = commands;
  if (!first) return oneLine(text);
  const more = commands.length > 1 ? ` (+${commands.length - 1} more)` : '';
  return `${oneLine(lineOf(first))}${more}`;
}

function lineOf({ argv, env }: EffectiveCommand): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value.text}`);
  return [
    ...variables,
    ...argv.map((word) => (word.text === '' || /\s/.test(word.text) ? JSON.stringify(word.text) : word.text)),
  ].join(' ');
}

function oneLine(text: string): string {
  const line = onOneLine(text);
  return line.length > 400 ? `${line.slice(0, 399)}…` : line;
}

/** JSON with sorted keys: equal inputs give equal text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
