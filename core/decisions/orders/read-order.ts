import type { RepoId, ThreadId } from '../../ids.ts';
import { Priority } from '../../model/attention/triage.ts';
import type { ChoiceAction } from '../../model/deciding/decision.ts';
import type { OrderThen, OrderWhen } from '../../model/deciding/order.ts';

/** What a sentence may name. */
export type Nameable = {
  readonly repos: readonly { readonly id: RepoId; readonly name: string }[];
  readonly threads: readonly { readonly thread: ThreadId; readonly number: number }[];
  readonly sources: readonly string[];
};

/** What was understood of a sentence, and the words of it that were not: nothing is guessed. */
export type ReadOrder = {
  readonly when: OrderWhen;
  readonly then: OrderThen | undefined;
  readonly left: readonly string[];
};

type Patch = { readonly when?: Partial<OrderWhen>; readonly then?: OrderThen; readonly harness?: string };
/** Undefined: the words are not understood after all, and stay. */
type Form = { readonly pattern: RegExp; readonly read: (match: readonly string[]) => Patch | undefined };

/** The place of what has been read: it ends a list of words. */
const read = '\u0000';
const farPoints = 50;

const deeds: Readonly<Record<string, ChoiceAction>> = {
  ...{ drop: 'drop', dropping: 'drop', dropped: 'drop', dismiss: 'dismiss', dismissing: 'dismiss' },
  ...{ attach: 'attach', attaching: 'attach', link: 'link', linking: 'link', open: 'open', opening: 'open' },
};
const deed = '(drop|dropping|dropped|dismiss|dismissing|attach|attaching|link|linking|open|opening)';

/** Reads a standing order in plain English: a grammar of a few forms, no guesses, the same answer each time. */
export function readOrder(words: string, known: Nameable): ReadOrder {
  let rest = ` ${words.replaceAll('\u0000', ' ').replace(/\s+/g, ' ')} `;
  let when: OrderWhen = { words: [], paths: [] };
  let then: OrderThen | undefined;
  let harness: string | undefined;
  for (const { pattern, read: form } of [...forms, ...namesOf(known), ...last]) {
    rest = rest.replace(pattern, (...match: unknown[]) => {
      const texts = match.filter((each): each is string => typeof each === 'string');
      const patch = form(texts);
      if (!patch || (patch.then && then)) return texts[0] ?? '';
      then ??= patch.then;
      harness ??= patch.harness;
      when = joined(when, patch.when ?? {});
      return ` ${read} `;
    });
  }
  const left = leftOf(rest);
  if (harness === undefined) return { when, then, left };
  return then?.do === 'open'
    ? { when, then: { ...then, harness }, left }
    : { when, then, left: [...left, 'with', harness] };
}

function joined(a: OrderWhen, b: Partial<OrderWhen>): OrderWhen {
  return { ...a, ...b, words: [...a.words, ...(b.words ?? [])], paths: [...a.paths, ...(b.paths ?? [])] };
}

const who = { rules: 'rule', model: 'model' } as const;

