const LONGEST = 60;

/** A card's title from the goal: its first line, without Markdown marks, cut at a word. */
export function titleOf(goal: string): string {
  const line = goal
    .split('\n')
    .map((each) => each.replace(/^[#>*\-\s]+/, '').trim())
    .find((each) => each.length > 0);
  const title = (line ?? goal.trim()).replace(/\s+/g, ' ');
  return title.length <= LONGEST ? title : cutAtWord(title);
}

function cutAtWord(title: string): string {
  const cut = title.slice(0, LONGEST - 1);
  const word = cut.lastIndexOf(' ');
  // Half of a surrogate pair at the end would not be text any more.
  return `${(word > LONGEST / 2 ? cut.slice(0, word) : cut).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;
}
