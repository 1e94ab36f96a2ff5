import type { ArrayValue, Assignment, Command } from 'unbash';
import type { Word } from '../../model/action.ts';
import { expandText, expandWord } from './expand/expand.ts';
import { indexOf } from './expand/arrays.ts';
import { join, joinAll, known, map, nothing, unknown } from './expand/words.ts';
import { note, opaque, type Frame } from './session.ts';
import { droppedToken } from './syntax.ts';

/** More than a text of the longest length can hold: only words that are doubled again and again get there. */
const mostWords = 5500;

/** Expands one simple command and runs it; assignments without a command change the shell. */
export function evaluateCommand(node: Command, frame: Frame): Word {
  const own: Record<string, Word> = {};
  const words = node.name ? [...expandWord(node.name, frame)] : [];
  for (const part of node.suffix) {
    if (part.type === 'Word') words.push(...expandWord(part, frame));
    else if (part.type === 'Assignment') words.push(assignmentWord(part, frame));
    if (part.type === 'Assignment' && part.value.type === 'ArrayValue') setArray(part, part.value, frame);
  }
  for (const part of node.prefix) {
    if (part.type !== 'Assignment') continue;
    if (words.length === 0) assign(part, frame);
    else own[part.name] = valueOf(part, frame);
  }
  const segment = frame.source.slice(node.pos, node.end);
  if (words.length > mostWords) {
    opaque(frame, 'makes more words than can be followed', segment);
    words.length = mostWords;
  }
  const dropped = droppedToken(node, frame.source);
  if (dropped !== undefined) opaque(frame, `shell syntax: ${dropped}`, segment);
  if (words.length === 0)
    return node.redirects.some((redirect) => redirect.operator.startsWith('<')) ? printsInput(frame) : nothing;
  return frame.session.run({ argv: words, env: { ...exportedBy(frame), ...own }, segment }, frame);
}

/** `$(<file)` prints the file. */
function printsInput({ stdin }: Frame): Word {
  return stdin?.rest ?? unknown('');
}

function exportedBy(frame: Frame): Record<string, Word> {
  const { exported, variables } = frame.scope;
  const env: Record<string, Word> = {};
  if (exported.size === 0) return env;
  for (const [name] of exported.entries()) {
    const value = variables.get(name);
    if (value) env[name] = value;
  }
  return env;
}

function assign(node: Assignment, frame: Frame): void {
  if (node.value.type === 'ArrayValue') return setArray(node, node.value, frame);
  const value = valueOf(node, frame);
  if (node.index) return setElement(node.name, { index: indexOf(expandText(node.index, frame), frame), value }, frame);
  frame.scope.variables.set(node.name, value);
  note(frame, { kind: 'variable', name: node.name, value, segment: node.text });
}

function setArray({ name, append }: Assignment, value: ArrayValue, frame: Frame): void {
  const { arrays } = frame.scope;
  const array = new Map(append ? arrays.get(name) : undefined);
  let next = array.size;
  for (const element of value.elements) {
    const keyed = element.text.startsWith('[') ? /^\[([^]*?)\](\+?)=/.exec(expandText(element, frame).text) : null;
    if (keyed) {
      const { glob, ...word } = map(expandText(element, frame), (text) => text.slice(keyed[0].length));
      const key = indexOf(known(keyed[1] ?? ''), frame);
      array.set(key ?? String(next), word);
      next = Number(key) + 1 || next + 1;
    } else for (const word of expandWord(element, frame)) array.set(String(next++), word);
    if (array.size > mostWords) return tooMany(name, frame);
  }
  frame.scope.variables.delete(name);
  arrays.set(name, array);
}

function tooMany(name: string, frame: Frame): void {
  opaque(frame, 'makes more words than can be followed', name);
  frame.scope.arrays.set(name, new Map([['0', unknown(`\${${name}[@]}`)]]));
}

type Element = { readonly index: string | undefined; readonly value: Word };

function setElement(name: string, { index, value }: Element, { scope }: Frame): void {
  const array = new Map(scope.arrays.get(name));
  array.set(index ?? String(array.size), value);
  scope.arrays.set(name, array);
}

/** The value afterwards: with `+=` the old one comes first. */
function valueOf(node: Assignment, frame: Frame): Word {
  const before = node.append ? frame.scope.variables.get(node.name) : undefined;
  const value = assignedValue(node, frame);
  return before ? join(before, value) : value;
}

function assignedValue(node: Assignment, frame: Frame): Word {
  if (node.value.type === 'ArrayValue') return joinAll(arrayOf(node.value, frame), ' ');
  return node.value.text === '' ? nothing : expandText(node.value, frame);
}

function arrayOf(node: ArrayValue, frame: Frame): readonly Word[] {
  return node.elements.flatMap((element) => expandWord(element, frame));
}

/** `export X=…` and the like: one word `X=value` that is not split. */
function assignmentWord(node: Assignment, frame: Frame): Word {
  return join(known(`${node.name}${node.append ? '+=' : '='}`), assignedValue(node, frame));
}
