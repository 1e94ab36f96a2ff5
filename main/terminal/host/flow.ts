/** So many characters may be on their way to the screen before the program has to wait: about a quarter of a second. */
const most = 256 * 1024;
const enough = most / 4;

/** Says when a program that prints faster than it can be drawn is held, and when it goes on. */
export function flowControl(program: { pause(): void; resume(): void }) {
  let under = 0;
  let held = false;
  return {
    printed(count: number): void {
      under += count;
      if (held || under < most) return;
      held = true;
      program.pause();
    },
    drawn(count: number): void {
      under = Math.max(0, under - count);
      if (!held || under > enough) return;
      held = false;
      program.resume();
    },
  };
}
