/** Lets one frame look as if the system wished it so: answers the page's questions about the system in its stead. */
export const looks = {
  light: { "prefers-color-scheme": "light", "prefers-contrast": "no-preference" },
  dark: { "prefers-color-scheme": "dark", "prefers-contrast": "no-preference" },
  "more-contrast": { "prefers-color-scheme": "light", "prefers-contrast": "more" },
  "more-contrast-dark": { "prefers-color-scheme": "dark", "prefers-contrast": "more" },
} as const;

type Answers = (typeof looks)[keyof typeof looks];

const always = "(width >= 0px)";
const never = "(width < 0px)";

/** Does nothing for a look it does not know, so that the system's own answers stand. */
export function pretendLook(page: Window, name: string | null): void {
  const answers = Object.entries(looks).find(([look]) => look === name)?.[1];
  if (answers === undefined) return;
  const ask = page.matchMedia.bind(page);
  page.matchMedia = (query) => ask(answerMedia(query, answers));
  page.document.documentElement.style.colorScheme = answers["prefers-color-scheme"];
  for (const sheet of page.document.styleSheets) pretendIn(sheet.cssRules, answers);
}

function pretendIn(rules: CSSRuleList, answers: Answers): void {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) rule.media.mediaText = answerMedia(rule.media.mediaText, answers);
    if (rule instanceof CSSGroupingRule || rule instanceof CSSStyleRule) pretendIn(rule.cssRules, answers);
  }
}

/** @returns the media query with every question about colour scheme and contrast answered. */
export function answerMedia(query: string, answers: Answers): string {
  return query.replaceAll(
    /\((prefers-color-scheme|prefers-contrast)(?::\s*([a-z-]+))?\)/gu,
    (_all, question: keyof Answers, wanted: string | undefined) => {
      const answer = answers[question];
      return (wanted === undefined ? answer !== "no-preference" : answer === wanted) ? always : never;
    },
  );
}
