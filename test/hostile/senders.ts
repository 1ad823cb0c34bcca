import { partnerSenders } from './partner-senders.ts';
import { platformSenders } from './platform-senders.ts';
import type { Sender } from './sender.ts';
import { socketSenders } from './socket-senders.ts';

export const senders: readonly Sender[] = [...partnerSenders, ...socketSenders, ...platformSenders];
