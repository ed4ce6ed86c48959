/** What is in force where no administrator's document decides: entered by a person, or brought by a link. */
import type { PolicyDocument } from "./policy-document.ts";

export type KeptEnrolment = {
  /** Where a newer document is looked for; a secret. */
  readonly link: string;
  /** All of the link that is ever told. */
  readonly origin: string;
  /** Of the document in force, at that link. */
  readonly etag: string | null;
  /** When its server last said what is in force, epoch ms. */
  readonly atConfirmed: number;
};

export type OwnAccount = {
  readonly document: PolicyDocument;
  /** Null: it was typed. */
  readonly enrolment: KeptEnrolment | null;
};
