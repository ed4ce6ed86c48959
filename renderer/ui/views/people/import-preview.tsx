/** What a file of contacts holds, before any of it is kept: how many, as what it was read, and each row that cannot be used. */
import type { ImportReport } from "../../../../shared/model/import-report.ts";
import { Button } from "../../components/button.tsx";
import { useEscape } from "../../components/escape-context.tsx";
import { useSpoken } from "../../components/spoken-context.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";

export type ImportPreviewProps = {
  readonly report: ImportReport;
  readonly onKeep: () => void;
  /** Must stay the same function while this stands. */
  readonly onCancel: () => void;
};

export function ImportPreview({ report, onKeep, onCancel }: ImportPreviewProps) {
  const { say } = useTranslator();
  useEscape(true, onCancel);
  const usable = report.usable === 0 ? say("import.none") : say("import.usable", { count: report.usable });
  useSpoken(usable, "quiet");
  const hidden = report.refused - report.refusedRows.length;
  const fresh = report.usable - report.known;
  return (
    <section className="import" aria-labelledby="import-title">
      <h3 id="import-title" className="import-title">
        {say("import.title", { file: report.fileName })}
      </h3>
      <p>
        {usable} {report.known === 0 ? null : say("import.known", { count: report.known })}
      </p>
      {report.names.length === 0 ? null : (
        <p className="people-note">
          <bdi>{say("import.names", { names: report.names.join(" · ") })}</bdi>
        </p>
      )}
      {report.encoding === "utf-8" ? null : (
        <p className="people-note">{say("import.encoding", { encoding: report.encoding.toUpperCase() })}</p>
      )}
      {report.refused === 0 ? null : (
        <>
          <p>{say("import.refused", { count: report.refused })}</p>
          <ul className="import-refused" tabIndex={0} aria-label={say("import.refused", { count: report.refused })}>
            {report.refusedRows.map(({ line, why, text }) => (
              <li key={line}>
                <span className="import-line">{say("import.line", { line })}</span>
                <span>{say(`import.${why}`)}</span>
                <bdi className="import-text" title={text}>
                  {text}
                </bdi>
              </li>
            ))}
            {hidden === 0 ? null : <li>{say("import.moreRefused", { count: hidden })}</li>}
          </ul>
          <p className="people-note">{say("import.correct")}</p>
        </>
      )}
      <div className="people-ways">
        {fresh === 0 ? null : (
          <Button look="accent" onPress={onKeep}>
            {say("import.keep", { count: fresh })}
          </Button>
        )}
        <Button onPress={onCancel}>{say("import.cancel")}</Button>
      </div>
    </section>
  );
}
