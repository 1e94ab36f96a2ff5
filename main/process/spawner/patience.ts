/** How much later than ordered a timer may come before it is this process that stood still. */
const STILL_MS = 500;

/**
 * Waits so long for somebody else's answer; the answer is how to stop waiting. A timer that comes late says that this
 * process stood still and heard nothing meanwhile, so it waits once more: nobody is blamed for our own sleep.
 */
export function waitFor(ms: number, onSilence: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    const due = performance.now() + ms;
    timer = setTimeout(() => (performance.now() - due > STILL_MS ? wait() : onSilence()), ms).unref();
  };
  wait();
  return () => clearTimeout(timer);
}
