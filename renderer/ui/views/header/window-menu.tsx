/** The ⋯ menu: do not disturb, the choice of server for the next call, taking a server out of use, and what happened. */
import { useCallback, useEffect, useId, useRef, useState } from "react";
import { useCommand } from "../../bridge/use-command.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { useEscape } from "../../components/escape-context.tsx";
import { Icon } from "../../components/icon.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

export type MenuPart = "colleagues" | "incidents";

export function WindowMenu({ onShow }: { readonly onShow: (part: MenuPart) => void }) {
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
        {isOpen ? (
          <MenuItems
            onShow={(part) => {
              onShow(part);
              close();
            }}
          />
        ) : null}
      </div>
    </div>
  );
}

function MenuItems({ onShow }: { readonly onShow: (part: MenuPart) => void }) {
  const translator = useTranslator();
  const { failure, order } = useCommand();
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const dnd = useSnapshot((snapshot) => snapshot.dnd);
  const preferred = useSnapshot((snapshot) => snapshot.preferredServerId);
  return (
    <>
      <MenuCheck
        label={translator.say("menu.dnd")}
        isOn={dnd}
        onPress={() => order({ type: "presence.setDnd", on: !dnd })}
      />
      <fieldset>
        <legend>{translator.say("menu.prefer")}</legend>
        <MenuChoice
          label={translator.say("menu.preferNone")}
          isOn={preferred === null}
          onPress={() => order({ type: "server.prefer", serverId: null })}
        />
        {servers.map(({ id, name }) => (
          <MenuChoice
            key={id}
            label={name}
            isOn={preferred === id}
            onPress={() => order({ type: "server.prefer", serverId: id })}
          />
        ))}
      </fieldset>
      <fieldset>
        <legend>{translator.say("menu.drain")}</legend>
        {servers.map(({ id, name, draining }) => (
          <MenuCheck
            key={id}
            label={name}
            isOn={draining}
            onPress={() => order({ type: draining ? "server.undrain" : "server.drain", serverId: id })}
          />
        ))}
      </fieldset>
      <Button look="quiet" className="menu-item" onPress={() => order({ type: "server.probe" })}>
        {translator.say("menu.probe")}
      </Button>
      <Button look="quiet" className="menu-item" onPress={() => onShow("colleagues")}>
        {translator.say("colleagues.title")}
      </Button>
      <Button look="quiet" className="menu-item" onPress={() => onShow("incidents")}>
        {translator.say("incidents.title")}
      </Button>
      {failure === null ? null : <Refusal text={describeFailure(translator, failure)} />}
    </>
  );
}

type MenuChoiceProps = { readonly label: string; readonly isOn: boolean; readonly onPress: () => void };

function MenuCheck({ label, isOn, onPress }: MenuChoiceProps) {
  return (
    <label className="menu-item">
      <input type="checkbox" checked={isOn} onChange={onPress} />
      <bdi>{label}</bdi>
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
