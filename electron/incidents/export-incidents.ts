/** Writes the incidents where the operator wants them: for whoever has to find out what happened. */
import type { CommandReply } from "../../shared/contract/command.ts";
import { toErrorText } from "../../shared/lib/error-text.ts";
import { type Incident, withoutCustomers } from "../../shared/model/incident.ts";
import type { EpochMs } from "../../shared/model/time.ts";
import { saveWhereAsked } from "../files/save-where-asked.ts";
import { writeWhole } from "../files/write-whole.ts";

export type ExportWish = {
  readonly incidents: readonly Incident[];
  /** Whether numbers and names of people stand in it. */
  readonly withCustomers: boolean;
  readonly at: EpochMs;
  /** Tandem's version. */
  readonly tandem: string;
};

/** @param askWhere the operator's answer to the proposed name; null: they would rather not. */
export function exportIncidents(
  { incidents, withCustomers, at, tandem }: ExportWish,
  askWhere: (name: string) => Promise<string | null>,
): Promise<CommandReply> {
  async function write(path: string): Promise<string | null> {
    const told = withCustomers ? incidents : incidents.map(withoutCustomers);
    const text = JSON.stringify({ version: 1, at, tandem, withCustomers, incidents: told }, null, 2);
    try {
      await writeWhole(path, `${text}\n`);
      return null;
    } catch (error) {
      return toErrorText(error);
    }
  }

  return saveWhereAsked({ what: "incidents", extension: "json", at, askWhere, write });
}
