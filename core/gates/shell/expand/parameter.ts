import type { ParameterExpansionPart, ParameterOperation } from 'unbash';
import type { Word } from '../../../model/action.ts';
import type { Frame } from '../session.ts';
import { elementAt, elementsOf, indexOf, numberOf } from './arrays.ts';
import { known, map, nothing, unknown, unset } from './words.ts';

/** Expands an operand such as the `/` of `${x:-/}`. */
export type ExpandOperand = (word: NonNullable<ParameterExpansionPart['index']>) => Word;

/** The words of a parameter: one for a variable, several for `$@` and `${a[@]}`. */
export function readParameter(part: ParameterExpansionPart, frame: Frame, operand: ExpandOperand): readonly Word[] {
  const { parameter, prefix, operation } = part;
  const index = part.index && operand(part.index);
  const values = index ? readArray(parameter, index, frame) : readName(parameter, frame);
  if (prefix === '#')
    return [values && !index ? (lengthOf(values, parameter) ?? unknown(part.text)) : unknown(part.text)];
  if (prefix === '!') return readIndirect(values, part, frame);
  if (!operation) return values ?? [unknown(part.text)];
  if (operation.type === 'Default') return applyDefault(operation, { values, part, frame, operand });
  if (operation.type === 'Slice' && isList(parameter, index))
    return sliceList(values, operation, { part, frame, operand });
  if (!values) {
    visitOperands(operation, operand);
    return [unknown(part.text)];
  }
  return values.map((value) => transform(value, operation, operand) ?? unknown(part.text, value.origin));
}

function lengthOf(values: readonly Word[], parameter: string): Word | undefined {
  const [only] = values;
  if (parameter === '@' || parameter === '*' || values.length !== 1) return known(String(values.length));
  return only?.known && !only.glob ? known(String(only.text.length)) : undefined;
}

function isList(parameter: string, index: Word | undefined): boolean {
  return /^[@*]$/.test(index?.text ?? parameter);
}

type Slicing = { readonly part: ParameterExpansionPart; readonly frame: Frame; readonly operand: ExpandOperand };

/** `${@:2:1}` counts from `$0`, `${a[@]:2}` from the first element. */
function sliceList(
  values: readonly Word[] | undefined,
  { offset, length }: Extract<ParameterOperation, { type: 'Slice' }>,
  { part, frame, operand }: Slicing,
): readonly Word[] {
  const from = numberOf(operand(offset).text, frame);
  const count = length ? numberOf(operand(length).text, frame) : Infinity;
  if (!values || from === undefined || count === undefined || count < 0) return [unknown(part.text)];
  const all = part.index ? values : [readName('0', frame)?.[0] ?? unknown('$0'), ...values];
  const start = from < 0 ? Math.max(0, all.length + from) : from;
  return all.slice(start, start + count);
}

