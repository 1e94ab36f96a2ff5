import type { Word } from '../../../../model/action.ts';
import { join, joinAll, map, unknown } from '../../expand/words.ts';

type Values = readonly Word[];
export type PathCall = {
  readonly receiver: Values | undefined;
  /** One value per argument. */
  readonly values: readonly Values[];
  readonly home: string;
};

const keeps =
  /(^|\.)(Path|PosixPath|PurePath|str|String|realpath|realpathSync|abspath|resolve|normpath|normalize|fspath|encode|decode|toString|strip|rstrip|trim|as_posix|absolute|URL|fileURLToPath|fsencode|to_s|chomp|list|sorted|sort|reversed|reverse|set|tuple|filter|slice|from|iter|unique|uniq|freeze|dup|copy)$/;
const joins = /(^|\.)(join|joinpath|resolve|catfile)$/;
const expands = /(^|\.)(expanduser|expandvars|expand_path)$/;
/** They answer paths that begin with the place. */
const walks = /(^|\.)(glob|iglob|rglob|scandir|walk|iterdir|globSync|children|Glob|list_files)$/;
/** They answer names in the place. */
const names = /(^|\.)(listdir|readdirSync|readdir|entries|each_child|readdir\w*|scandirSync|list_dir)$/;

type Maker = (call: PathCall, name: string) => Values | undefined;

/** Tried one after the other; the first that knows the function answers. */
const makers: readonly (readonly [pattern: RegExp, make: Maker])[] = [
  [expands, ({ receiver, values: [first], home }) => changed(first ?? receiver, (text) => atHome(text, home))],
  [names, () => [{ text: 'listed*', known: true, glob: true }]],
  [walks, ({ receiver, values: [first] }, name) => walked(name, receiver, first)],
  [joins, ({ receiver, values }, name) => (values.length > 0 ? joined(name, receiver, values) : undefined)],
  [/(^|\.)concat$/, ({ receiver, values }) => receiver && [joinAll([receiver, ...values].map(ofOne))]],
  [/(^|\.)dirname$/, ({ values: [first] }) => changed(first, parentOf)],
  [/(^|\.)basename$/, ({ values: [first] }) => changed(first, (text) => text.replace(/^.*\//, ''))],
  [/\.(with_suffix|with_name|with_stem)$/, ({ receiver }) => receiver?.map(sibling)],
  [/^(filter|map)$/, ({ values }) => values.at(-1)],
  [keeps, (call, name) => (decodes(call, name) ? undefined : chosen(name, call.receiver, call.values[0]))],
];

/** What a function that only makes paths answers; undefined for any other one. */
export function pathBy(name: string, call: PathCall): Values | undefined {
  for (const [pattern, make] of makers) {
    const made = pattern.test(name) ? make(call, name) : undefined;
    if (made) return made;
  }
  return undefined;
}

function changed(words: Values | undefined, change: (text: string) => string): Values | undefined {
  return words?.map((word) => map(word, change));
}

function atHome(text: string, home: string): string {
  return text.replace(/^~(?=\/|$)|\$HOME/, home);
}

export function parentOf(text: string): string {
  return text.replace(/\/?[^/]*$/, '') || '.';
}

function sibling(word: Word): Word {
  return { ...map(word, (text) => text.replace(/[^/]*$/, 'named*')), glob: true };
}

function decodes({ values }: PathCall, name: string): boolean {
  if (/base64|b64|codecs|fromhex/i.test(name)) return true;
  return values.some(([word]) => /^(base64|base64url|hex|rot_?13)$/.test(word?.text ?? ''));
}

/** A method keeps what it is called on; a function what it is given. */
function chosen(name: string, receiver: Values | undefined, first: Values | undefined): Values | undefined {
  const module = receiver?.every((word) => word.text === '…') ?? true;
  if (/(filter|slice|sort|reverse|trim|strip|encode|decode|chomp)$/.test(name) && !module) return receiver;
  return first ?? receiver;
}

function walked(name: string, receiver: Values | undefined, first: Values | undefined): Values {
  const module = receiver?.every((word) => word.text === '…') ?? true;
  const places = module ? first : receiver;
  if (!places) return [unknown('…')];
  const pattern = module || /iterdir|children/.test(name) ? undefined : ofOne(first ?? []);
  return places.map((place) => {
    if (!place.known) return unknown('…');
    if (pattern?.known) return { ...join(place, { ...pattern, text: `/${pattern.text}` }), glob: true };
    return /[*?[]/.test(place.text)
      ? { ...place, glob: true }
      : { ...place, text: `${place.text}/listed*`, glob: true };
  });
}

const pathModules = /^(\w*path\w*|File|Filename|require\(.*path\))\.(\w+\.)?(join|resolve|catfile)$|^(join|resolve)$/i;

/** Parts of a path, a list with something between, or a text between the parts of a list. */
function joined(name: string, receiver: Values | undefined, values: readonly Values[]): Values {
  if (receiver === undefined || pathModules.test(name.replace(/^os\./, ''))) return crossedAll(values);
  if (/(^|\.)sep\.join$/.test(name)) return [joinAll(values.flat(), '/')];
  const [one, ...more] = receiver;
  if (!one || receiver.some((word) => !word.known)) return [unknown('…')];
  if (more.length > 0 && /join$/.test(name)) return [joinAll(receiver, values[0]?.[0]?.text ?? '')];
  return /[\w.~]/.test(one.text) ? crossedAll([receiver, ...values]) : [joinAll(values.flat(), one.text)];
}

function crossedAll([head = [], ...rest]: readonly Values[]): Values {
  return rest.reduce<Values>((left, part) => crossed(left, part), head);
}

const mostCombinations = 16;

/** An absolute part begins anew. */
function crossed(left: Values, right: Values): Values {
  const all = left.flatMap((one) =>
    right.map((other) => (other.known && other.text.startsWith('/') ? other : joinAll([one, other], '/'))),
  );
  return all.length > mostCombinations ? [...all.slice(0, mostCombinations - 1), unknown('…')] : all;
}

function ofOne(values: Values): Word {
  return values.length === 1 ? (values[0] ?? unknown('…')) : unknown('…');
}
