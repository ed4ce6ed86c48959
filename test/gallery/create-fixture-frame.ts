/** One fixture in a frame under its name; it is loaded when it comes near the view, so that the page opens quickly. */
import { createElement } from "./create-element.ts";

export type FixtureFrame = {
  readonly figure: HTMLElement;
  /** @param way size is `<width>x<height>`. */
  readonly show: (way: { readonly language: string; readonly look: string; readonly size: string }) => void;
};

export function createFixtureFrame(fixture: string): FixtureFrame {
  const title = fixture.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
  const link = createElement("a", {}, title);
  const frame = createElement("iframe", { title });
  const figure = createElement("figure", {}, createElement("figcaption", {}, link), frame);
  let address = "";
  let isNear = false;
  const load = () => {
    if (isNear && frame.getAttribute("src") !== address) frame.src = address;
  };
  const observer = new IntersectionObserver(
    (entries) => {
      isNear = entries.at(-1)?.isIntersecting ?? false;
      load();
    },
    { rootMargin: "200px" },
  );
  observer.observe(frame);
  return {
    figure,
    show({ language, look, size }) {
      const [width = "", height = ""] = size.split("x");
      frame.width = width;
      frame.height = height;
      address = `?${new URLSearchParams({ fixture, language, look, clock: "fixture" })}`;
      link.href = address;
      load();
    },
  };
}
