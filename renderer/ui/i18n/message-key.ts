/** The keys a view may ask for: those of the English catalogue, without the endings of plural forms. */
import type en from "./en.json";

type WithoutPlural<Key> = Key extends `${infer Stem}_${"zero" | "one" | "two" | "few" | "many" | "other"}` ? Stem : Key;

export type MessageKey = WithoutPlural<keyof typeof en>;
