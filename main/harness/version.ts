/** Whether a version is at least the floor, by its three numbers. */
export function isAtLeast(version: string, floor: string): boolean {
  const [left, right] = [numbersOf(version), numbersOf(floor)];
  const differs = left.findIndex((number, index) => number !== right[index]);
  return differs === -1 || (left[differs] ?? 0) > (right[differs] ?? 0);
}

function numbersOf(version: string): readonly number[] {
  const [, ...numbers] = /(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
  return numbers.map(Number);
}
