/** Harnesses that spend from the account of another one: what limits one of them limits both. */
const spendsFrom = new Map([['claude-acp', 'claude']]);

/** Whose limits count for a harness. */
export function accountOf(harness: string): string {
  return spendsFrom.get(harness) ?? harness;
}
