// Starts both Asterisk servers and keeps them until Ctrl+C, for looking by hand.
import { once } from "node:events";
import { accountPassword, operators } from "../test/testbed/accounts.ts";
import { startTestbed } from "../test/testbed/start-testbed.ts";

const testbed = await startTestbed();
console.log(`Two Asterisk servers are up after ${Math.round(testbed.bootMs)} ms.`);
for (const server of [testbed.main, testbed.backup]) {
  console.log(`  ${server.name}: ${server.wssUrl}  pin ${server.spkiPin}  folder ${server.folder}`);
}
console.log(`Accounts ${operators.join(" ")}, password ${accountPassword}. Policy document for ${operators[0]}:`);
console.log(JSON.stringify(testbed.policyDocument(operators[0])));
console.log("Ctrl+C ends both.");
const keepAlive = setInterval(() => {}, 60_000);
await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
clearInterval(keepAlive);
await testbed.stop();
