import { runProcess } from '#apps/process.ts';

await runProcess({ api: true, delivers: false });
