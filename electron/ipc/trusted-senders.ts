/** Who may speak on our channels: pages that main itself opened, known by their id and by the address they show. */
export type Role = "engine" | "ui";

export type TrustedSenders = {
  readonly trust: (webContentsId: number, role: Role) => void;
  readonly forget: (webContentsId: number) => void;
  /** @returns the role when the id is one of ours and the frame shows that role's page; else null. */
  readonly roleOf: (webContentsId: number, url: string) => Role | null;
};

export function createTrustedSenders(): TrustedSenders {
  const roles = new Map<number, Role>();
  return {
    trust: (webContentsId, role) => void roles.set(webContentsId, role),
    forget: (webContentsId) => void roles.delete(webContentsId),
    roleOf(webContentsId, url) {
      const role = roles.get(webContentsId);
      return role !== undefined && isPageOf(role, url) ? role : null;
    },
  };
}

export function isPageOf(role: Role, url: string): boolean {
  const address = URL.parse(url);
  return address !== null && address.protocol === "app:" && address.hostname === role;
}
