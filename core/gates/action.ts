import type { Action, ActionEffect, ActionSummary, EffectiveCommand, Target, ToolCall } from '../model/action.ts';
import type { GateContext } from './context.ts';
import { effectsOf } from './effects/effects.ts';
import { resolveTarget } from './paths.ts';
import { analyse } from './shell/analyse.ts';

type Understood = Pick<Action, 'title' | 'commands' | 'effects'>;

/** A tool call → what it would do. Never throws: what cannot be understood becomes an opaque effect. */
export function normalise(call: ToolCall, context: GateContext): Action {
  try {
    return { call, ...understand(call, context) };
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const title = oneLine(rawOf(call));
    return { call, title, commands: [], effects: [opaque(call, `the gate could not read it (${cause})`)] };
  }
}

function understand(call: ToolCall, context: GateContext): Understood {
  const { input, tool } = call;
  if (tool === 'shell') return understandShell(call, context);
  const path = textOf(input['path']);
  switch (tool) {
    case 'write':
    case 'edit':
      return onFiles(call, [['write', path]], context);
    case 'delete':
      return onFiles(call, [['delete', path]], context);
    case 'move':
      return onFiles(
        call,
        [
          ['delete', textOf(input['from'])],
          ['write', textOf(input['to'])],
        ],
        context,
      );
    case 'read':
      return onFiles(call, [['read', path]], context);
    case 'search':
    case 'list':
      return onFiles(call, [['read', path ?? '.']], context);
    case 'think':
      return { title: 'think', commands: [], effects: [] };
    case 'fetch':
      return onNetwork(call);
    default:
      return {
        title: oneLine(`${tool} ${rawOf(call)}`),
        commands: [],
        effects: [opaque(call, `the tool ${tool} is not known`)],
      };
  }
}

function understandShell(call: ToolCall, context: GateContext): Understood {
  const text = textOf(call.input['command']);
  if (text === undefined) return { title: 'shell', commands: [], effects: [opaque(call, 'it has no command')] };
  const steps = analyse(text, call.cwd, context);
  const commands = steps.flatMap((step) => (step.kind === 'command' ? [step.command] : []));
  return { title: titleOf(commands, text), commands, effects: effectsOf(steps, context) };
}

type FileUse = readonly [kind: 'read' | 'write' | 'delete', path: string | undefined];

function onFiles(call: ToolCall, uses: readonly FileUse[], context: GateContext): Understood {
  const effects = uses.map(([kind, path]): ActionEffect => {
    if (path === undefined) return opaque(call, 'it names no file');
    const target = targetOf(path, call.cwd, context);
    const segment = path;
    return kind === 'delete' ? { kind, target, recursive: true, segment } : { kind, target, segment };
  });
  const names = uses.map(([, path]) => path ?? '?').join(' → ');
  return { title: oneLine(`${call.tool} ${names}`), commands: [], effects };
}

function targetOf(path: string, cwd: string, context: GateContext): Target {
  return resolveTarget({ text: path, known: true }, { cwd, context, links: new Map() });
}

function onNetwork(call: ToolCall): Understood {
  const url = textOf(call.input['url']) ?? '';
  const host = /^\w+:\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^/:?#]+)/.exec(url)?.[1]?.replace(/^\[|\]$/g, '');
  return { title: oneLine(`fetch ${url}`), commands: [], effects: [{ kind: 'network', host, segment: url }] };
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

function rawOf({ tool, input }: ToolCall): string {
  const command = textOf(input['command']);
  if (tool === 'shell' && command !== undefined) return command;
  return textOf(input['path']) ?? JSON.stringify(input);
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
  const line = text.replace(/\s+/g, ' ').trim();
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
