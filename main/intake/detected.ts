/** What one kind of project brings along. `checks` are name and shell text. */
export type Detected = {
  readonly packageManager?: string | undefined;
  readonly setup?: string | undefined;
  readonly checks: readonly (readonly [name: string, command: string])[];
};
