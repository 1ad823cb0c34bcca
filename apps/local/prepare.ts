import { findTemporalBinary } from './temporal-binary.ts';
import { readLocalSettings, SetupError } from './settings.ts';

/** Gets the Temporal server before the tests need it, with its progress on the screen. */
const { environment, stateDir } = readLocalSettings();
if (!environment['TEST_TEMPORAL_ADDRESS']) {
  try {
    await findTemporalBinary({ environment, stateDir, say: (line) => console.log(line) });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
