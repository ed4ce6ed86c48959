/** Finds, in a page, what nobody can read or press: words that are cut off or run out of their box, controls out of reach. */

/** A fraction of a pixel is rounding; letters stand a little out of tight lines by design of their font. */
const slackPx = 1;
const slackOfDotsPx = 0.1;
const slackOfLinesPx = 4;
/** Words that touch the window's edge are read as if they went on beyond it. */
const edgePx = 4;

type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

/**
 * Names and numbers, which stand in `bdi`, may be shortened where nothing is enlarged: nobody knows how long they are.
 * @returns a line for each, for a person.
 */
export function findCutOff(): string[] {
  return [...findTallScrolling(), ...findWideScrolling(), ...findCutWords(), ...findCutHints()];
}

/** Only an enlarged window is scrolled as one page. */
function findTallScrolling(): string[] {
  const { scrollHeight, clientHeight } = document.documentElement;
  const isExpected = isEnlarged() || clientHeight < 400;
  return isExpected || scrollHeight <= clientHeight ? [] : [`the window is ${scrollHeight} px high in ${clientHeight}`];
}

function findWideScrolling(): string[] {
  const scrollers = [document.documentElement, ...document.querySelectorAll("*")].filter((element) => {
    if (element.scrollWidth <= element.clientWidth) return false;
    return element === document.documentElement || isScrolling(getComputedStyle(element).overflowX);
  });
  return scrollers.map(
    (element) => `${nameOf(element)} scrolls sideways: ${element.scrollWidth} in ${element.clientWidth}`,
  );
}

function findCutWords(): string[] {
  const troubles = new Set<string>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const { parentElement: parent } = node;
    if (parent === null || (node.textContent ?? "").trim() === "" || !isSeen(parent) || isData(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      const how = line.width === 0 ? null : findCut(line, parent);
      if (how !== null) troubles.add(`${how}: “${node.textContent}”`);
    }
  }
  return [...troubles];
}

/** Follows a line of words outwards: out of its own box, out of one that cuts it off, out of what can be scrolled to. */
function findCut(line: Box, parent: Element): string | null {
  let box = line;
  let isOwn = true;
  for (let element: Element | null = parent; element !== null; element = element.parentElement) {
    const style = getComputedStyle(element);
    if (style.display === "inline" || style.display === "contents") continue;
    const frame = toInner(element);
    const cuts = { x: style.overflowX !== "visible", y: style.overflowY !== "visible" };
    const scrolls = { x: isScrolling(style.overflowX), y: isScrolling(style.overflowY) };
    // Three dots take the place of letters at the least bit too much.
    const slack = style.textOverflow === "ellipsis" ? slackOfDotsPx : slackPx;
    const isTight = isOwn || element instanceof HTMLButtonElement;
    if ((isTight || cuts.x) && !scrolls.x && (box.left < frame.left - slack || box.right > frame.right + slack)) {
      return `runs out of ${nameOf(element)} by ${Math.round(Math.max(frame.left - box.left, box.right - frame.right))} px`;
    }
    const isOutBelow = box.top < frame.top - slackOfLinesPx || box.bottom > frame.bottom + slackOfLinesPx;
    if ((isTight || cuts.y) && !scrolls.y && isOutBelow) return `stands out of ${nameOf(element)} above or below`;
    isOwn = false;
    if (scrolls.x) box = { ...box, left: frame.left, right: frame.right };
    if (scrolls.y) {
      if (box.top + element.scrollTop < frame.top - slackOfLinesPx)
        return `stands above all that ${nameOf(element)} scrolls to`;
      box = { ...box, top: frame.top, bottom: Math.min(frame.bottom, frame.top + 1) };
    }
    if (style.position === "fixed") break;
  }
  const { clientWidth, scrollHeight, scrollTop } = document.documentElement;
  if (box.left < -slackPx || box.right > clientWidth + slackPx) return "stands out of the window sideways";
  if (line.left < edgePx || line.right > clientWidth - edgePx)
    return `stands less than ${edgePx} px from the window's edge`;
  const isOutside = box.top + scrollTop < -slackOfLinesPx || box.bottom + scrollTop > scrollHeight + slackOfLinesPx;
  return isOutside ? "stands where the window does not scroll to" : null;
}

