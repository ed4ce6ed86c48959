/** What a field for a name or number asks of the browser: no help with spelling, digits first, either direction of script. */
export const numberInput = {
  type: "text",
  inputMode: "tel",
  autoComplete: "off",
  autoCapitalize: "off",
  spellCheck: false,
  dir: "auto",
  maxLength: 300,
} as const;
