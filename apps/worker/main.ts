import { runProcess } from '#apps/process.ts';

await runProcess({ api: false, delivers: true });
