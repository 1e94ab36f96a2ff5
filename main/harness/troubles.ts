const MOST = 20;

/** Tells the first troubles, and that there are more: an agent may write junk without end. */
export function fewTroubles(tell: (message: string) => void): (message: string) => void {
  let count = 0;
  return (message) => {
    count += 1;
    if (count < MOST) tell(message);
    if (count === MOST) tell(`${message}\nMore of this kind is not told`);
  };
}
