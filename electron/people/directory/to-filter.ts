/** From an administrator's template and what somebody typed to a filter of the directory (RFC 4515). */

/** Nothing that is put into a filter can end it or widen it (RFC 4515 §3). */
export function escapeFilterValue(value: string): string {
  return value.replace(/[\\*()\0]/gu, (mark) => `\\${mark.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

/** @returns a filter that every word of the text must pass. */
export function toSearchFilter(template: string, text: string): string {
  const words = text.split(/\s+/u).filter((word) => word !== "");
  return join(
    "&",
    words.map((word) => fill(template, "{text}", word)),
  );
}

/** @returns a filter that one of the spellings must pass. */
export function toNumberFilter(template: string, spellings: readonly string[]): string {
  const filters = spellings.map((spelling) =>
    fill(template, "{number}", spelling).replaceAll("{digits}", () => toLooseDigits(spelling)),
  );
  return join("|", [...new Set(filters)]);
}

function fill(template: string, place: string, value: string): string {
  return template.replaceAll(place, () => escapeFilterValue(value));
}

/** The end of a number is the same in every spelling; it finds a few people too many, who are told by their whole number. */
const digitsOfEnd = 8;
const shortestLoose = 7;

/** @returns its last digits with anything between them; what is short, or no number, has one spelling and stays as it is. */
function toLooseDigits(spelling: string): string {
  const digits = spelling.replace(/[^0-9]/gu, "");
  return digits.length < shortestLoose ? escapeFilterValue(spelling) : Array.from(digits.slice(-digitsOfEnd)).join("*");
}

function join(how: "&" | "|", filters: readonly string[]): string {
  const [only] = filters;
  return filters.length === 1 && only !== undefined ? only : `(${how}${filters.join("")})`;
}
