/** Says a sentence without a plural in it: enough for the tray and for main's questions, without a library. */
import { catalogues, type Language, type MessageKey } from "./catalogues.ts";

export type Say = (key: MessageKey, params?: Readonly<Record<string, string>>) => string;

export function createSay(language: Language): Say {
  return (key, params = {}) => {
    const text = catalogues[language][key] ?? catalogues.en[key] ?? key;
    return text.replace(/\{\{(\w+)\}\}/gu, (_whole, name: string) => params[name] ?? "");
  };
}
