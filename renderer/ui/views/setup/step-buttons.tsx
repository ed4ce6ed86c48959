/** The two ways on at the foot of a step: back, quietly, and onwards. */
import { Button } from "../../components/button.tsx";

type WayOn = { readonly words: string; readonly onPress: () => void };

export function StepButtons({ back, go }: { readonly back: WayOn; readonly go: WayOn }) {
  return (
    <div className="setup-buttons">
      <Button look="quiet" onPress={back.onPress}>
        {back.words}
      </Button>
      <Button look="accent" className="setup-go" onPress={go.onPress}>
        {go.words}
      </Button>
    </div>
  );
}
