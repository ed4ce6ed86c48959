import { describe, expect, it } from "vitest";
import { createEmitter } from "../../../shared/lib/emitter.ts";

function createRecorded() {
  const errors: unknown[] = [];
  const heard: string[] = [];
  const emitter = createEmitter<number>((error) => errors.push(error));
  const hearAs = (name: string) => (value: number) => void heard.push(`${name}${value}`);
  return { emitter, errors, heard, hearAs };
}

describe("an emitter", () => {
  it("tells every listener, in the order they joined", () => {
    const { emitter, heard, hearAs } = createRecorded();
    emitter.listen(hearAs("a"));
    emitter.listen(hearAs("b"));
    emitter.emit(1);
    expect(heard).toEqual(["a1", "b1"]);
  });

  it("reports a listener that throws and tells the others all the same", () => {
    const { emitter, errors, heard, hearAs } = createRecorded();
    const trouble = new Error("no");
    emitter.listen(() => {
      throw trouble;
    });
    emitter.listen(hearAs("b"));
    emitter.emit(1);
    expect({ errors, heard }).toEqual({ errors: [trouble], heard: ["b1"] });
  });

  it("tells nothing more to one that left, not even of the value being told", () => {
    const { emitter, heard, hearAs } = createRecorded();
    emitter.listen(() => leave());
    const leave = emitter.listen(hearAs("b"));
    emitter.emit(1);
    expect(heard).toEqual([]);
  });

  it("tells one that joins meanwhile from the next value on", () => {
    const { emitter, heard, hearAs } = createRecorded();
    emitter.listen((value) => value === 1 && emitter.listen(hearAs("late")));
    emitter.emit(1);
    emitter.emit(2);
    expect(heard).toEqual(["late2"]);
  });

  it("counts a function that joins twice as two, and each leaves alone", () => {
    const { emitter, heard, hearAs } = createRecorded();
    const hear = hearAs("a");
    const leave = emitter.listen(hear);
    emitter.listen(hear);
    leave();
    leave();
    emitter.emit(1);
    expect(heard).toEqual(["a1"]);
  });
});
