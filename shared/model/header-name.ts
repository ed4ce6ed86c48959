/** The name of a SIP header as a document may give it: nothing that could end the line it is looked for in. */
import { z } from "zod";

export const HeaderName = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, "a SIP header name");
