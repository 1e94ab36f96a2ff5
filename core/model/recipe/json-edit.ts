import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { readJson } from './json-text.ts';
import type { JsonMember, JsonNode } from './json-text.ts';

export type KeyedEdit = { readonly set: Readonly<Record<string, unknown>>; readonly delete: readonly string[] };

/** `a.b.c`; a dot that belongs to a key is written `\.`. */
export function splitKeys(path: string): string[] {
  return (path.match(/(?:\\.|[^.\\])+/g) ?? []).map((key) => key.replace(/\\(.)/g, '$1'));
}

/** Changes only the values named; everything else, comments included, stays as it was written. */
export function editJson(text: string, edit: KeyedEdit): Result<string> {
  let result = text;
  try {
    for (const [path, value] of Object.entries(edit.set)) {
      const changed = setValue(result, splitKeys(path), value);
      if (changed === undefined) return fail(notAnObject(path));
      result = changed;
    }
    for (const path of edit.delete) result = deleteValue(result, splitKeys(path));
    return ok(result);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return fail({ code: 'json-malformed', message: `not valid JSON: ${error.message}`, next: 'Repair the file first' });
  }
}

function setValue(text: string, keys: readonly string[], value: unknown): string | undefined {
  let node = readJson(text);
  for (const [depth, key] of keys.entries()) {
    if (node.kind === 'scalar') return undefined;
    const member = node.members.find((candidate) => candidate.key === key);
    if (member === undefined) return addMember({ text, node, key, value: wrap(keys.slice(depth + 1), value) });
    node = member.value;
  }
  if (sameValue(text.slice(node.start, node.end), value)) return text;
  return splice(text, node, render(value, { unit: indentUnit(text), depth: depthAt(text, node.start) }));
}

function wrap(keys: readonly string[], value: unknown): unknown {
  return keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

type Addition = { text: string; node: Exclude<JsonNode, { kind: 'scalar' }>; key: string; value: unknown };

function addMember({ text, node, key, value }: Addition): string | undefined {
  if (node.kind === 'array' && key !== String(node.members.length)) return undefined;
  const unit = indentUnit(text);
  const depth = depthAt(text, node.start) + 1;
  const own = (node.kind === 'object' ? `${JSON.stringify(key)}: ` : '') + render(value, { unit, depth });
  const last = node.members.at(-1);
  const multiline = text.slice(node.start, node.end).includes('\n') || last === undefined;
  const before = multiline ? `\n${unit.repeat(depth)}` : ' ';
  if (last === undefined) {
    const closing = text.charAt(node.end - 1);
    return splice(text, node, `${text.charAt(node.start)}${before}${own}\n${unit.repeat(depth - 1)}${closing}`);
  }
  return splice(text, { start: last.value.end, end: last.value.end }, `,${before}${own}`);
}

function deleteValue(text: string, keys: readonly string[]): string {
  let node = readJson(text);
  for (const [depth, key] of keys.entries()) {
    if (node.kind === 'scalar') return text;
    const index = node.members.findIndex((candidate) => candidate.key === key);
    const member = node.members[index];
    if (member === undefined) return text;
    if (depth === keys.length - 1) return deleteMember(text, node.members, index);
    node = member.value;
  }
  return text;
}

/** Takes the comma after the member with it, or, for the last one, the comma before it. */
function deleteMember(text: string, members: readonly JsonMember[], index: number): string {
  const [previous, member, next] = [members[index - 1], members[index], members[index + 1]];
  if (member === undefined) return text;
  if (next !== undefined) return splice(text, { start: member.start, end: next.start }, '');
  if (previous !== undefined) return splice(text, { start: previous.value.end, end: member.value.end }, '');
  const start = text.slice(0, member.start).trimEnd().length;
  const rest = text.slice(member.value.end);
  return splice(text, { start, end: text.length - rest.replace(/^\s*,?\s*/, '').length }, '');
}

function splice(text: string, range: { start: number; end: number }, replacement: string): string {
  return text.slice(0, range.start) + replacement + text.slice(range.end);
}

function render(value: unknown, place: { unit: string; depth: number }): string {
  const lines = JSON.stringify(value, undefined, place.unit).split('\n');
  return lines.join(`\n${place.unit.repeat(place.depth)}`);
}

function sameValue(source: string, value: unknown): boolean {
  const compact = JSON.stringify(value);
  return source === compact || (!/\/[/*]/.test(source) && tolerantCompact(source) === compact);
}

function tolerantCompact(source: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(source));
  } catch {
    return undefined;
  }
}

function indentUnit(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}

/** How many units the line of this place is indented. */
function depthAt(text: string, at: number): number {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0].length ?? 0;
  return Math.round(indent / indentUnit(text).length);
}

function notAnObject(path: string) {
  return {
    code: 'json-not-an-object',
    message: `"${path}" leads through a value that is not an object`,
    next: 'Set the object itself, or correct the path',
  };
}