/** `$x`, `$1`, `$@` …; undefined when it is not visible here. */
export function readName(name: string, frame: Frame): readonly Word[] | undefined {
  const { scope, session } = frame;
  if (/^[@*#\d]/.test(name) && name !== '0') return readPositional(name, scope.positional);
  const assigned = scope.variables.get(name);
  if (assigned) return [assigned];
  const first = scope.arrays.get(name)?.get('0');
  if (first) return [first];
  if (name === 'PWD') return scope.cwd === undefined ? undefined : [known(scope.cwd)];
  if (name === 'IFS') return [known(' \t\n')];
  const value = Object.hasOwn(session.context.env, name) ? session.context.env[name] : undefined;
  return value === undefined ? undefined : [known(value)];
}

function readPositional(name: string, positional: readonly Word[] | undefined): readonly Word[] | undefined {
  if (name === '@' || name === '*' || !positional) return positional;
  return name === '#' ? [known(String(positional.length))] : [positional[Number(name) - 1] ?? nothing];
}

function readArray(name: string, index: Word, frame: Frame): readonly Word[] | undefined {
  const array = frame.scope.arrays.get(name);
  if (index.text === '@' || index.text === '*') return array ? elementsOf(array) : readName(name, frame);
  const key = indexOf(index, frame);
  const value = key === undefined ? undefined : array && elementAt(array, key);
  return value ? [value] : key === '0' && !array ? readName(name, frame) : undefined;
}

function readIndirect(values: readonly Word[] | undefined, part: ParameterExpansionPart, frame: Frame) {
  const { positional } = frame.scope;
  if (part.parameter === '#') return [positional ? (positional.at(-1) ?? nothing) : unknown(part.text)];
  const name = values?.[0];
  return (name?.known ? readName(name.text, frame) : undefined) ?? [unknown(part.text)];
}

type DefaultCase = {
  readonly values: readonly Word[] | undefined;
  readonly part: ParameterExpansionPart;
  readonly frame: Frame;
  readonly operand: ExpandOperand;
};

function applyDefault(operation: Extract<ParameterOperation, { type: 'Default' }>, at: DefaultCase): readonly Word[] {
  const { values, part, frame } = at;
  const fallback = at.operand(operation.operand);
  const value = values?.[0];
  const empty = value !== undefined && value.known && value.text === '' && operation.operator.startsWith(':');
  const set = values !== undefined && !empty;
  if (operation.operator.endsWith('+')) return set ? [fallback] : [nothing];
  if (operation.operator.endsWith('?')) return values && set ? values : [unknown(part.text, value?.origin)];
  if (set) return values;
  if (operation.operator.endsWith('=')) frame.scope.variables.set(part.parameter, fallback);
  if (values !== undefined) return [fallback];
  return [{ ...unknown(part.text, fallback.origin), ifUnset: unset(fallback) }];
}

function transform(value: Word, operation: ParameterOperation, operand: ExpandOperand): Word | undefined {
  switch (operation.type) {
    case 'Remove': {
      const pattern = operand(operation.operand);
      const matcher = pattern.known ? patternOf(pattern.text) : undefined;
      return matcher && map(value, (text) => removeMatch(text, matcher, operation.operator));
    }
    case 'Replace':
      return replace(value, operation, [operand(operation.pattern), operand(operation.replacement)]);
    case 'Slice':
      return slice(value, operand(operation.offset), operation.length && operand(operation.length));
    case 'CaseModification':
      return operation.operand ? undefined : map(value, (text) => changeCase(text, operation.operator));
    default:
      return undefined;
  }
}

type Replace = Extract<ParameterOperation, { type: 'Replace' }>;

function replace(value: Word, { operator }: Replace, [pattern, by]: readonly [Word, Word]): Word | undefined {
  const matcher = pattern.known && by.known && pattern.text !== '' ? replacerOf(pattern.text, operator) : undefined;
  return matcher && map(value, (text) => text.replace(matcher, () => by.text));
}

/** Literal text and `?` only: how much `*` takes depends on the text around it. */
function replacerOf(pattern: string, operator: Replace['operator']): RegExp | undefined {
  if (/[*[\]]/.test(pattern)) return undefined;
  const body = pattern.replace(/[\\^$.+?()|{}]/g, (sign) => (sign === '?' ? '[^]' : `\\${sign}`));
  const [start, end] = [operator === '/#' ? '^' : '', operator === '/%' ? '$' : ''];
  return new RegExp(`${start}${body}${end}`, operator === '//' ? 'gu' : 'u');
}

function slice(value: Word, from: Word, count: Word | undefined): Word | undefined {
  const offset = from.text === '' ? 0 : number(from);
  const length = count ? number(count) : Infinity;
  if (offset === undefined || length === undefined || !value.known || value.glob) return undefined;
  return map(value, (text) => {
    const start = offset < 0 ? Math.max(0, text.length + offset) : offset;
    return length < 0 ? text.slice(start, length) : text.slice(start, start + length);
  });
}

function number(word: Word): number | undefined {
  return word.known && /^\s*-?\d+$/.test(word.text) ? Number(word.text) : undefined;
}

function changeCase(text: string, operator: '^' | '^^' | ',' | ',,'): string {
  if (operator === '^^') return text.toUpperCase();
  if (operator === ',,') return text.toLowerCase();
  const first = text.charAt(0);
  return (operator === '^' ? first.toUpperCase() : first.toLowerCase()) + text.slice(1);
}

/** Literal text, `*` and `?` only; anything richer stays unknown. */
function patternOf(pattern: string): RegExp | undefined {
  if (/[[\]]/.test(pattern)) return undefined;
  const body = pattern.replace(/[\\^$.*+?()|{}]/g, (sign) =>
    sign === '*' ? '[^]*' : sign === '?' ? '[^]' : `\\${sign}`,
  );
  return new RegExp(`^(?:${body})$`, 'u');
}

/** Tries every cut, shortest or longest first: patterns here are short and so is the text. */
function removeMatch(text: string, pattern: RegExp, operator: '#' | '##' | '%' | '%%'): string {
  if (text.length > 500) return text;
  const cuts = Array.from({ length: text.length + 1 }, (_, at) => at);
  const fromStart = operator.startsWith('#');
  const longest = operator.length === 2;
  if (fromStart === longest) cuts.reverse();
  for (const cut of cuts) {
    const candidate = fromStart ? text.slice(0, cut) : text.slice(cut);
    if (pattern.test(candidate)) return fromStart ? text.slice(cut) : text.slice(0, cut);
  }
  return text;
}

function visitOperands(operation: ParameterOperation, operand: ExpandOperand): void {
  if (operation.type === 'Remove' || operation.type === 'Transform') operand(operation.operand);
  if (operation.type === 'Replace') {
    operand(operation.pattern);
    operand(operation.replacement);
  }
  if (operation.type === 'Slice') {
    operand(operation.offset);
    if (operation.length) operand(operation.length);
  }
}
