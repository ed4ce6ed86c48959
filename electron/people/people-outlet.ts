/** The outlet of people: says who a call is with as soon as it is there, and does what windows ask about contacts. */
import { randomUUID } from "node:crypto";
import type { CommandReply } from "../../shared/contract/command.ts";
import type { HostEvent } from "../../shared/contract/event.ts";
import type { PeopleRules } from "../../shared/contract/people-wire.ts";
import type { RecordsAnswer } from "../../shared/contract/records-wire.ts";
import type { Clock } from "../../shared/lib/clock.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import type { Call } from "../../shared/model/call.ts";
import { ContactId, type ContactText, type KnownParty } from "../../shared/model/contact.ts";
import type { CallId } from "../../shared/model/ids.ts";
import type { FileTrouble } from "../../shared/model/import-report.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { saveWhereAsked } from "../files/save-where-asked.ts";
import type { RecordsLine } from "../records/records-line.ts";
import type { Outlet } from "../switchboard/outlet.ts";

export type PeopleOutletNeeds = {
  readonly line: RecordsLine;
  readonly snapshot: () => Snapshot;
  readonly clock: Clock;
  readonly publish: (event: HostEvent) => void;
  /** Contacts have changed, and with them what callers are called. */
  readonly onChanged: () => void;
  /** The operator's answer to the proposed name; null: they would rather not. */
  readonly askWhere: (name: string) => Promise<string | null>;
  readonly askWhich: (extensions: readonly string[]) => Promise<string | null>;
};

export type PeopleOutlet = Outlet & {
  readonly configure: (document: Pick<PolicyDocument, "dialing" | "directory"> | null) => void;
  readonly find: (text: string, after: ContactId | null) => Promise<CommandReply>;
  readonly findInDirectory: (text: string) => Promise<CommandReply>;
  readonly save: (id: ContactId | null, contact: ContactText) => Promise<CommandReply>;
  readonly erase: (id: ContactId) => Promise<CommandReply>;
  /** Asks which file, and says what is in it. */
  readonly read: () => Promise<CommandReply>;
  /** Keeps what is in the file that was read last. */
  readonly import: () => Promise<CommandReply>;
  readonly export: () => Promise<CommandReply>;
};

/** One step through the contacts, a few screens long. */
export const peopleAtOnce = 50;

export function createPeopleOutlet(needs: PeopleOutletNeeds): PeopleOutlet {
  const { line, snapshot, clock, publish, onChanged, askWhere, askWhich } = needs;
  let rules: PeopleRules | null = null;
  let chosenPath: string | null = null;
  /** The number each call was last looked up by. */
  const lookedUp = new Map<CallId, string>();

  line.listen({
    onOpened() {
      sendRules();
      nameAnew();
    },
  });

  /** Each life of the process begins without them. */
  function sendRules(): void {
    if (rules !== null) void line.ask({ type: "peopleRules", rules });
  }

  function nameAnew(): void {
    lookedUp.clear();
    for (const call of snapshot().calls) void nameParty(call);
  }

  async function nameParty({ id, state, remote: { number } }: Call): Promise<void> {
    if (number === null || state === "ended" || lookedUp.get(id) === number) return;
    lookedUp.set(id, number);
    const here = await line.ask({ type: "nameNumber", number });
    const known = here.type === "named" ? here.known : null;
    tell(id, number, known);
    if (known !== null || (rules?.directory ?? null) === null) return;
    const there = await line.ask({ type: "nameNumberByDirectory", number });
    if (there.type === "named") tell(id, number, there.known);
  }

  /** Of a call that is still there, and still with this number. */
  function tell(id: CallId, number: string, known: KnownParty | null): void {
    const call = snapshot().calls.find((one) => one.id === id && one.remote.number === number);
    if (call === undefined || isSameValue(call.remote.known ?? null, known)) return;
    publish({ type: "call.named", at: clock.wallNow(), callId: id, known });
  }

  function changed(): void {
    nameAnew();
    onChanged();
  }

  return {
    name: "people",
    receive(event, { calls }) {
      if (event.type === "phone.started") for (const call of calls) void nameParty(call);
      if (event.type === "call.removed") lookedUp.delete(event.callId);
      else if ("call" in event) void nameParty(event.call);
    },
    stop: () => undefined,
    configure(document) {
      if (document === null) return;
      const { country, outsidePrefix } = document.dialing;
      rules = { country: country ?? null, outsidePrefix, directory: document.directory ?? null };
      sendRules();
      nameAnew();
    },
    async find(text, after) {
      const answer = await line.askInTime({ type: "findPeople", text, after, limit: peopleAtOnce });
      return answer.type === "people" ? { ok: true, people: answer.found } : noContacts;
    },
    async findInDirectory(text) {
      const answer = await line.ask({ type: "findInDirectory", text });
      return answer.type === "people" ? { ok: true, people: answer.found } : noContacts;
    },
    async save(id, contact) {
      const answer = await line.askInTime({ type: "saveContact", id: id ?? toNewId(), contact });
      if (answer.type !== "done") return toFailure(answer);
      changed();
      return { ok: true };
    },
    async erase(id) {
      const answer = await line.askInTime({ type: "eraseContact", id });
      if (answer.type !== "done") return toFailure(answer);
      changed();
      return { ok: true };
    },
    async read() {
      const path = await askWhich(["csv", "vcf"]);
      if (path === null) return { ok: true };
      const answer = await line.ask({ type: "readContacts", path });
      chosenPath = answer.type === "contactsRead" ? path : null;
      return answer.type === "contactsRead" ? { ok: true, importing: answer.report } : toFailure(answer);
    },
    async import() {
      if (chosenPath === null) return { ok: false, failure: { kind: "notNow", message: "No file was chosen yet." } };
      const answer = await line.ask({ type: "importContacts", path: chosenPath });
      if (answer.type !== "imported") return toFailure(answer);
      chosenPath = null;
      changed();
      return { ok: true, imported: answer.contacts };
    },
    export: () =>
      saveWhereAsked({
        what: "contacts",
        extension: "csv",
        at: clock.wallNow(),
        askWhere,
        async write(path) {
          const answer = await line.ask({ type: "exportContacts", path });
          return answer.type === "failed" ? answer.message : null;
        },
      }),
  };
}

const toNewId = () => ContactId.parse(randomUUID());

/** As English has them under `refusal.`, so that they are told in the operator's language. */
const troubles: Readonly<Record<FileTrouble, string>> = {
  unreadable: "The file cannot be read. Choose another one.",
  tooBig: "The file is larger than 20 MB. Choose a smaller one.",
  noContacts: "There is no contact in this file. Choose another one.",
  noColumns: "No columns for names and numbers were found. Name them in the first line, for example Name and Phone.",
};

const noContacts: CommandReply = {
  ok: false,
  failure: {
    kind: "noContacts",
    message: "The contacts cannot be opened right now. Calls work as before; try again in a moment.",
  },
};

function toFailure(answer: RecordsAnswer): CommandReply {
  if (answer.type === "notRead") return { ok: false, failure: { kind: "badFile", message: troubles[answer.trouble] } };
  if (answer.type !== "failed" || answer.why !== "full") return noContacts;
  const message = "The disk is full, so nothing was kept. Make room and try again.";
  return { ok: false, failure: { kind: "notSaved", message } };
}
