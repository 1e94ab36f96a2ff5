import { termsOf } from './terms.ts';

type Told = { readonly title: string; readonly body: string };

/**
 * Proof that two topics are one: the same text, or both are the work on the same ticket. Likeness, however great, is
 * none. Undefined when there is none.
 */
export function identityOf(a: Told, b: Told): string | undefined {
  const other = new Set(identitiesOf(b).map(({ key }) => key));
  return identitiesOf(a).find(({ key }) => other.has(key))?.words;
}

/** By what a topic is known: whoever has one of the keys too is about the same, as `words` say. */
export function identitiesOf(topic: Told): readonly { readonly key: string; readonly words: string }[] {
  const text = normalised(topic);
  const ticket = ticketOf(topic);
  return [
    ...(tellsEnough(text) ? [{ key: `text ${text}`, words: 'both are the same text' }] : []),
    ...(ticket === undefined ? [] : [{ key: `ticket ${ticket}`, words: `both are about ${ticket}` }]),
  ];
}

function normalised({ title, body }: Told): string {
  return `${title}\n${body}`
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}]+/gu, ' ')
    .trim();
}

/** “Crash” and “Crash” may be two things. */
function tellsEnough(text: string): boolean {
  return new Set(termsOf(text).words.map(({ term }) => term)).size >= 3;
}

/** The page of one ticket or change at a forge or a tracker. */
const ticketPage =
  /https?:\/\/[\w.-]{1,200}\/(?:[\w.-]{1,100}\/){1,6}(?:issues|pull|pulls|merge_requests|browse)\/[\w-]{1,60}/gi;
const about = /(?:^|\n)[ \t>*-]*(?:(?:fix|close|resolve|implement)(?:e?[sd])?|source|origin|ticket|issue)?:?[ \t]*$/i;

/**
 * The one ticket that this is the work on: it stands on a line of its own or after “Fixes” and the like. One that is merely mentioned (“see …”, “depends on …”) is not it, and of two nobody knows which.
 */
function ticketOf({ title, body }: Told): string | undefined {
  const lines = `${title.slice(0, 500)}\n${body.slice(0, 8000)}`;
  const named = new Set<string>();
  for (const found of lines.matchAll(ticketPage)) {
    const before = lines.slice(Math.max(0, found.index - 40), found.index);
    const lineEnds = /^[/#?.\w=&-]*[ \t.,;)]*(?:\n|$)/.test(lines.slice(found.index + found[0].length).slice(0, 200));
    named.add(about.test(before) && lineEnds ? found[0].toLowerCase().replace(/^https?:\/\//, '') : '');
  }
  const [only] = named;
  return named.size === 1 && only !== '' ? only : undefined;
}
