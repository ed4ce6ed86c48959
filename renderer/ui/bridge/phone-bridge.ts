/** The two verbs the preload gives this page; what crosses them is unknown until it is parsed. */
export type PhoneBridge = {
  readonly send: (command: unknown) => Promise<unknown>;
  readonly listen: (listener: (message: unknown) => void) => void;
};
