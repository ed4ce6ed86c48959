/** The ⋯ menu: do not disturb, the choice of server for the next call, taking a server out of use, and what happened. */
import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from "react";
import { chordOfOffer, keyOfOffer, sayOffer, type ActionId, type Offer } from "../../../../shared/actions/actions.ts";
import { useActions, useOffers } from "../../bridge/actions-context.tsx";
import { useCommand } from "../../bridge/use-command.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { useEscape } from "../../components/escape-context.tsx";
import { Icon } from "../../components/icon.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { nameKeys } from "../../format/name-keys.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { DeskMenu } from "./desk-menu.tsx";

/** Leaving comes last, as in the tray's menu. */
const ownItems = [
  "probe",
  "colleagues",
  "incidents",
  "dialClipboard",
  "commandBar",
  "queueLogout",
  "signOut",
] as const satisfies readonly ActionId[];

export function WindowMenu() {
  const translator = useTranslator();
  const [isOpen, setOpen] = useState(false);
  const panelId = useId();
  const frame = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => {
    if (frame.current?.contains(document.activeElement) === true) opener.current?.focus();
    setOpen(false);
  }, []);
  useEscape(isOpen, close);
  useEffect(() => {
    if (!isOpen) return undefined;
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && frame.current?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener("pointerdown", closeOutside);
    document.addEventListener("focusin", closeOutside);
    return () => {
      document.removeEventListener("pointerdown", closeOutside);
      document.removeEventListener("focusin", closeOutside);
    };
  }, [isOpen]);

  return (
    <div className="window-menu" ref={frame}>
      <Button
        look="quiet"
        className="button-icon"
        ref={opener}
        label={translator.say("menu.open")}
        title={translator.say("menu.open")}
        isExpanded={isOpen}
        controls={panelId}
        onPress={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
      </Button>
      <div id={panelId} className="menu-panel" role="group" aria-label={translator.say("menu.open")} hidden={!isOpen}>
        {isOpen ? <MenuItems close={close} /> : null}
      </div>
    </div>
  );
}

/** What has a place of its own elsewhere in the window is not repeated here. */
function MenuItems({ close }: { readonly close: () => void }) {
  const translator = useTranslator();
  const { run } = useActions();
  const { failure, order } = useCommand();
  const desk = useSnapshot((snapshot) => snapshot.agent?.desk ?? null);
  const isDndSplit = useSnapshot(({ dnd, agent }) => {
    const other = dnd ? "out" : "ready";
    return agent?.dnd?.servers.some(({ state, repair }) => repair !== "none" || state === other) === true;
  });
  const offers = useOffers();
  const of = (action: ActionId) => offers.filter((offer) => offer.action === action);
  const press = ({ deed }: Offer) => {
    if (deed.kind === "command") return order(deed.command);
    close();
    run(deed);
  };
  const toItem = (offer: Offer) => (
    <Button key={keyOfOffer(offer)} look="quiet" className="menu-item" onPress={() => press(offer)}>
      <span className="menu-words">{sayOffer(offer, translator.say)}</span>
      <Keys offer={offer} />
    </Button>
  );
  const toServer = ({ words }: Offer) => words.params?.["server"] ?? translator.say("menu.preferNone");
  return (
    <>
      {[...of("doNotDisturb"), ...of("forwardAll")].map((offer) => (
        <MenuCheck
          key={keyOfOffer(offer)}
          label={sayOffer(offer, translator.say)}
          isOn={offer.isOn === true}
          onPress={() => press(offer)}
        >
          <Keys offer={offer} />
        </MenuCheck>
      ))}
      {isDndSplit ? <p className="menu-note">{translator.say("menu.dndNotEverywhere")}</p> : null}
      {of("prefer").length === 0 ? null : (
        <fieldset>
          <legend>{translator.say("menu.prefer")}</legend>
          {of("prefer").map((offer) => (
            <MenuChoice
              key={keyOfOffer(offer)}
              label={toServer(offer)}
              isOn={offer.isOn === true}
              onPress={() => press(offer)}
            />
          ))}
        </fieldset>
      )}
      {of("drain").length === 0 ? null : (
        <fieldset>
          <legend>{translator.say("menu.drain")}</legend>
          {of("drain").map((offer) => (
            <MenuCheck
              key={keyOfOffer(offer)}
              label={toServer(offer)}
              isOn={offer.isOn === true}
              onPress={() => press(offer)}
            />
          ))}
        </fieldset>
      )}
      {desk === null ? null : <DeskMenu desk={desk} onOrder={order} />}
      {ownItems.flatMap(of).map(toItem)}
      {failure === null ? null : <Refusal text={describeFailure(translator, failure)} />}
    </>
  );
}

function Keys({ offer }: { readonly offer: Offer }) {
  const translator = useTranslator();
  const chord = useSnapshot(({ settings }) => chordOfOffer(offer, settings));
  return chord === null ? null : <kbd>{nameKeys(translator, chord)}</kbd>;
}

type MenuChoiceProps = {
  readonly label: string;
  readonly isOn: boolean;
  readonly onPress: () => void;
  readonly children?: ReactNode;
};

function MenuCheck({ label, isOn, onPress, children }: MenuChoiceProps) {
  return (
    <label className="menu-item">
      <input type="checkbox" checked={isOn} onChange={onPress} />
      <bdi>{label}</bdi>
      {children}
    </label>
  );
}

function MenuChoice({ label, isOn, onPress }: MenuChoiceProps) {
  return (
    <label className="menu-item">
      <input type="radio" name="prefer" checked={isOn} onChange={onPress} />
      <bdi>{label}</bdi>
    </label>
  );
}
