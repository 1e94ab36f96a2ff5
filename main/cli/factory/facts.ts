/** What the command line knows of its own installation. */
export type CliFacts = {
  readonly version: string;
  /** The folder of the built programs. */
  readonly programs: string;
  /** Something the person should know, once. */
  readonly warn: (text: string) => void;
};
