/** Milliseconds of a clock that all processes of this machine share and that never jumps (CLOCK_MONOTONIC). */
export const now = (): number => offset + performance.now();

const offset = Number(process.hrtime.bigint()) / 1e6 - performance.now();
