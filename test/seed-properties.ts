/** Gives every property test the seed of this run, so that TANDEM_SEED=<seed> repeats it. */
import { configureGlobal, readConfigureGlobal } from "fast-check";

configureGlobal({ ...readConfigureGlobal(), seed: Number(process.env["TANDEM_SEED"]) });
