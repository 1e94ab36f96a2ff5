/** `partner`: the earlier one that it is red with. Undefined: it is red by itself, or only with several others. */
export type Blame = { readonly culprit: number; readonly alone: boolean; readonly partner: number | undefined };

/**
 * Who makes a row of candidates red that is red as a whole. `isGreen` tries some of them, by their places, in order;
 * of nothing at all it is taken for granted. Costs about the logarithm of their number, and one try per earlier one.
 */
export async function findBlame(
  count: number,
  isGreen: (places: readonly number[]) => Promise<boolean>,
): Promise<Blame> {
  let green = 0;
  let red = count;
  while (red - green > 1) {
    const middle = Math.floor((green + red) / 2);
    if (await isGreen(upTo(middle))) green = middle;
    else red = middle;
  }
  const culprit = red - 1;
  if (culprit === 0) return { culprit, alone: true, partner: undefined };
  if (!(await isGreen([culprit]))) return { culprit, alone: true, partner: undefined };
  // The two alone are the whole row, which is red.
  if (culprit === 1) return { culprit, alone: false, partner: 0 };
  for (const partner of upTo(culprit).toReversed())
    if (!(await isGreen([partner, culprit]))) return { culprit, alone: false, partner };
  return { culprit, alone: false, partner: undefined };
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at);
}
