/** Pieces of work as a tracker holds them, made up: a few subjects come often, most seldom, as in a real one. */
import type { Topic } from '../../../../core/similar/similar-index.ts';

type Random = () => number;

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

const verbs =
  list(`add allow avoid break cache clean close compute copy crash deduplicate delete deny detect drop enable
  escape export fail fetch filter fix flush freeze hang hide import index leak limit load log merge migrate move open
  parse persist poll print prune quote race read rebuild refresh reject rename render repeat replace reset resize resume
  retry return revert rotate save scan schedule send serialise show skip sort split start stop stream swallow sync
  throttle trim truncate upgrade validate wait warn wrap write`);
const things = list(`account alert archive attachment avatar backup badge banner batch branch broker browser bucket
  calendar carousel cart certificate channel chart checkbox checkout clipboard cluster column comment commit compiler
  connection cookie coupon credential cursor customer dashboard database deadline device dialog diff discount domain
  dropdown editor email endpoint error event exporter feature feed field file filter folder font footer form gateway
  graph grid group handler header heap history hook icon identity image importer inbox index invoice job journal key
  label layout ledger licence lock logger login manifest map menu message metric migration mirror modal network node
  notification order page parser password path payment permission picker pipeline plugin pointer policy port preview
  price printer process profile project prompt proxy query queue quota receipt record region release renderer replica
  report request resolver response role route row rule sandbox scheduler schema scope search secret sensor session
  shard shell sidebar signature slider snapshot socket sorter spinner stack stream subscription switch table tag task
  template tenant terminal theme thread timeout timer token toolbar tooltip topic trace transaction tree trigger tunnel
  upload user vault vector version view wallet watcher webhook widget window worker workspace zone`);
const endings = list('Service Store Handler Factory Reader Writer Client Cache Queue Guard');

/** The front of a list comes far more often than its end. */
function pick<T>(from: readonly T[], random: Random): T {
  const found = from[Math.floor(from.length * random() ** 2)];
  if (found === undefined) throw new Error('there is nothing to pick from');
  return found;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export function inventTopic(random: Random): Topic {
  const [verb, thing, other] = [pick(verbs, random), pick(things, random), pick(things, random)];
  const name = `${pick(verbs, random)}${capital(thing)}${pick(endings, random)}`;
  const path = `src/${other}/${thing}-${pick(verbs, random)}.ts`;
  const plain = () => `${pick(verbs, random)} the ${pick(things, random)} of the ${pick(things, random)}`;
  const sentences = Array.from({ length: 3 + Math.floor(random() * 4) }, () => `When we ${plain()}, ${plain()}.`);
  const code = random() < 0.5 ? ` In \`${name}\` (${path}:${String(Math.floor(random() * 400))}).` : '';
  const error = random() < 0.3 ? ` It says E${String(1000 + Math.floor(random() * 3000))}.` : '';
  return {
    title: `${capital(verb)} ${thing} in ${other} ${pick(things, random)}`,
    body: sentences.join(' ') + code + error,
  };
}

/** The same piece of work told by somebody else: half of its words, in another order, and some of their own. */
export function retold({ title, body }: Topic, random: Random): Topic {
  const words = `${title} ${body}`.split(' ').filter(() => random() < 0.5);
  const own = inventTopic(random).body.split(' ').slice(0, 12);
  const mixed = [...words, ...own].toSorted(() => random() - 0.5);
  const said = title.split(' ').filter(() => random() < 0.7);
  return { title: `${pick(things, random)} ${said.toReversed().join(' ')}`, body: mixed.join(' ') };
}
