/** What waits for a page that is not listening yet: kept in order, bounded, delivered once it is ready. */
export type Outbox<Message> = {
  /** Delivers now when the page is ready, else keeps the message; the oldest goes when the box is full. */
  readonly post: (message: Message) => void;
  /** The page listens: what was kept is delivered. */
  readonly open: () => void;
  readonly isOpen: () => boolean;
};

const longest = 1_000;

export function createOutbox<Message>(deliver: (message: Message) => void): Outbox<Message> {
  let kept: Message[] = [];
  let isOpen = false;
  return {
    post(message) {
      if (isOpen) return deliver(message);
      kept.push(message);
      if (kept.length > longest) kept.shift();
    },
    open() {
      isOpen = true;
      const messages = kept;
      kept = [];
      for (const message of messages) deliver(message);
    },
    isOpen: () => isOpen,
  };
}