const forms: readonly Form[] = [
  { pattern: /[“"]([^”"]+)[”"]/g, read: ([, text = '']) => ({ when: { words: wordsIn(text) } }) },
  fixed(/\b(?:drop nothing|never drop|do not drop|don't drop)\b/i, { do: 'authority', of: 'drop', who: 'person' }),
  fixed(/\b(?:nothing|is|are|be)(?: (?:is|are))? (?:never )?dropped without asking\b/i, {
    do: 'authority',
    of: 'drop',
    who: 'person',
  }),
  {
    pattern: new RegExp(`\\bask (?:me )?before ${deed}\\b`, 'i'),
    read: ([, what = '']) => authority(what, 'person'),
  },
  {
    pattern: new RegExp(`\\b(?:the |a )?(rules|model) may ${deed}\\b`, 'i'),
    read: ([, by = '', what = '']) => authority(what, who[by.toLowerCase() as keyof typeof who]),
  },
  fixed(/\b(?:(?:is|are|be) )?(?:dismissed|ignored)\b|\b(?:dismiss|ignore)\b/i, { do: 'dismiss' }),
  fixed(/\b(?:goes?|comes?|is|are) first\b/i, { do: 'boost', points: farPoints }),
  fixed(/\b(?:goes?|comes?|is|are) last\b|\bcan wait\b/i, { do: 'boost', points: -farPoints }),
  {
    pattern: /\b(?:(?:is|are|gets?|has|have|as) )?(?:priority )?(P[0-4])\b/i,
    read: ([, text = '']) => ({ then: { do: 'priority', priority: Priority.parse(text.toUpperCase()) } }),
  },
  {
    pattern: /\b(?:gets? )?(?:boost(?:ed)?)(?: (?:by|of))? ([+-]?\d{1,2})\b/i,
    read: ([, points = '']) => ({ then: { do: 'boost', points: Number(points) } }),
  },
  fixed(/\b(?:(?:is|are) )?(?:held(?: back)?|on hold)\b|\bhold(?: back)?\b|\b(?:do not|don't) start\b/i, {
    do: 'hold',
  }),
  fixed(/\b(?:(?:is|are) )?(?:open(?:ed)?|begin|started)\b/i, { do: 'open' }),
  {
    pattern: /\bwith (?:the )?([a-z][\w-]*)(?: harness| agent)?\b/i,
    read: ([, harness = '']) => ({ harness }),
  },
  kind(/\b(?:todos?|fixmes?)(?: notes?)?\b|\bnotes?(?: in the code)?\b/i, 'todo'),
  kind(/\b(?:red|failing|failed) (?:checks?|tests?)\b/i, 'red-check'),
  kind(/\bred (?:main|default branch(?:es)?)\b/i, 'red-main'),
  kind(/\b(?:requests?|wishes|wish)\b/i, 'request'),
  {
    pattern: /\b(?:of |from )?(?:the )?([a-z][a-z0-9-]*) (?:job|schedule|errand)s?\b/i,
    read: ([, name = '']) => ({ when: { kind: 'schedule', name } }),
  },
  { pattern: /\bfrom outside\b|\bby others\b/i, read: () => ({ when: { trust: 'outside' } }) },
  { pattern: /\b(?:from|by) me\b|\bof mine\b/i, read: () => ({ when: { trust: 'person' } }) },
  { pattern: /\bmeasured here\b/i, read: () => ({ when: { trust: 'own' } }) },
];

function fixed(pattern: RegExp, then: OrderThen): Form {
  return { pattern, read: () => ({ then }) };
}

function kind(pattern: RegExp, of: NonNullable<OrderWhen['kind']>): Form {
  return { pattern, read: () => ({ when: { kind: of } }) };
}

function authority(what: string, by: 'rule' | 'model' | 'person'): Patch | undefined {
  const of = deeds[what.toLowerCase()];
  return of && { then: { do: 'authority', of, who: by } };
}

/** Repos, threads and sources, by the names they have here. */
function namesOf({ repos, threads, sources }: Nameable): readonly Form[] {
  return [
    {
      pattern: /\b(?:belongs?|attach(?:ed)?|goes?) (?:to|into) (?:thread )?#?(\d{1,9})\b/i,
      read: ([, number = '']) => {
        const into = threads.find((thread) => thread.number === Number(number))?.thread;
        return into && { then: { do: 'attach', into } };
      },
    },
    ...byLength(repos, ({ name }) => name).map(({ id, name }) => ({
      pattern: named(`(?:in|of|for) (?:the )?(?:repo )?${escaped(name)}`),
      read: () => ({ when: { repo: id } }),
    })),
    ...byLength(sources, (name) => name).map((source) => ({
      pattern: named(`(?:of|from|by) (?:the )?(?:source )?${escaped(source)}`),
      read: () => ({ when: { source } }),
    })),
  ];
}

/** What is read when everything else has been. */
const last: readonly Form[] = [
  {
    pattern: /\b(?:in|under|touching) ([\w@.-]*\/[\w@./-]*)/gi,
    read: ([, path = '']) => ({ when: { paths: [path.replace(/[.,]+$/, '')] } }),
  },
  {
    pattern: /\b(?:about|mentioning|naming) ([^\u0000,;.]+)/gi,
    read: ([, text = '']) => (/\bor\b/i.test(text) ? undefined : { when: { words: wordsIn(text) } }),
  },
];

function named(source: string): RegExp {
  return new RegExp(`\\b${source}(?![\\w-])`, 'i');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The longest name first, so that `web-admin` is not read as `web`. */
function byLength<T>(all: readonly T[], nameOf: (each: T) => string): readonly T[] {
  return all.toSorted((a, b) => nameOf(b).length - nameOf(a).length);
}

const fillers = new Set(
  'a all always an and any anything are be every everything is it its me my of please signal signals that the them these thing things this those thread threads to without asking work working'.split(
    ' ',
  ),
);

function wordsIn(text: string): string[] {
  return (text.match(/[\p{L}\p{M}\p{N}_-]+/gu) ?? []).filter((word) => !fillers.has(word.toLowerCase()));
}

function leftOf(rest: string): readonly string[] {
  return wordsIn(rest.replaceAll(read, ' '));
}
