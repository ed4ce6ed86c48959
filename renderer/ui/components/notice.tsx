/** A sentence that asks for attention, with what can be done about it; the detail is for administrators, in English. */
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

export function Notice({ children, detail }: { readonly children: ReactNode; readonly detail?: string | null }) {
  return (
    <div className="notice">
      <Icon name="warning" />
      <div>
        <p>{children}</p>
        {detail === undefined || detail === null ? null : (
          <p className="notice-detail" lang="en">
            {detail}
          </p>
        )}
      </div>
    </div>
  );
}
