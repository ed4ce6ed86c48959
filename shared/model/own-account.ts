/** What is in force where no administrator's document decides: entered by a person, or brought by a link. */
import type { PolicyDocument } from "./policy-document.ts";

/** A document as it was signed, byte for byte. */
export type SignedText = {
  readonly text: string;
  /** Of its UTF-8 bytes; Ed25519, base64. */
  readonly signature: string;
};

export type KeptEnrolment = {
  /** Where a newer document is looked for; a secret. Null: nowhere, an operator signed in. */
  readonly link: string | null;
  /** All of the link that is ever told. */
  readonly origin: string;
  /** Of the document in force, at that link. */
  readonly etag: string | null;
  /** When its server last said what is in force, epoch ms. */
  readonly atConfirmed: number;
  /** Where it came signed, as this computer's policy wants it. */
  readonly signed?: SignedText;
  /** An operator of a shared computer signed in by name and password, and may sign out. */
  readonly isSignedIn?: true;
};

export type OwnAccount = {
  readonly document: PolicyDocument;
  /** Null: it was typed. */
  readonly enrolment: KeptEnrolment | null;
};
