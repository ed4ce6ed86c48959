/** Line drawings for the controls, all on one 20-unit square in the colour of their text. */
const paths = {
  call: "M5 3.5h2.6l1.2 3.4-1.7 1.3a9.4 9.4 0 0 0 4.7 4.7l1.3-1.7 3.4 1.2V15a1.6 1.6 0 0 1-1.7 1.6A12.3 12.3 0 0 1 3.4 5.2 1.6 1.6 0 0 1 5 3.5Z",
  hangUp:
    "M2.2 10.2c4.4-4.6 11.2-4.6 15.6 0 .5.6.6 1.3.2 1.9l-1.1 1.6c-.3.4-.8.6-1.3.4l-2.5-.9c-.5-.2-.8-.6-.8-1.1l-.1-1.8a8 8 0 0 0-4.4 0l-.1 1.8c0 .5-.3.9-.8 1.1l-2.5.9c-.5.2-1 0-1.3-.4l-1.1-1.6c-.4-.6-.3-1.3.2-1.9Z",
  microphone: "M10 3a2 2 0 0 0-2 2v5a2 2 0 0 0 4 0V5a2 2 0 0 0-2-2ZM5 9.5a5 5 0 0 0 10 0M10 14.5V17",
  microphoneOff: "M10 3a2 2 0 0 0-2 2v5a2 2 0 0 0 4 0V5a2 2 0 0 0-2-2ZM5 9.5a5 5 0 0 0 10 0M10 14.5V17M3.5 3.5l13 13",
  hold: "M7.2 4.5v11M12.8 4.5v11",
  transfer: "M4 13.5V12a3.5 3.5 0 0 1 3.5-3.5h8M12.2 5.2l3.3 3.3-3.3 3.3",
  keypad: "M5 5h.01M10 5h.01M15 5h.01M5 10h.01M10 10h.01M15 10h.01M5 15h.01M10 15h.01M15 15h.01",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  bellOff: "M6 8.5a4 4 0 0 1 8 0c0 3.5 1.5 4.5 1.5 4.5h-11S6 12 6 8.5ZM8.5 15.5a1.6 1.6 0 0 0 3 0M3.5 3.5l13 13",
  outgoing: "M6 14 14 6M8 6h6v6",
  incoming: "M14 6 6 14M12 14H6V8",
  missed: "M16.5 5.5 10 12 4 6M4 10.5V6h4.5M5 16h10",
  people: "M10 3.8a3.1 3.1 0 1 0 0 6.2 3.1 3.1 0 0 0 0-6.2ZM3.8 16.5c.5-3 2.9-4.6 6.2-4.6s5.7 1.6 6.2 4.6",
  add: "M10 4.5v11M4.5 10h11",
  remove: "M5.5 5.5l9 9M14.5 5.5l-9 9",
  recent: "M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM10 6.5V10l2.6 1.8",
  settings: "M3.5 6.5h7M14.5 6.5h2M3.5 13.5h2M9.5 13.5h7M12.5 4.3v4.4M7.5 11.3v4.4",
  lock: "M5.5 9.5h9v6.5h-9zM7.2 9.5V7a2.8 2.8 0 0 1 5.6 0v2.5",
  up: "M4.5 12 10 6.5l5.5 5.5",
  back: "M12 4.5 6.5 10l5.5 5.5",
  healed: "M4.5 10.5 8.5 14.5 15.5 6",
  unknown: "M7 7.6a3 3 0 1 1 4.2 2.8c-.8.4-1.2.9-1.2 1.8M10 15h.01",
  seen: "M2.8 10s2.7-4.6 7.2-4.6S17.2 10 17.2 10s-2.7 4.6-7.2 4.6S2.8 10 2.8 10ZM10 8.1a1.9 1.9 0 1 0 0 3.8 1.9 1.9 0 0 0 0-3.8Z",
  decided: "M10 3.4 16.6 10 10 16.6 3.4 10Z",
  shown: "M3.5 4.5h13v9h-13zM7.5 16.5h5",
  warning: "M10 4 17 16H3L10 4ZM10 8.5v3.5M10 14h.01",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
