/** Every sentence a person reads, by language and key: the window, the tray and main's questions speak from here. */
import de from "./de.json" with { type: "json" };
import en from "./en.json" with { type: "json" };
import es from "./es.json" with { type: "json" };
import ja from "./ja.json" with { type: "json" };
import ru from "./ru.json" with { type: "json" };

export const languages = ["de", "en", "es", "ja", "ru"] as const;
export type Language = (typeof languages)[number];

type WithoutPlural<Key> = Key extends `${infer Stem}_${"zero" | "one" | "two" | "few" | "many" | "other"}` ? Stem : Key;

/** The keys one may ask for: those of the English catalogue, without the endings of plural forms. */
export type MessageKey = WithoutPlural<keyof typeof en>;

export const catalogues: Readonly<Record<Language, Readonly<Record<string, string>>>> = { de, en, es, ja, ru };
