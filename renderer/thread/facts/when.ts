export function when(at: number): string {
  return new Date(at).toLocaleString();
}