/** Words that are no text of the page: what an empty field asks for, what a choice says. */
function findCutHints(): string[] {
  const pen = document.createElement("canvas").getContext("2d");
  if (pen === null) return [];
  const roomFor = (element: Element, words: string, besidePx: number) => {
    const style = getComputedStyle(element);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const room = element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
    const missing = pen.measureText(words).width - (room - besidePx);
    return missing > slackPx ? [`is ${Math.ceil(missing)} px too long for ${nameOf(element)}: “${words}”`] : [];
  };
  const fields = [...document.querySelectorAll("input")].filter((field) => isSeen(field) && field.placeholder !== "");
  const arrowPx = 20;
  // Where there is room for a few words only, a choice is read whole in its opened list.
  const choices = isEnlarged() ? [] : [...document.querySelectorAll("select")].filter((choice) => isSeen(choice));
  return [
    ...fields.flatMap((field) => roomFor(field, field.placeholder, 0)),
    ...choices.flatMap((choice) => {
      const option = choice.selectedOptions[0];
      const isOurs = option?.value === "" || option?.value === "system";
      return isOurs ? roomFor(choice, option?.textContent ?? "", arrowPx) : [];
    }),
  ];
}

const controls = "button, input, select, summary, a[href]";

/** @returns a line for each control that cannot be scrolled to and pressed. */
export function findUnreachable(): string[] {
  const before = [...document.querySelectorAll("*")].map((element) => [element, element.scrollTop] as const);
  const troubles = [...document.querySelectorAll(controls)].filter(isSeen).flatMap((control) => {
    let over: Element | null = null;
    for (const block of ["center", "start", "end"] as const) {
      control.scrollIntoView({ block, inline: "nearest", behavior: "instant" });
      over = findTopmost(control);
      if (over !== null && isHitOf(control, over)) return [];
    }
    const why = over === null ? "being outside" : `${nameOf(over)} being over it`;
    return [`cannot be pressed, ${why}: ${nameOf(control)} “${wordsOf(control)}”`];
  });
  for (const [element, scrollTop] of before) if (element.scrollTop !== scrollTop) element.scrollTop = scrollTop;
  return troubles;
}

/** What lies uppermost in the middle of the part of it that is in view. */
function findTopmost(control: Element): Element | null {
  const { left, right, top, bottom } = control.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const x = (Math.max(0, left) + Math.min(clientWidth, right)) / 2;
  const y = (Math.max(0, top) + Math.min(clientHeight, bottom)) / 2;
  return document.elementFromPoint(x, y);
}

/** What a person opened over it, and Escape closes, is not in its way. */
function isHitOf(control: Element, hit: Element): boolean {
  const isOpenedOver = hit.closest(".menu-panel, .server-story, .bar") !== null;
  return isOpenedOver || control.contains(hit) || hit.closest("label")?.contains(control) === true;
}

function isSeen(element: Element): boolean {
  return (
    element.checkVisibility({ visibilityProperty: true }) && element.closest(".unseen, svg, datalist, option") === null
  );
}

/** In the menu, `bdi` holds its own words too; enlarged, names are told whole like everything else. */
function isData(element: Element): boolean {
  if (isEnlarged()) return element.closest("select") !== null;
  return (
    element.closest("select") !== null || (element.closest("bdi") !== null && element.closest(".menu-panel") === null)
  );
}

/** To 200 %, from a window of the usual size: where the styles put everything below each other. */
function isEnlarged(): boolean {
  return document.documentElement.clientWidth < 280;
}

function isScrolling(overflow: string): boolean {
  return overflow === "auto" || overflow === "scroll";
}

/** Inside its borders, where its content may stand. */
function toInner(element: Element): Box {
  const { left, right, top } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const from = { x: left + Number.parseFloat(style.borderLeftWidth), y: top + Number.parseFloat(style.borderTopWidth) };
  const { clientWidth, clientHeight } = element;
  // Whole pixels are too coarse to tell where letters give way to dots.
  const width = isScrolling(style.overflowX) ? clientWidth : right - Number.parseFloat(style.borderRightWidth) - from.x;
  return { left: from.x, right: from.x + width, top: from.y, bottom: from.y + clientHeight };
}

function nameOf(element: Element): string {
  const [first = ""] = element.classList;
  return first === "" ? element.tagName.toLowerCase() : `.${first}`;
}

function wordsOf(element: Element): string {
  return (element.getAttribute("aria-label") ?? element.textContent ?? "").slice(0, 60);
}
