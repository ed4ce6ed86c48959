/** What this seat takes (RFC 3261 §20.5), said in every request that is made here and not by SIP.js. */
export const allowHeader = "Allow: ACK,BYE,CANCEL,INFO,INVITE,MESSAGE,NOTIFY,OPTIONS,REFER";
