import type { Thread } from '../model/thread.ts';

/** How work went in threads of one kind. Threads, not runs: a denial and a red round belong to the whole thread. */
export type FieldCounts = { readonly threads: number; readonly denials: number; readonly redRounds: number };

/** What became of a skill in the field: where agents took it up, and where it lay there and they did not. */
export type SkillField = {
  readonly name: string;
  /** Runs that were given it, and of these the ones that took it up. */
  readonly given: number;
  readonly used: number;
  readonly withIt: FieldCounts;
  readonly without: FieldCounts;
  /** Given so often without being taken up once that it only takes room. */
  readonly deadWeight: boolean;
};

/** So many runs without anybody opening it, and it is proposed for the archive. */
const leastGiven = 30;

const none: FieldCounts = { threads: 0, denials: 0, redRounds: 0 };

/** By name, out of what threads tell. A comparison of the field: nobody drew lots, so it shows where to look and no more. */
export function skillFields(threads: Iterable<Thread>): ReadonlyMap<string, SkillField> {
  const fields = new Map<string, SkillField>();
  for (const thread of threads) {
    const used = new Set(thread.runs.flatMap(({ skillsUsed = [] }) => skillsUsed));
    const given = thread.runs.flatMap(({ skills = [] }) => skills.map(({ name }) => name));
    for (const name of new Set(given)) {
      const before = fields.get(name) ?? { name, given: 0, used: 0, withIt: none, without: none, deadWeight: false };
      const counted = {
        ...before,
        given: before.given + given.filter((each) => each === name).length,
        used: before.used + thread.runs.filter(({ skillsUsed = [] }) => skillsUsed.includes(name)).length,
      };
      const side = used.has(name) ? 'withIt' : 'without';
      fields.set(name, { ...counted, [side]: grown(before[side], thread) });
    }
  }
  return new Map([...fields].map(([name, field]) => [name, { ...field, deadWeight: isDead(field) }]));
}

function isDead({ given, used }: SkillField): boolean {
  return used === 0 && given >= leastGiven;
}

function grown({ threads, denials, redRounds }: FieldCounts, { verdicts, rounds }: Thread): FieldCounts {
  const red = rounds.filter(({ ended }) => ended.some(({ outcome }) => outcome !== 'passed')).length;
  return { threads: threads + 1, denials: denials + verdicts.deny, redRounds: redRounds + red };
}

/** “0.4 denials and 0.1 red rounds a thread, in 12 threads” */
export function fieldWords({ threads, denials, redRounds }: FieldCounts): string {
  if (threads === 0) return 'no thread yet';
  const each = (count: number) => (count / threads).toFixed(1);
  const many = threads === 1 ? '1 thread' : `${String(threads)} threads`;
  return `${each(denials)} denials and ${each(redRounds)} red rounds a thread, in ${many}`;
}
