/** A moment by the local clock, the same wherever it stands: `23 Nov 2026, 14:03:20`. */
export function momentText(at: number): string {
  return new Date(at).toLocaleString('en-GB', {
    ...{ day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
}

/** `14:03` */
export function clockText(at: number): string {
  return new Date(at).toTimeString().slice(0, 5);
}

/** `Mon 23` */
export function dayText(at: number): string {
  return new Date(at).toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric' });
}
