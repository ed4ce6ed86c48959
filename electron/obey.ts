/** Which part of main carries out which Command of main's own; nothing is decided here. */
import type { CommandReply } from "../shared/contract/command.ts";
import { assertNever } from "../shared/lib/assert-never.ts";
import type { ServerCheck } from "../shared/model/server-check.ts";
import type { WantedCheck } from "./diagnostics/check-server.ts";
import type { HistoryOutlet } from "./history/history-outlet.ts";
import type { Enrolling } from "./provisioning/enrolling.ts";
import type { SigningIn } from "./provisioning/signing-in.ts";
import type { PeopleOutlet } from "./people/people-outlet.ts";
import type { RecordingsOutlet } from "./recordings/recordings-outlet.ts";
import type { OperatorSettings } from "./settings/operator-settings.ts";
import type { SetUp } from "./settings/set-up.ts";
import type { SwitchboardNeeds } from "./switchboard/switchboard.ts";

export type ObeyNeeds = {
  readonly history: Pick<HistoryOutlet, "markSeen" | "find" | "erase" | "export">;
  readonly people: Pick<PeopleOutlet, "find" | "findInDirectory" | "save" | "erase" | "read" | "import" | "export">;
  readonly recordings: Pick<RecordingsOutlet, "openFor">;
  readonly operator: Pick<OperatorSettings, "change">;
  readonly setUp: SetUp;
  readonly enrolling: Enrolling;
  readonly signingIn: Pick<SigningIn, "signIn" | "signOut">;
  readonly fillFromClipboard: () => Promise<void>;
  readonly exportIncidents: (withCustomers: boolean) => Promise<CommandReply>;
  readonly checkServer: (wanted: WantedCheck) => Promise<ServerCheck>;
};

export function createObey(needs: ObeyNeeds): SwitchboardNeeds["obey"] {
  const { history, people, operator, setUp, enrolling, signingIn } = needs;

  return (command) => {
    switch (command.type) {
      case "recent.seen":
        return history.markSeen();
      case "history.find":
        return history.find(command.text, command.olderThan);
      case "history.erase":
        return history.erase(command.number);
      case "history.export":
        return history.export(command.format);
      case "recording.open":
        return needs.recordings.openFor(command);
      case "people.find":
        return people.find(command.text, command.after);
      case "directory.find":
        return people.findInDirectory(command.text);
      case "contact.save":
        return people.save(command.id, command.contact);
      case "contact.erase":
        return people.erase(command.id);
      case "contacts.read":
        return people.read();
      case "contacts.import":
        return people.import();
      case "contacts.export":
        return people.export();
      case "settings.change":
        return operator.change(command.change);
      case "clipboard.fillDial":
        return needs.fillFromClipboard().then(() => ({ ok: true }));
      case "incidents.export":
        return needs.exportIncidents(command.withCustomers);
      case "setup.read":
        return setUp.read();
      case "setup.enter":
        return setUp.enter(command.setup);
      case "setup.fetch":
        return enrolling.fetch(command.link);
      case "setup.keep":
        return enrolling.keep(command.offerId);
      case "operator.signIn":
        return signingIn.signIn({ user: command.user, password: command.password });
      case "operator.signOut":
        return signingIn.signOut();
      case "setup.check":
        return needs.checkServer(command).then((checked) => ({ ok: true, checked }));
      default:
        return assertNever(command);
    }
  };
}
