/** A site file of two servers with everything that a roster can make, unless it is said otherwise. */

export function aSite(more: object = {}): object {
  return {
    version: 1,
    servers: [
      { id: "main", name: "Main", role: "primary", url: "wss://pbx1.example.com:8089/ws", domain: "pbx1.example.com" },
      {
        id: "backup",
        name: "Backup",
        role: "backup",
        url: "wss://pbx2.example.com:8089/ws",
        domain: "pbx2.example.com",
      },
    ],
    queues: [
      { id: "500", name: "Sales", numbers: ["+81312345600"], mailbox: "1001" },
      { id: "501", name: "Support", members: "always" },
    ],
    pauseReasons: [{ id: "1", name: "Lunch" }],
    parking: { number: "700", slots: ["701", "702"] },
    desks: true,
    dnd: true,
    outsidePrefix: "0",
    emergency: ["110", "119"],
    trunks: [
      { id: "provider", host: "sip.example.com", addresses: ["192.0.2.0/24"], user: "office", password: "a;b#c" },
    ],
    ...more,
  };
}
