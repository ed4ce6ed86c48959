/** The one button: a held Enter presses it once, and an unavailable one keeps its place and the focus. */
import type { ReactNode, Ref } from "react";

export type ButtonLook = "plain" | "quiet" | "go" | "accent" | "stop";

export type ButtonProps = {
  readonly look?: ButtonLook;
  readonly onPress: () => void;
  readonly children: ReactNode;
  readonly label?: string;
  readonly isPressed?: boolean;
  readonly isExpanded?: boolean;
  readonly controls?: string;
  readonly isUnavailable?: boolean;
  /** Takes no press for a moment, without looking different. */
  readonly isSettling?: boolean;
  readonly keyShortcuts?: string | undefined;
  readonly title?: string;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
};

export function Button({
  look = "plain",
  onPress,
  children,
  isUnavailable = false,
  isSettling = false,
  ...more
}: ButtonProps) {
  const isIdle = isUnavailable || isSettling;
  return (
    <button
      type="button"
      ref={more.ref}
      className={`button button-${look} ${isUnavailable ? "button-unavailable" : ""} ${more.className ?? ""}`}
      aria-label={more.label}
      aria-pressed={more.isPressed}
      aria-expanded={more.isExpanded}
      aria-controls={more.controls}
      aria-disabled={isIdle ? true : undefined}
      aria-keyshortcuts={more.keyShortcuts}
      title={more.title}
      onKeyDown={(event) => {
        if (event.repeat && (event.key === "Enter" || event.key === " ")) event.preventDefault();
      }}
      onClick={() => {
        if (!isIdle) onPress();
      }}
    >
      {children}
    </button>
  );
}
