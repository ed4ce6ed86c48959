/** One thing to be typed while a phone is set up, and under it what is wrong with it. */
import { type ReactNode, useId } from "react";

export type TextFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly isSecret?: boolean;
  readonly maxLength?: number;
  readonly trouble: string | null;
  readonly hint?: ReactNode;
  readonly onChange: (value: string) => void;
};

export function TextField({ label, value, isSecret = false, maxLength = 64, trouble, hint, onChange }: TextFieldProps) {
  const id = useId();
  const noteId = useId();
  const note = trouble ?? hint;
  return (
    <div className="setup-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="text-input setup-input"
        type={isSecret ? "password" : "text"}
        value={value}
        maxLength={isSecret ? 256 : maxLength}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        aria-invalid={trouble !== null}
        aria-describedby={note === undefined ? undefined : noteId}
        onChange={(event) => onChange(event.target.value)}
      />
      {note === undefined ? null : (
        <p id={noteId} className={`setup-note ${trouble === null ? "" : "setup-note-bad"}`}>
          {note}
        </p>
      )}
    </div>
  );
}
